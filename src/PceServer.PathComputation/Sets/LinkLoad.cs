using PceServer.PathComputation.Constraints;
using PceServer.Topology;

namespace PceServer.PathComputation;

/// <summary>
/// The load of links as objective functions weigh it (RFC 5541 §4): <c>(R - r) / R</c> with R what is reservable (else the capacity), and r what is unreserved at the
/// lowest priority less what the overlay has booked. Pseudonodes carry no load of their own: the way onto the LAN has it.
/// </summary>
public static class LinkLoad
{
    /// <summary>Lowest priority: all reservations of the network count.</summary>
    private const byte Lowest = 7;

    /// <summary>A link that announces no bandwidth counts as full.</summary>
    internal const double WhereUnknown = 1;

    /// <summary>Load of one link with more on it, 0 when idle and 1 when full; null where the link announces no bandwidth.</summary>
    /// <param name="added">Bytes per second.</param>
    public static double? Of(TopologySnapshot topology, EdgeIndex edge, NetworkOverlay overlay, ulong added = 0)
    {
        if (topology.IsPseudonode[topology.EdgeFrom[edge.Value]])
            return 0;
        var attributes = topology.AttributesOf(edge);
        if ((attributes.MaximumReservableBandwidth ?? attributes.MaximumBandwidth) is not { } reservable || reservable == 0)
            return null;
        var residual = LinkAdmission.ResidualBandwidth(topology, edge.Value, Lowest, overlay) ?? 0;
        return ((double)reservable - residual + added) / reservable;
    }

    /// <summary>The load of the most loaded link of the network, with a set of paths added to it; null where no link announces bandwidth.</summary>
    /// <param name="added">Bytes per second by link.</param>
    public static double? OfMostLoaded(TopologySnapshot topology, NetworkOverlay overlay, IReadOnlyDictionary<EdgeIndex, ulong> added)
    {
        double? most = null;
        for (var edge = 0; edge < topology.EdgeCount; edge++)
        {
            var index = new EdgeIndex(edge);
            if (!topology.IsPseudonode[topology.EdgeFrom[edge]] && Of(topology, index, overlay, added.GetValueOrDefault(index)) is { } load)
                most = Math.Max(most ?? load, load);
        }
        return most;
    }
}
