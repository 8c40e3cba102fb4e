using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace PceServer.Admin.Http;

/// <summary>The page that shows the server in a browser: plain files that live in this assembly and ask the same API as everybody.</summary>
internal static class ConsoleFiles
{
    private static readonly (string Path, string Name, string Type)[] Files =
    [
        ("/", "index.html", "text/html; charset=utf-8"), ("/console.css", "console.css", "text/css; charset=utf-8"),
        ("/console.js", "console.js", "text/javascript; charset=utf-8"), ("/layout.js", "layout.js", "text/javascript; charset=utf-8"),
    ];

    public static void MapConsole(this IEndpointRouteBuilder endpoints)
    {
        foreach (var (path, name, type) in Files)
        {
            var octets = Read(name);
            endpoints.MapGet(path, (HttpContext context) =>
            {
                // Names of routers and LSPs come from the network: nothing that does not come from here may run or be loaded.
                context.Response.Headers.ContentSecurityPolicy = "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'";
                context.Response.Headers.XContentTypeOptions = "nosniff";
                context.Response.Headers.CacheControl = "no-cache";
                return Results.Bytes(octets, type);
            });
        }
    }

    private static byte[] Read(string name)
    {
        using var stream = typeof(ConsoleFiles).Assembly.GetManifestResourceStream(name)!;
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        return memory.ToArray();
    }
}
