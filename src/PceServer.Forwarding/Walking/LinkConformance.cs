using System.Globalization;
using PceServer.Forwarding.Labels;
using PceServer.Forwarding.Routing;
using PceServer.Topology;

namespace PceServer.Forwarding.Walking;

/// <summary>Colours and bandwidth of every link crossed. A pseudonode's half-links carry neither and are passed over.</summary>
internal static class LinkConformance
{
    public static Violation? Check(WalkGraph graph, ForwardingTables tables, TraceRequest request)
    {
        var constraints = request.Constraints;
        var checksColors = !(constraints.ExcludeAny.IsEmpty && constraints.IncludeAny.IsEmpty && constraints.IncludeAll.IsEmpty);
        if (checksColors)
        {
            foreach (ref readonly var step in graph.Steps)
            {
                var edge = RouterEdge(step);
                if (ColorFault(tables.Topology.AttributesOf(new EdgeIndex(edge)).AdminGroup, constraints) is { } fault)
                    return new Violation($"The path crosses {Named(tables.Topology, edge)}, {fault}.", step.From);
            }
        }
        return constraints.BandwidthBytesPerSecond == 0 ? null : CheckBandwidth(graph, tables, request);
    }

    /// <summary>The half that a router announces: on a LAN the one towards the pseudonode.</summary>
    public static int RouterEdge(in Step step) => step.LanEdge >= 0 ? step.LanEdge : step.Edge;

    public static string Named(TopologySnapshot topology, int edge) =>
        $"the link {topology.Nodes[topology.EdgeFrom[edge]].DisplayName} - {topology.Nodes[topology.EdgeTo[edge]].DisplayName}";

    /// <summary>Bytes per second that a link has left at a priority; null when it announces none.</summary>
    public static ulong? Available(LinkAttributes link, byte priority) =>
        link.UnreservedAt(priority) ?? link.MaximumReservableBandwidth ?? link.MaximumBandwidth;

    private static string? ColorFault(in AdminGroup colors, PathConstraints constraints)
    {
        if (colors.Intersects(constraints.ExcludeAny))
            return $"whose colours {colors} are excluded by {constraints.ExcludeAny}";
        if (!constraints.IncludeAny.IsEmpty && !colors.Intersects(constraints.IncludeAny))
            return $"whose colours {colors} have none of {constraints.IncludeAny}";
        return colors.Includes(constraints.IncludeAll) ? null : $"whose colours {colors} lack some of {constraints.IncludeAll}";
    }

    private static Violation? CheckBandwidth(WalkGraph graph, ForwardingTables tables, TraceRequest request)
    {
        foreach (var (edge, (share, hop)) in Shares(graph))
        {
            var needed = share * request.Constraints.BandwidthBytesPerSecond;
            if (Available(tables.Topology.AttributesOf(new EdgeIndex(edge)), request.Constraints.SetupPriority) is not { } announced)
                return new Violation($"The path crosses {Named(tables.Topology, edge)}, which announces no bandwidth.", hop);
            var booked = Booked(tables, request, edge);
            var left = announced > booked ? announced - booked : 0;
            // A share is a sum of fractions, so a demand that fits exactly may come out a hair too large.
            if (needed > left * (1 + 1e-9))
            {
                var text = string.Create(CultureInfo.InvariantCulture, $"{needed:0}");
                return new Violation($"The path needs {text} bytes/s on {Named(tables.Topology, edge)}, which has {left} left.", hop);
            }
        }
        return null;
    }

    /// <summary>What others have booked on the wire, under whatever level or area they know it.</summary>
    private static ulong Booked(ForwardingTables tables, TraceRequest request, int edge)
    {
        var topology = tables.Topology;
        var booked = On(edge);
        for (var other = topology.OutStart[topology.EdgeFrom[edge]]; Wires.AreShared(topology) && other < topology.OutStart[topology.EdgeFrom[edge] + 1]; other++)
        {
            if (other != edge && Wires.IsSame(topology, edge, other))
                booked += On(other);
        }
        return booked;

        ulong On(int one)
        {
            var key = topology.KeyOf(new EdgeIndex(one));
            var all = tables.Overlay.BookedBandwidth.GetValueOrDefault(key);
            return all - Math.Min(all, request.OwnBookings.GetValueOrDefault(key));
        }
    }

    private static Dictionary<int, (double Share, int Hop)> Shares(WalkGraph graph)
    {
        var shares = new Dictionary<int, (double, int)>(graph.StepCount);
        foreach (ref readonly var step in graph.Steps)
        {
            var edge = RouterEdge(step);
            var before = shares.GetValueOrDefault(edge, (0.0, step.From));
            shares[edge] = (before.Item1 + (graph[step.From].Share * step.Part), before.Item2);
        }
        return shares;
    }
}
