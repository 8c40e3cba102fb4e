using System.Collections.Immutable;
using PceServer.Engine.Ledger;
using PceServer.Engine.Telemetry;
using PceServer.Forwarding;
using PceServer.Forwarding.Labels;
using PceServer.PathComputation;
using PceServer.Topology;

namespace PceServer.Engine.Paths;

/// <summary>
/// Computes and proves: candidates of the core, best first, each walked by the forwarding simulator; the first that is delivered within its constraints is the answer.
/// A list that did not pass never leaves this class. One snapshot serves one question, and the answer cites its version.
/// </summary>
public sealed class PathService(PceEngineOptions options, OverlayLedger ledger, SimulatorCache simulators, TimeProvider time)
{
    public PathAnswer Find(TopologySnapshot topology, PathQuery query)
    {
        using var activity = EngineTelemetry.Activities.StartActivity("path.compute");
        var started = time.GetTimestamp();
        var answer = FindUntimed(topology, query) with { Elapsed = time.GetElapsedTime(started) };
        EngineTelemetry.Computed(answer);
        activity?.SetTag("pce.topology.version", (long)topology.Version);
        activity?.SetTag("pce.outcome", answer is PathAnswer.NotFound no ? no.Explanation.Reason.ToString() : "Found");
        activity?.SetTag("pce.refusals", answer.Refusals.Length);
        return answer;
    }

    /// <summary>Walks a stack on a snapshot as the gate does.</summary>
    public RecordedTrace Walk(TopologySnapshot topology, PathQuery query, ImmutableArray<Label> labels, NodeIndex headEnd, NodeIndex destination)
    {
        var constraints = query.Demand.Constraints with { MaximumSids = Tightest(query.Demand.Constraints.MaximumSids, query.SidDepth.Loosest(topology, headEnd)) };
        var overlay = OverlayFor(query);
        return RecordedTrace.Of(Simulator(topology, overlay, constraints).Trace(new(headEnd, labels, destination) { Constraints = constraints }), topology);
    }

    /// <summary>What the gate's own tables make of labels that are claimed twice.</summary>
    public ImmutableArray<LabelConflict> LabelConflicts(TopologySnapshot topology) => simulators.For(topology, ledger.Current).Conflicts();

    /// <summary>The gate for a list that no search found: its walk, the constraints, and what the head-end can push on each link that it leaves by.</summary>
    public RecordedTrace Gate(TopologySnapshot topology, PathQuery query, ImmutableArray<Label> labels, NodeIndex headEnd, NodeIndex destination)
    {
        var started = System.Diagnostics.Stopwatch.GetTimestamp();
        var trace = Walk(topology, query, labels, headEnd, destination);
        foreach (var hop in trace.Hops)
        {
            if (trace.IsGood && hop is { Parent: 0, Link: { } link } && topology.TryFind(link, out var edge)
                && query.SidDepth.Link(topology, headEnd, edge) is { } limit && labels.Length > limit)
                trace = trace with { Verdict = TraceVerdict.TooDeep, Reason = $"{labels.Length} labels, but the head-end can push {limit} on {topology[edge]}" };
        }
        EngineTelemetry.Gated(trace.Verdict, System.Diagnostics.Stopwatch.GetElapsedTime(started));
        return trace;
    }

    /// <summary>Paths that depend on each other: all of them, each proven on its own, or none.</summary>
    public PathSetAnswer Find(TopologySnapshot topology, PathSetQuery set)
    {
        var started = time.GetTimestamp();
        var found = new PathSetGate(this, ledger, options.CandidateLimit).Find(topology, set);
        var elapsed = time.GetElapsedTime(started);
        found = found with { Members = [.. found.Members.Select(answer => answer with { Elapsed = elapsed })] };
        foreach (var answer in found.Members)
            EngineTelemetry.Computed(answer);
        return found;
    }

    private PathAnswer FindUntimed(TopologySnapshot topology, PathQuery query) => RequestFor(topology, query) is { } request
        ? Prove(topology, query, request, OverlayFor(query))
        : query.HeadEnd is null ? None(topology, NoPathReason.UnknownSource, "the head-end is not in the topology")
        : None(topology, NoPathReason.UnknownDestination, "the destination is not in the topology");

    /// <summary>The question in the core's words; null where an end is not known.</summary>
    internal static PathRequest? RequestFor(TopologySnapshot topology, PathQuery query)
    {
        if (query.HeadEnd is not { } headEnd || query.Destination is not { } destination)
            return null;
        return new PathRequest(headEnd, destination)
        {
            KeepsToAnnouncedDepth = true,
            DepthUnlessAnnounced = query.SidDepth.SessionLimit,
            Objective = query.Demand.Objective,
            TieBreakers = query.Demand.TieBreakers,
            Bottleneck = query.Demand.Function switch
            {
                PathFunction.LeastLoad or PathFunction.LeastReservation => PathBottleneck.LeastLoad,
                PathFunction.MostResidualBandwidth => PathBottleneck.MostResidual,
                PathFunction.LeastUtilization => PathBottleneck.LeastUtilization,
                _ => PathBottleneck.None,
            },
            Constraints = query.Demand.Constraints with
            {
                MaximumSids = Tightest(query.Demand.Constraints.MaximumSids, query.SidDepth.Loosest(topology, headEnd)),
            },
        };
    }

    private PathAnswer Prove(TopologySnapshot topology, PathQuery query, PathRequest request, NetworkOverlay overlay)
    {
        var simulator = Simulator(topology, overlay, request.Constraints);
        var refusals = ImmutableArray.CreateBuilder<string>();
        var looked = 0;
        using var searchDeadline = new CancellationTokenSource(options.SearchBudget, time);
        var notes = new SearchNotes { Deadline = searchDeadline.Token };
        foreach (var candidate in PathComputer.Candidates(topology, request, overlay, notes))
        {
            if (looked++ == options.CandidateLimit)
                break;
            var labels = candidate.Segments.Labels;
            if (query.Refused.Any(refused => refused.AsSpan().SequenceEqual(labels.AsSpan())))
                refusals.Add($"[{string.Join(", ", labels)}] the router would not have it");
            else if (Refuse(topology, query, request, candidate, simulator, out var trace) is { } refusal)
                refusals.Add(refusal);
            else
                return PathRecorder.Found(topology, request, candidate, trace!, refusals.ToImmutable());
        }
        if (refusals.Count > 0)
        {
            var refused = None(topology, NoPathReason.RefusedBySimulator, query.Refused.IsEmpty ? $"no candidate passed the forwarding check; the best one: {refusals[0]}" : $"no candidate is left; the best one: {refusals[0]}");
            return refused with { Refusals = refusals.ToImmutable() };
        }
        using var deadline = new CancellationTokenSource(query.ExplanationBudget, time);
        return new PathAnswer.NotFound(PathComputer.ExplainNone(topology, request, notes, overlay, deadline.Token), topology.Version);
    }

    /// <summary>Why a candidate may not be sent, or null with its trace.</summary>
    internal static string? Refuse(
        TopologySnapshot topology, PathQuery query, PathRequest request, ComputedPath candidate, ForwardingSimulator simulator, out Trace? trace)
    {
        trace = null;
        var labels = candidate.Segments.Labels;
        var constraints = request.Constraints;
        if (!candidate.Edges.IsEmpty && query.SidDepth.Link(topology, request.Source, candidate.Edges[0]) is { } limit)
        {
            if (labels.Length > limit)
                return $"{labels.Length} labels, but the head-end can push {limit} on {topology[candidate.Edges[0]]}";
            constraints = constraints with { MaximumSids = Tightest(constraints.MaximumSids, limit) };
        }
        var started = System.Diagnostics.Stopwatch.GetTimestamp();
        trace = simulator.Trace(new(request.Source, labels, request.Destination) { Constraints = constraints });
        EngineTelemetry.Gated(trace.Verdict, System.Diagnostics.Stopwatch.GetElapsedTime(started));
        return trace.IsGood ? null : $"[{string.Join(", ", labels)}] {trace.Verdict}: {trace.Reason}";
    }

    private NetworkOverlay OverlayFor(PathQuery query) => query.Own is { } own ? ledger.Without(own) : ledger.Current;

    internal ForwardingSimulator Simulator(TopologySnapshot topology, NetworkOverlay overlay, PathConstraints constraints) =>
        constraints.BandwidthBytesPerSecond == 0 ? simulators.For(topology, overlay) : simulators.WithBookings(topology, overlay);

    internal static int? Tightest(int? one, int? other) => one is null ? other : other is null ? one : Math.Min(one.Value, other.Value);

    private static PathAnswer.NotFound None(TopologySnapshot topology, NoPathReason reason, string sentence) => new(new(reason, sentence), topology.Version);
}
