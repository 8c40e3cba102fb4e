using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace PceServer.Admin.Http;

/// <summary>
/// Makes <c>/v1/lsps/{pcc}/{name}</c> mean what was written. The server decodes a path but for %2F and folds dot segments, after which "a%2Fb" and "a%252Fb"
/// are the same; so the path is taken from the request line, split where it was split, and decoded once.
/// </summary>
internal static class LspPath
{
    private const string Prefix = "/v1/lsps/";

    /// <summary>Item under which the two decoded parts travel to the service.</summary>
    private static readonly object Key = new();

    public static Task Invoke(HttpContext context, RequestDelegate next)
    {
        var target = context.Features.Get<IHttpRequestFeature>()?.RawTarget ?? "";
        if (TryParse(target, out var pcc, out var name))
        {
            context.Items[Key] = (pcc, name);
            // Any path that leads to the right endpoint will do: the endpoint reads the item.
            context.Request.Path = Prefix + "pcc/name";
        }
        return next(context);
    }

    /// <summary>The parts of the path as they were meant; null where the call came by gRPC.</summary>
    public static (string Pcc, string Name)? Of(HttpContext context) => context.Items.TryGetValue(Key, out var parts) ? ((string, string))parts! : null;

    /// <summary>The call names one LSP by its path.</summary>
    public static bool Is(HttpContext context) => context.Items.ContainsKey(Key);

    /// <summary>The path of a definition names one LSP.</summary>
    public static bool Is(string template) => template.StartsWith(Prefix, StringComparison.Ordinal);

    internal static bool TryParse(string target, out string pcc, out string name)
    {
        (pcc, name) = ("", "");
        if (!target.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
            return false;
        var path = target[Prefix.Length..];
        var end = path.AsSpan().IndexOfAny('?', '#');
        if (end >= 0)
            path = path[..end];
        var slash = path.IndexOf('/', StringComparison.Ordinal);
        if (slash <= 0 || slash == path.Length - 1)
            return false;
        (pcc, name) = (Uri.UnescapeDataString(path[..slash]), Uri.UnescapeDataString(path[(slash + 1)..]));
        return true;
    }
}
