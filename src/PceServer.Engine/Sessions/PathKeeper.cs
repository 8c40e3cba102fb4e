using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using PceServer.Engine.Lsps;
using PceServer.Engine.Mapping.Pcep;
using PceServer.Engine.Paths;
using PceServer.Engine.Queries;
using PceServer.Engine.Telemetry;
using PceServer.PathComputation;
using PceServer.Topology;

namespace PceServer.Engine.Sessions;

/// <summary>Sees to it that each delegated LSP of one PCC has the list that it should have, and that what others set up does what it should.</summary>
internal sealed partial class PathKeeper(PccState state, ILogger log)
{
    private static readonly TimeSpan s_firstBudget = TimeSpan.FromMilliseconds(50);

    /// <summary>An LSP that had no path before the change either: the reason has been told at length already.</summary>
    private static readonly TimeSpan s_retryBudget = TimeSpan.FromMilliseconds(5);
    private readonly ILogger _log = log;
    private readonly GroupKeeper _groups = new(state, log);

    /// <summary>
    /// Walks the list in use on the newest snapshot. An LSP of ours is computed anew where its walk differs, breaks its constraints or is none, and where
    /// links that it was driven from are back; others are only watched.
    /// </summary>
    public void Look(Work work)
    {
        if (state.Table.Find(work.Plsp) is not { } lsp)
            return;
        var topology = state.Topology;
        var query = state.QueryFor(lsp, topology) with { ExplanationBudget = lsp.Path is null && work.FirstChange is not null ? s_retryBudget : s_firstBudget };
        var walked = Walk(lsp, query, topology);
        var differs = lsp.Trace is null || walked.Trace is null || !walked.Trace.SameWay(lsp.Trace);
        var moved = Watched(lsp, walked);
        var isNeeded = work.MustCompute || differs || moved.Trace is null or { IsGood: false };
        if (!IsOurs(moved) || !isNeeded)
            state.Keep(moved);
        else if (!state.Engine.IsTopologyComplete)
            Defer(moved);
        else if (moved is { Group: null, Demand.Constraints.BandwidthBytesPerSecond: 0 })
            Act();
        else
            lock (state.Engine.Ledger.BandwidthTurn)
                Act();

        void Act()
        {
            if (moved.Explicit is { } given)
                Hold(moved, given, work);
            else
                Compute(moved, query, topology, lsp.Trace, work);
        }
    }

    /// <summary>Half a topology proves nothing: the router keeps what it has until all of it is known.</summary>
    private void Defer(Lsp lsp)
    {
        state.Deferred.Add(lsp.Plsp);
        state.Keep(lsp with { Why = "waits until the topology is complete" });
    }

    /// <summary>The PCE decides: delegated to it, and the peer takes updates of SR paths.</summary>
    public bool IsOurs(Lsp lsp) => lsp.IsOurs && state.Peer.CanUpdate;

    /// <summary>The labels that the router has, or will have once it has followed the last PCUpd.</summary>
    public ImmutableArray<Label> Intended(Lsp lsp) => state.Outstanding.IsPending(lsp.Plsp) ? lsp.Updates[0].Labels : lsp.Reported.Labels;

    /// <summary>The LSP with the walk of its list as the network is now.</summary>
    public Lsp Walk(Lsp lsp, PathQuery query, TopologySnapshot topology)
    {
        var labels = Intended(lsp);
        var named = lsp with
        {
            HeadEnd = query.HeadEnd is { } head ? topology[head].DisplayName : null,
            Tail = query.Destination is { } tail ? topology[tail].DisplayName : null,
        };
        if (labels.IsDefaultOrEmpty || query.HeadEnd is not { } from || query.Destination is not { } to)
            return named with { Trace = null };
        return named with { Trace = state.Engine.Paths.Walk(topology, query, labels, from, to), TopologyVersion = topology.Version };
    }

    /// <summary>Says when a list that is still reported up stops doing what it should, and when it does again.</summary>
    public Lsp Watched(Lsp before, Lsp walked)
    {
        var isDrifted = walked is { IsUp: true, IsStale: false, Reported.IsLabelStack: true, Trace.IsGood: false };
        if (isDrifted && !before.IsDrifted)
        {
            EngineTelemetry.Drift(state.Pcc.Text);
            LogDrift(state.Pcc, walked.Name, walked.Trace!.Verdict, walked.Trace.Reason, walked.Trace.TopologyVersion);
            state.Event(PceEventKind.Drift, $"still reported up, now {walked.Trace.Verdict}: {walked.Trace.Reason}", walked);
        }
        else if (!isDrifted && before.IsDrifted)
        {
            LogRecovered(state.Pcc, walked.Name);
            state.Event(PceEventKind.Drift, "does what it should again", walked);
        }
        return walked with { IsDrifted = isDrifted };
    }

    /// <summary>The gate's word on an operator's list; null where head-end or tail is not in the topology.</summary>
    public RecordedTrace? Gate(Lsp lsp, ExplicitPath given)
    {
        var query = state.QueryFor(lsp, state.Topology);
        return query is { HeadEnd: { } from, Destination: { } to } ? state.Engine.Paths.Gate(state.Topology, query, given.Labels, from, to) : null;
    }

    /// <summary>Gives an LSP its explicit list. False where the router has it already, or will have.</summary>
    public bool Provide(Lsp lsp, RecordedTrace? trace, Work work)
    {
        var given = lsp.Explicit!;
        var next = lsp with { Path = null, Reached = null, Trace = trace, Why = $"explicit list by {given.By}", DisplacedFrom = [], TopologyVersion = state.Topology.Version };
        var hasIt = HasIt(lsp, given.Labels);
        state.Keep(hasIt ? next : Update(next, null, work));
        return !hasIt;
    }

    /// <summary>
    /// An explicit list is never computed over. A router that comes back without it gets it again, if it passes the gate now or was given against it.
    /// </summary>
    private void Hold(Lsp lsp, ExplicitPath given, Work work)
    {
        if (HasIt(lsp, given.Labels) || !work.MustCompute)
            state.Keep(lsp);
        else if (Gate(lsp, given) is var trace && (given.IsOverride || trace is { IsGood: true }))
            Provide(lsp, trace, work);
        else
        {
            var why = trace is null ? "head-end or destination is not in the topology" : $"{trace.Verdict}: {trace.Reason}";
            LogWithheld(state.Pcc, lsp.Name, given.By, why);
            state.Event(PceEventKind.Lsp, $"explicit list by {given.By} withheld: {why}", lsp);
            state.Keep(lsp with { Why = $"explicit list by {given.By} withheld: {why}" });
        }
    }

    private bool HasIt(Lsp lsp, ImmutableArray<Label> labels) =>
        Intended(lsp) is { IsDefault: false } intended && intended.AsSpan().SequenceEqual(labels.AsSpan());

    private void Compute(Lsp lsp, PathQuery query, TopologySnapshot topology, RecordedTrace? former, Work work)
    {
        var answer = _groups.Find(lsp, query, topology, out var reached);
        LogComputed(state.Pcc, lsp.Name, work.Cause, answer is PathAnswer.Found ? "a path" : "no path", answer.TopologyVersion, answer.Elapsed.TotalMicroseconds);
        if (answer is PathAnswer.Found found)
            Apply(lsp with { IsInGroup = lsp.Group is not null, GroupRefusal = null }, found, reached, former, work);
        else if (answer is PathAnswer.NotFound none && !_groups.HasTurnedAway(lsp, none))
            Fail(lsp, none, former, work);
    }

    private void Apply(Lsp lsp, PathAnswer.Found found, Disjointness? reached, RecordedTrace? former, Work work)
    {
        var hasIt = HasIt(lsp, found.Path.Labels);
        var next = lsp with
        {
            Path = found.Path,
            Reached = reached,
            Trace = found.Trace,
            HeadEnd = found.HeadEnd,
            Tail = found.Tail,
            Why = found.Path.Why,
            DisplacedFrom = Displacement.Of(lsp, hasIt ? null : former, work.Diff, state.Topology),
            TopologyVersion = found.TopologyVersion,
        };
        // The level reached is news for the router even where the list is the same.
        if (hasIt && reached == lsp.Reached)
            state.Keep(next);
        else if (lsp.Failed.FirstOrDefault(list => list.Is(found.Path.Labels)) is { } failed && state.IsHeldBack(failed))
            state.Keep(lsp with { Why = $"[{new LabelText(failed.Labels)}] is held back: {failed.Why}" });
        else
            state.Keep(Update(next, found.Path, work));
    }

    private void Fail(Lsp lsp, PathAnswer.NotFound answer, RecordedTrace? former, Work work)
    {
        // There are paths, but the router would have none of their lists: what it has now is left alone.
        if (!lsp.Failed.IsEmpty && answer is { Explanation.Reason: NoPathReason.RefusedBySimulator } && lsp.Failed.Any(state.IsHeldBack))
        {
            state.Keep(lsp with { Why = answer.Explanation.Sentence });
            return;
        }
        var next = lsp with
        {
            Path = null,
            Reached = null,
            Why = answer.Explanation.Sentence,
            DisplacedFrom = Displacement.Of(lsp, former, work.Diff, state.Topology),
            TopologyVersion = answer.TopologyVersion,
        };
        LogNoPath(state.Pcc, lsp.Name, answer.Explanation.Reason, answer.Explanation.Sentence, answer.TopologyVersion);
        state.Event(PceEventKind.Lsp, $"no path: {answer.Explanation.Sentence}", next);
        // A head-end that the topology does not know is alive all the same: its session is up.
        var isSilent = state.Engine.Options.NoPath == NoPathPolicy.Keep || answer.Explanation.Reason == NoPathReason.UnknownSource || KnowsThatThereIsNone(lsp, work);
        state.Keep(isSilent ? next : Update(next, null, work));
    }

    /// <summary>An empty ERO is said once: when the LSP is new to us, and when it had a list.</summary>
    private bool KnowsThatThereIsNone(Lsp lsp, Work work) =>
        state.Outstanding.IsPending(lsp.Plsp) ? lsp.Updates[0].Labels.IsEmpty
            : lsp.Reported.IsEmpty && (!work.MustCompute || lsp.Updates is [{ Labels.IsEmpty: true }, ..]);

    private Lsp Update(Lsp lsp, RecordedPath? path, Work work)
    {
        var engine = state.Engine;
        using var activity = EngineTelemetry.Activities.StartActivity("pcep.update");
        activity?.SetTag("pce.pcc", state.Pcc.Text);
        activity?.SetTag("pce.lsp", lsp.Name);
        var superseded = state.Outstanding.Drop(lsp.Plsp);
        var id = state.Outstanding.NextSrpId();
        state.Send(UpdateMapping.ToWire(lsp, path, id, state.SegmentForm));
        state.Outstanding.Add(lsp.Plsp, id, engine.Time.GetTimestamp());
        var latency = work.FirstChange is { } received ? engine.Time.GetElapsedTime(received) : (TimeSpan?)null;
        if (latency is { } measured)
            EngineTelemetry.EventToUpdate(measured);
        var labels = lsp.Explicit?.Labels ?? path?.Labels ?? [];
        LogUpdate(state.Pcc, lsp.Name, id, new LabelText(labels), work.Cause, latency);
        state.Event(PceEventKind.Lsp, $"PCUpd {id} [{string.Join(' ', labels)}]: {work.Cause}", lsp);
        return UpdateHistory.Settle(lsp, superseded, UpdateOutcome.Superseded, null)
            .WithUpdate(new(id, engine.Time.GetUtcNow(), work.Cause, labels, UpdateOutcome.Pending) { Latency = latency });
    }
}
