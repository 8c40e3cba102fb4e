using Google.Protobuf.Reflection;
using Microsoft.AspNetCore.Http;

namespace PceServer.Admin.Http;

/// <summary>
/// Looks at a query before the transcoder does, which passes over names that it does not know: <c>?drifted_onyl=true</c> would be answered as if nothing had been asked.
/// </summary>
internal static class QueryText
{
    public static Task Invoke(HttpContext context, RequestDelegate next)
    {
        if (!context.Request.QueryString.HasValue || Method(context.Request) is not { } method)
            return next(context);
        var fields = method.QueryFields.ToDictionary(f => f.JsonName);
        var errors = context.Request.Query.SelectMany(parameter => Errors(parameter.Key, parameter.Value.Count, parameter.Value, fields)).ToList();
        return errors.Count == 0
            ? next(context)
            : ErrorReply.WriteAsync(context, StatusCodes.Status400BadRequest, string.Join("; ", errors), errors);
    }

    private static ApiMethod? Method(HttpRequest request) =>
        ApiMethod.All.FirstOrDefault(m => m.Verb == request.Method && (m.Path == request.Path.Value || (LspPath.Is(request.HttpContext) && LspPath.Is(m.Path))));

    private static IEnumerable<FieldError> Errors(string name, int count, IEnumerable<string?> values, Dictionary<string, FieldDescriptor> fields)
    {
        if (!fields.TryGetValue(name, out var field))
        {
            yield return new FieldError(name, fields.Count == 0 ? "is not a field; this endpoint takes no query" : $"is not a field; here may stand {string.Join(", ", fields.Keys)}");
            yield break;
        }
        if (count > 1 && !field.IsRepeated)
            yield return new FieldError(name, "must be given once");
        foreach (var value in values)
        {
            if (field.FieldType == FieldType.Bool && value is not ("true" or "false"))
                yield return new FieldError(name, $"must be true or false, not \"{value}\"");
        }
    }
}
