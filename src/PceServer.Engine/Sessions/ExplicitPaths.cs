using Microsoft.Extensions.Logging;
using PceServer.Engine.Lsps;
using PceServer.Engine.Paths;
using PceServer.Engine.Queries;
using PceServer.Engine.Telemetry;

namespace PceServer.Engine.Sessions;

/// <summary>Takes operators' explicit lists for the LSPs of one PCC: each passes the gate, or goes against it on the operator's word, which is recorded.</summary>
internal sealed partial class ExplicitPaths(PccState state, PathKeeper keeper, ILogger log)
{
    private readonly ILogger _log = log;

    public LspOrderOutcome Carry(LspOrder order)
    {
        if (state.Table.Find(order.Name) is not { } lsp)
            return new LspOrderOutcome.Refused(OrderRefusal.UnknownLsp, $"PCC \"{state.Pcc}\" reports no LSP \"{order.Name}\"");
        return order switch
        {
            LspOrder.SetPath set => Set(lsp, set),
            _ => Release(lsp, order.By),
        };
    }

    private LspOrderOutcome Set(Lsp lsp, LspOrder.SetPath order)
    {
        if (Obstacle(lsp) is { } obstacle)
            return Refuse(lsp, order, OrderRefusal.NotOurs, obstacle, null);
        if (lsp.Demand.Constraints.BandwidthBytesPerSecond == 0)
            return Judge(lsp, order);
        lock (state.Engine.Ledger.BandwidthTurn)
            return Judge(lsp, order);
    }

    private LspOrderOutcome Judge(Lsp lsp, LspOrder.SetPath order)
    {
        var given = new ExplicitPath(order.Labels, order.By, state.Engine.Time.GetUtcNow(), order.IsOverride);
        var trace = keeper.Gate(lsp, given);
        var unjudged = Unjudged(lsp);
        if (unjudged is not null && !order.IsOverride)
            return Refuse(lsp, order, OrderRefusal.NotJudged, unjudged, null);
        if (trace is { IsGood: false } && !order.IsOverride)
            return Refuse(lsp, order, OrderRefusal.Gate, $"{trace.Verdict}: {trace.Reason}", trace);
        given = given with { Verdict = trace?.Verdict, Reason = trace?.Reason ?? unjudged ?? "", TopologyVersion = state.Topology.Version };
        return Accept(lsp, given, trace);
    }

    private LspOrderOutcome.Done Accept(Lsp lsp, ExplicitPath given, RecordedTrace? trace)
    {
        EngineTelemetry.ExplicitPath(given.IsOverridden ? "overridden" : "accepted");
        if (given.IsOverridden)
        {
            LogOverridden(state.Pcc, lsp.Name, new LabelText(given.Labels), given.By, $"{given.Verdict}", given.Reason, given.TopologyVersion);
            state.Event(PceEventKind.Lsp, $"explicit list [{new LabelText(given.Labels)}] by {given.By} overrides the gate: {given.Verdict}: {given.Reason}", lsp);
        }
        else
        {
            LogAccepted(state.Pcc, lsp.Name, new LabelText(given.Labels), given.By, given.TopologyVersion);
            state.Event(PceEventKind.Lsp, $"explicit list [{new LabelText(given.Labels)}] by {given.By}", lsp);
        }
        var isSent = keeper.Provide(lsp with { Explicit = given }, trace, new Work(lsp.Plsp, $"explicit list by {given.By}", MustCompute: true));
        return new(state.Table.Find(lsp.Plsp)!, isSent);
    }

    private LspOrderOutcome Release(Lsp lsp, string by)
    {
        if (lsp.Explicit is null)
            return new LspOrderOutcome.Refused(OrderRefusal.NothingToRelease, $"LSP \"{lsp.Name}\" has no explicit list");
        EngineTelemetry.ExplicitPath("released");
        LogReleased(state.Pcc, lsp.Name, by);
        state.Event(PceEventKind.Lsp, $"explicit list released by {by}", lsp);
        var free = lsp with { Explicit = null, Why = "the explicit list is released" };
        if (free.IsStale)
            state.Table = state.Table.WithRetained(free);
        else
            state.Keep(free);
        if (keeper.IsOurs(free))
            state.Work.Add(new Work(free.Plsp, $"explicit list released by {by}", MustCompute: true));
        return new LspOrderOutcome.Done(free, IsSent: false);
    }

    private LspOrderOutcome.Refused Refuse(Lsp lsp, LspOrder.SetPath order, OrderRefusal why, string sentence, RecordedTrace? trace)
    {
        EngineTelemetry.ExplicitPath("refused");
        LogRefused(state.Pcc, lsp.Name, new LabelText(order.Labels), order.By, sentence);
        state.Event(PceEventKind.Lsp, $"explicit list [{new LabelText(order.Labels)}] by {order.By} refused: {sentence}", lsp);
        return new(why, sentence, trace);
    }

    /// <summary>Why the PCE may not update the LSP; null where it may.</summary>
    private string? Obstacle(Lsp lsp) =>
        lsp.IsStale ? $"LSP \"{lsp.Name}\" has not been reported on this session"
        : !lsp.IsDelegated ? $"LSP \"{lsp.Name}\" is not delegated"
        : lsp.PathSetupType != 1 ? $"LSP \"{lsp.Name}\" has path setup type {lsp.PathSetupType}: only SR-MPLS (1) takes a label stack"
        : !state.Peer.CanUpdate ? "the session does not allow updates"
        : lsp.Unhonoured;

    private string? Unjudged(Lsp lsp)
    {
        if (!state.Engine.IsTopologyComplete)
            return "the topology is not complete, so that nothing can be proved yet";
        var query = state.QueryFor(lsp, state.Topology);
        return query.HeadEnd is null ? "the head-end is not in the topology" : query.Destination is null ? "the destination is not in the topology" : null;
    }
}
