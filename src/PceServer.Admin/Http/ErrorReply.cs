using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace PceServer.Admin.Http;

/// <summary>An error in the form in which the transcoder writes its own: code, message, details.</summary>
internal static class ErrorReply
{
    public static Task WriteAsync(HttpContext context, int status, string message, IReadOnlyList<FieldError> fields)
    {
        var code = status switch
        {
            StatusCodes.Status404NotFound => Grpc.Core.StatusCode.NotFound,
            StatusCodes.Status405MethodNotAllowed => Grpc.Core.StatusCode.Unimplemented,
            StatusCodes.Status413PayloadTooLarge => Grpc.Core.StatusCode.ResourceExhausted,
            _ => Grpc.Core.StatusCode.InvalidArgument,
        };
        var violations = fields.Select(f => (JsonNode)new JsonObject { ["field"] = f.Field, ["description"] = f.Rule }).ToArray();
        var details = violations.Length == 0 ? new JsonArray() :
            [new JsonObject { ["@type"] = "type.googleapis.com/google.rpc.BadRequest", ["fieldViolations"] = new JsonArray(violations) }];
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        var reply = new JsonObject { ["code"] = (int)code, ["message"] = message, ["details"] = details };
        return context.Response.WriteAsync(reply.ToJsonString(new JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
    }
}
