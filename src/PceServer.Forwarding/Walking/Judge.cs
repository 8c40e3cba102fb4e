using System.Collections.Immutable;
using PceServer.Forwarding.Labels;
using PceServer.Topology;

namespace PceServer.Forwarding.Walking;

/// <summary>Turns a walk into a verdict: the worst end of any branch, then the constraints.</summary>
internal static class Judge
{
    public static Trace Of(WalkGraph graph, ForwardingTables tables, TraceRequest request)
    {
        var topology = tables.Topology;
        var settles = graph.Settle();
        var (verdict, reason, hop) = TooDeep(graph, topology, request) ?? (settles ? WorstEnd(graph, topology, request) : Loop(graph, topology));
        if (verdict == TraceVerdict.Delivered && Conformance.Check(graph, tables, request) is { } violation)
            (verdict, reason, hop) = (TraceVerdict.ViolatesConstraints, violation.Sentence, violation.Hop);
        var log = graph.ToLog();
        // Below this many visits no TTL can run out.
        if (verdict is not (TraceVerdict.TooDeep or TraceVerdict.Loops) && graph.VisitCount > request.TimeToLive
            && log.FirstExpiry(request.TtlModel, request.TimeToLive) is >= 0 and var expired)
        {
            log = log.ExpiredAt(expired, isLine: graph.IsLine);
            (verdict, reason, hop) = (TraceVerdict.Dropped, Reasons.Sentence(topology, log.Visits[expired], request.Destination), expired);
        }
        return new Trace(verdict, reason, log, Edges(log.StepArray), topology.Version) { FailedHop = hop, IsDiverted = graph.IsDiverted };
    }

    /// <summary>
    /// Labels at the head-end against what it can push: the request's limit, else what it announces of the link, else of itself (RFC 8491 §4).
    /// </summary>
    private static (TraceVerdict, string, int?)? TooDeep(WalkGraph graph, TopologySnapshot topology, TraceRequest request)
    {
        var node = topology[request.HeadEnd];
        var most = request.Constraints.MaximumSids ?? SmallestLinkDepth(graph, topology) ?? node.Attributes.MaximumSidDepth;
        if (most is null || request.Labels.Length <= most || graph[0].End == End.NodeDown)
            return null;
        return (TraceVerdict.TooDeep, $"{node.DisplayName} would push {request.Labels.Length} labels and can push {most}.", 0);
    }

    private static int? SmallestLinkDepth(WalkGraph graph, TopologySnapshot topology)
    {
        int? smallest = null;
        foreach (ref readonly var step in graph.Steps)
        {
            if (step.From == 0 && topology.AttributesOf(new EdgeIndex(LinkConformance.RouterEdge(step))).MaximumSidDepth is { } depth)
                smallest = Math.Min(smallest ?? depth, depth);
        }
        return smallest;
    }

    private static (TraceVerdict, string, int?) Loop(WalkGraph graph, TopologySnapshot topology)
    {
        var ring = graph.Ring();
        var names = ring.Select(v => topology.Nodes[graph.Visits[v].Node].DisplayName);
        return (TraceVerdict.Loops, $"The packet loops: {string.Join(" - ", names)}.", ring[0]);
    }

    private static (TraceVerdict, string, int?) WorstEnd(WalkGraph graph, TopologySnapshot topology, TraceRequest request)
    {
        var worst = -1;
        for (var v = 0; v < graph.VisitCount; v++)
        {
            var end = graph[v].End;
            if (end is not (End.None or End.Delivered) && (worst < 0 || Weight(end) > Weight(graph[worst].End)))
                worst = v;
        }
        if (worst < 0)
            return (TraceVerdict.Delivered, "", null);
        return (Reasons.VerdictOf(graph[worst].End), Reasons.Sentence(topology, graph[worst], request.Destination), worst);
    }

    private static int Weight(End end) => Reasons.VerdictOf(end) switch
    {
        TraceVerdict.Loops => 4,
        TraceVerdict.TooDeep => 3,
        TraceVerdict.Dropped => 2,
        TraceVerdict.DeliveredElsewhere => 1,
        _ => 0,
    };

    private static ImmutableArray<EdgeIndex> Edges(Step[] steps)
    {
        var edges = ImmutableArray.CreateBuilder<EdgeIndex>(steps.Length);
        var seen = steps.Length > 32 ? new HashSet<int>() : null;
        foreach (ref readonly var step in steps.AsSpan())
        {
            if (step.LanEdge >= 0)
                Add(step.LanEdge);
            Add(step.Edge);
        }
        return edges.DrainToImmutable();

        void Add(int edge)
        {
            if (seen?.Add(edge) ?? !edges.Contains(new EdgeIndex(edge)))
                edges.Add(new EdgeIndex(edge));
        }
    }
}
