using PceServer.Topology;

namespace PceServer.PathComputation.Constraints;

/// <summary>How many SIDs a list may have: what was asked for, and what the head-end can push (RFC 8491 §4, RFC 8664 §4.5).</summary>
internal static class HeadEndDepth
{
    /// <summary>The limits of the constraints alone.</summary>
    public static int Asked(PathConstraints constraints)
    {
        var most = constraints.MaximumSids ?? int.MaxValue;
        foreach (var bound in constraints.Bounds)
        {
            if (bound.Metric == PathMetric.SidDepth)
                most = (int)Math.Min((ulong)most, bound.Maximum);
        }
        return most;
    }

    /// <summary>The most that any way out of the source allows.</summary>
    public static int Loosest(TopologySnapshot topology, PathRequest request)
    {
        var asked = Asked(request.Constraints);
        if (!request.KeepsToAnnouncedDepth || (uint)request.Source.Value >= topology.NodeCount)
            return asked;
        var (start, end) = (topology.OutStart[request.Source.Value], topology.OutStart[request.Source.Value + 1]);
        var loosest = start == end ? asked : 0;
        for (var edge = start; edge < end; edge++)
            loosest = Math.Max(loosest, Over(topology, request, edge));
        return Math.Min(asked, loosest);
    }

    /// <summary>By link that leaves the source; null where they are all alike.</summary>
    public static int[]? ByFirstLink(TopologySnapshot topology, PathRequest request)
    {
        if (!request.KeepsToAnnouncedDepth || (uint)request.Source.Value >= topology.NodeCount)
            return null;
        var start = topology.OutStart[request.Source.Value];
        var limits = new int[topology.OutStart[request.Source.Value + 1] - start];
        for (var i = 0; i < limits.Length; i++)
            limits[i] = Over(topology, request, start + i);
        return limits.Length > 0 && limits.AsSpan().ContainsAnyExcept(limits[0]) ? limits : null;
    }

    /// <summary>What the topology says of a path whose first link is this one.</summary>
    public static int Over(TopologySnapshot topology, PathRequest request, int edge) => !request.KeepsToAnnouncedDepth ? int.MaxValue
        : topology.AttributesOf(new EdgeIndex(edge)).MaximumSidDepth ?? topology[request.Source].Attributes.MaximumSidDepth
            ?? request.DepthUnlessAnnounced ?? int.MaxValue;
}
