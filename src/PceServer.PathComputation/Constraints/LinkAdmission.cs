using PceServer.Topology;

namespace PceServer.PathComputation.Constraints;

/// <summary>Takes out of a column of weights the links that constraints forbid. What leaves a pseudonode is judged by the way onto its LAN.</summary>
internal readonly struct LinkAdmission(TopologySnapshot topology, PathConstraints constraints, NetworkOverlay overlay)
{
    public void Prune(ulong[] weights, NodeIndex source, NodeIndex destination, bool softIsHard)
    {
        PruneColours(weights);
        PruneBandwidth(weights);
        foreach (var exclusion in constraints.Exclusions)
        {
            if (!softIsHard && exclusion.IsSoft)
                continue;
            foreach (var edge in ElementMatch.ForbiddenEdges(topology, exclusion.Element, source, destination))
                weights[edge] = LinkMetrics.None;
        }
    }

    /// <summary>
    /// Bytes per second left on a link: unreserved at the setup priority, else what is reservable, else capacity, less what the overlay has booked.
    /// Null when the link announces none of them: then no demand fits on it.
    /// </summary>
    public static ulong? ResidualBandwidth(TopologySnapshot topology, int edge, byte priority, NetworkOverlay overlay)
    {
        var attributes = topology.AttributesOf(new EdgeIndex(edge));
        var offered = attributes.UnreservedAt(priority) ?? attributes.MaximumReservableBandwidth ?? attributes.MaximumBandwidth;
        if (offered is not { } bandwidth)
            return null;
        var booked = overlay.BookedBandwidth.IsEmpty ? 0 : overlay.BookedBandwidth.GetValueOrDefault(topology.KeyOf(new EdgeIndex(edge)));
        return bandwidth > booked ? bandwidth - booked : 0;
    }

    /// <summary>The same for every link; zero where nothing is announced.</summary>
    public static ulong[] ResidualColumn(TopologySnapshot topology, byte priority, NetworkOverlay overlay)
    {
        var column = BandwidthColumns.Of(topology, priority).AsSpan().ToArray();
        foreach (var (key, _) in overlay.BookedBandwidth)
        {
            if (topology.TryFind(key, out var edge))
                column[edge.Value] = ResidualBandwidth(topology, edge.Value, priority, overlay) ?? 0;
        }
        return column;
    }

    /// <summary>What is left for a narrow column after its pass: bookings and exclusions.</summary>
    public void PruneFew(Span<uint> weights, NodeIndex source, NodeIndex destination)
    {
        if (constraints.BandwidthBytesPerSecond > 0 && !overlay.BookedBandwidth.IsEmpty)
        {
            foreach (var (key, _) in overlay.BookedBandwidth)
            {
                if (topology.TryFind(key, out var edge) && !Fits(edge.Value))
                    weights[edge.Value] = uint.MaxValue;
            }
        }
        foreach (var exclusion in constraints.Exclusions)
        {
            foreach (var edge in ElementMatch.ForbiddenEdges(topology, exclusion.Element, source, destination))
                weights[edge] = uint.MaxValue;
        }
    }

    private void PruneColours(ulong[] weights)
    {
        var (exclude, any, all) = (constraints.ExcludeAny, constraints.IncludeAny, constraints.IncludeAll);
        if (exclude.IsEmpty && any.IsEmpty && all.IsEmpty)
            return;
        if (!IsNarrow(exclude) || !IsNarrow(any) || !IsNarrow(all))
        {
            PruneExtendedColours(weights);
            return;
        }
        var (no, some, every) = (exclude.Bits0To63, any.IsEmpty ? ulong.MaxValue : any.Bits0To63, all.Bits0To63);
        var colours = topology.EdgeAdminGroup[..weights.Length];
        var from = topology.EdgeFrom;
        var isPseudonode = topology.IsPseudonode;
        for (var edge = 0; edge < weights.Length; edge++)
        {
            var colour = colours[edge];
            if (((colour & no) != 0 || ((colour & some) == 0 && !any.IsEmpty) || (every & ~colour) != 0) && !isPseudonode[from[edge]])
                weights[edge] = LinkMetrics.None;
        }
    }

    private void PruneExtendedColours(ulong[] weights)
    {
        for (var edge = 0; edge < weights.Length; edge++)
        {
            var colours = topology.AttributesOf(new EdgeIndex(edge)).AdminGroup;
            var fits = !colours.Intersects(constraints.ExcludeAny) && (constraints.IncludeAny.IsEmpty || colours.Intersects(constraints.IncludeAny))
                && colours.Includes(constraints.IncludeAll);
            if (!fits && !topology.IsPseudonode[topology.EdgeFrom[edge]])
                weights[edge] = LinkMetrics.None;
        }
    }

    private void PruneBandwidth(ulong[] weights)
    {
        var demand = constraints.BandwidthBytesPerSecond;
        if (demand == 0)
            return;
        var offered = BandwidthColumns.Of(topology, constraints.SetupPriority);
        for (var edge = 0; edge < weights.Length; edge++)
        {
            if (offered[edge] < demand)
                weights[edge] = LinkMetrics.None;
        }
        foreach (var (key, _) in overlay.BookedBandwidth)
        {
            if (topology.TryFind(key, out var edge) && !Fits(edge.Value))
                weights[edge.Value] = LinkMetrics.None;
        }
    }

    private bool Fits(int edge) =>
        topology.IsPseudonode[topology.EdgeFrom[edge]]
        || ResidualBandwidth(topology, edge, constraints.SetupPriority, overlay) >= constraints.BandwidthBytesPerSecond;

    private static bool IsNarrow(in AdminGroup group) => (group.Bits64To127 | group.Bits128To191 | group.Bits192To255) == 0;
}
