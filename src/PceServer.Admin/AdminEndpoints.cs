using Google.Protobuf.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using PceServer.Admin.Http;
using PceServer.Admin.Services;
using PceServer.Engine;

namespace PceServer.Admin;

/// <summary>The operator's side of the server: gRPC and HTTP+JSON from one definition, and the plain endpoints that monitors ask.</summary>
public static class AdminEndpoints
{
    private const int LargestMessageBytes = 256 << 20;

    // Balancers ask with HEAD.
    private static readonly string[] s_readOnly = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>Needs a <see cref="PceEngine"/> and a <see cref="TimeProvider"/> among the services.</summary>
    public static IServiceCollection AddPceAdmin(this IServiceCollection services)
    {
        services.AddRouting();
        services.AddGrpc(options =>
        {
            options.MaxReceiveMessageSize = LargestMessageBytes;
            options.MaxSendMessageSize = null;
        }).AddJsonTranscoding(options => options.TypeRegistry = TypeRegistry.FromFiles(Google.Rpc.ErrorDetailsReflection.Descriptor));
        return services;
    }

    public static void MapPceAdmin(this WebApplication app)
    {
        app.Use(LspPath.Invoke);
        app.Use(TopologyFormat.Invoke);
        app.Use(QueryText.Invoke);
        app.Use(JsonBody.Invoke);
        // After the paths were put right, or the endpoint would be chosen by the wrong one.
        app.UseRouting();
        app.MapGrpcService<SessionsService>();
        app.MapGrpcService<LspsService>();
        app.MapGrpcService<TopologyService>();
        app.MapGrpcService<BgpService>();
        app.MapGrpcService<PathsService>();
        app.MapGrpcService<VerificationService>();
        app.MapGrpcService<EventsService>();
        app.MapConsole();
        app.MapMethods("/healthz", s_readOnly, () => Results.Text("ok\n"));
        app.MapMethods("/readyz", s_readOnly, (PceEngine engine) => engine.Health is { IsReady: false } health
            ? Results.Text($"{health.Reason}\n", statusCode: StatusCodes.Status503ServiceUnavailable)
            : Results.Text("ready\n"));
        app.MapFallback(NotThere);
    }

    private static Task NotThere(HttpContext context)
    {
        var (method, path) = (context.Request.Method, context.Request.Path);
        var verbs = ApiMethod.All.Where(m => m.Path == path.Value).Select(m => m.Verb).Distinct().ToList();
        if (verbs.Count == 0)
            return ErrorReply.WriteAsync(context, StatusCodes.Status404NotFound, $"{method} {path}: there is no such endpoint; protos/pce/admin/v1 lists them", []);
        context.Response.Headers.Allow = string.Join(", ", verbs);
        return ErrorReply.WriteAsync(context, StatusCodes.Status405MethodNotAllowed, $"{method} {path}: this endpoint takes {string.Join(" or ", verbs)}", []);
    }
}
