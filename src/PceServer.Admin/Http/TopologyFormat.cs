using Microsoft.AspNetCore.Http;

namespace PceServer.Admin.Http;

/// <summary><c>GET /v1/topology?format=</c> answers with a document and not with a message, so it is another method of the service.</summary>
internal static class TopologyFormat
{
    public static Task Invoke(HttpContext context, RequestDelegate next)
    {
        if (context.Request.Path == "/v1/topology" && HttpMethods.IsGet(context.Request.Method) && context.Request.Query.ContainsKey("format"))
            context.Request.Path = "/v1/topology:export";
        return next(context);
    }
}
