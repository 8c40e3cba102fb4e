using Grpc.Core;
using PceServer.Admin.Replies;
using PceServer.Admin.Requests;
using PceServer.Engine;
using PceServer.Engine.Queries;

namespace PceServer.Admin.Services;

internal sealed class EventsService(PceEngine engine) : V1.Events.EventsBase
{
    public override async Task Watch(V1.WatchRequest request, IServerStreamWriter<V1.Event> responseStream, ServerCallContext context)
    {
        var kinds = Kinds(request);
        var events = engine.Watch(context.CancellationToken);
        // The headers go out now: whoever has read them misses nothing from then on.
        await context.WriteResponseHeadersAsync([]);
        try
        {
            await foreach (var happened in events)
            {
                if (kinds.Count == 0 || kinds.Contains(happened.Kind))
                    await responseStream.WriteAsync(Of(happened), context.CancellationToken);
            }
        }
        catch (OperationCanceledException) when (context.CancellationToken.IsCancellationRequested)
        {
            // The watcher has left.
        }
    }

    private static HashSet<PceEventKind> Kinds(V1.WatchRequest request)
    {
        var bad = new BadRequest();
        var kinds = new HashSet<PceEventKind>();
        for (var i = 0; i < request.Kinds.Count; i++)
        {
            if (Enum.TryParse<PceEventKind>(request.Kinds[i], ignoreCase: true, out var kind) && Enum.IsDefined(kind))
                kinds.Add(kind);
            else
                bad.Add($"kinds[{i}]", $"must be one of {string.Join(", ", Enum.GetValues<PceEventKind>().Select(Words.Of))}, not \"{request.Kinds[i]}\"");
        }
        bad.ThrowIfAny();
        return kinds;
    }

    private static V1.Event Of(PceEvent happened) => new()
    {
        Time = Rfc3339.Of(happened.Time),
        Kind = Words.Of(happened.Kind),
        Pcc = happened.Pcc?.Text ?? "",
        Lsp = happened.Lsp ?? "",
        Message = happened.Message,
        TopologyVersion = happened.TopologyVersion,
    };
}
