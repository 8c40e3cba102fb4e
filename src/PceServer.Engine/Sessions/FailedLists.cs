using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using PceServer.Engine.Lsps;
using PceServer.Engine.Queries;
using PceServer.Topology;

namespace PceServer.Engine.Sessions;

/// <summary>
/// What is done about lists that a router refuses or cannot bring up: the next candidate at once; the same one again only after a while, which doubles each time.
/// An LSP that is up on another list stays there.
/// </summary>
internal sealed partial class FailedLists(PccState state, PathKeeper keeper, ILogger log)
{
    private const int MostRemembered = 32;
    private readonly ILogger _log = log;

    /// <param name="isListBad">False where the router would not have any list now: then the same one is tried again in its time.</param>
    public void Fail(Lsp lsp, ImmutableArray<Label> labels, string why, bool isListBad = true)
    {
        if (labels.IsDefaultOrEmpty || lsp.Explicit is not null || !keeper.IsOurs(lsp))
            return;
        var options = state.Engine.Options.Pcep;
        var times = 1 + (lsp.Failed.FirstOrDefault(list => list.Is(labels))?.Times ?? 0);
        var wait = TimeSpan.FromTicks(Math.Min(options.RetryLimit.Ticks, options.RetryAfter.Ticks << Math.Min(times - 1, 20)));
        var failed = new FailedList(labels, state.Engine.Time.GetUtcNow() + wait, times, why);
        state.Keep(lsp with { Failed = [failed, .. lsp.Failed.Where(list => !list.Is(labels)).Take(MostRemembered - 1)], DownSince = null });
        var text = string.Join(' ', labels);
        LogFailed(state.Pcc, lsp.Name, text, why, times, wait);
        state.Event(PceEventKind.Lsp, $"[{text}] held back for {wait.TotalSeconds:0} s: {why}", lsp);
        if (isListBad)
            state.Work.Add(new Work(lsp.Plsp, $"[{text}]: {why}", MustCompute: true));
    }

    /// <summary>The LSP as reported, with since when it is down on the list that it was given. One that an operator has shut is no failure.</summary>
    public Lsp Watched(Lsp lsp)
    {
        var isDown = lsp is { State: LspState.Down, IsAdministrativelyUp: true, Explicit: null, Path: { } path } && lsp.Reported.SameLabels(path.Labels)
            && !path.Labels.IsEmpty && keeper.IsOurs(lsp);
        return isDown == lsp.DownSince is not null ? lsp : lsp with { DownSince = isDown ? state.Engine.Time.GetUtcNow() : null };
    }

    public void Check()
    {
        var now = state.Engine.Time.GetUtcNow();
        foreach (var plsp in state.Troubled.ToArray())
        {
            if (state.Table.Find(plsp) is not { } lsp)
                continue;
            if (lsp.DownSince is { } since && now - since >= state.Engine.Options.Pcep.UpdateTimeout)
                Fail(lsp, lsp.Reported.Labels, $"reported down for {(now - since).TotalSeconds:0} s");
            else if (!state.Outstanding.IsPending(plsp) && lsp.Failed.Any(list => !list.IsOver && now >= list.Until))
                Retry(lsp, now);
        }
    }

    private void Retry(Lsp lsp, DateTimeOffset now)
    {
        state.Keep(lsp with { Failed = [.. lsp.Failed.Select(list => now >= list.Until ? list with { IsOver = true } : list)] });
        if (keeper.IsOurs(lsp) && !lsp.IsUp)
            state.Work.Add(new Work(lsp.Plsp, "a list that failed may be tried again", MustCompute: true));
    }
}
