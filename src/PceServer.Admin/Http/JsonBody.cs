using System.Text.Json;
using Google.Protobuf.Reflection;
using Microsoft.AspNetCore.Http;

namespace PceServer.Admin.Http;

/// <summary>
/// Reads a JSON body before the transcoder does, which would say no more than "not correctly formatted" and pass over misspelt fields:
/// every field that is unknown or of the wrong kind is named in one answer of 400.
/// </summary>
internal static class JsonBody
{
    private const int LongestBodyBytes = 4 << 20;
    private static readonly Dictionary<string, MessageDescriptor> s_inputs =
        ApiMethod.All.Where(m => m is { Verb: "POST", Body: "*" }).ToDictionary(m => m.Path, m => m.Input);

    public static async Task Invoke(HttpContext context, RequestDelegate next)
    {
        if (!HttpMethods.IsPost(context.Request.Method) || !s_inputs.TryGetValue(context.Request.Path.Value ?? "", out var input))
        {
            await next(context);
            return;
        }
        var body = await ReadAsync(context.Request.Body, context.RequestAborted);
        if (body is null)
        {
            await ErrorReply.WriteAsync(context, StatusCodes.Status413PayloadTooLarge, $"body: must not be longer than {LongestBodyBytes} bytes", []);
            return;
        }
        var errors = Check(body, input);
        if (errors.Count > 0)
        {
            await ErrorReply.WriteAsync(context, StatusCodes.Status400BadRequest, string.Join("; ", errors), errors);
            return;
        }
        // curl -d and friends name another type; what was read is JSON.
        context.Request.ContentType = "application/json; charset=utf-8";
        context.Request.Body = body.Length > 0 ? new MemoryStream(body) : new MemoryStream("{}"u8.ToArray());
        context.Request.ContentLength = context.Request.Body.Length;
        await next(context);
    }

    private static List<FieldError> Check(byte[] body, MessageDescriptor input)
    {
        if (body.Length == 0)
            return [];
        try
        {
            using var document = JsonDocument.Parse(body);
            var errors = new List<FieldError>();
            JsonShape.CheckMessage(document.RootElement, input, "", errors);
            return errors;
        }
        catch (JsonException e)
        {
            return [new FieldError("body", $"must be JSON; it breaks in line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}")];
        }
    }

    private static async Task<byte[]?> ReadAsync(Stream body, CancellationToken cancellation)
    {
        using var memory = new MemoryStream();
        var buffer = new byte[8192];
        int read;
        while ((read = await body.ReadAsync(buffer, cancellation)) > 0)
        {
            memory.Write(buffer, 0, read);
            if (memory.Length > LongestBodyBytes)
                return null;
        }
        return memory.ToArray();
    }
}
