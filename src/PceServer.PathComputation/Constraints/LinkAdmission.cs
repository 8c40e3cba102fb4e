using PceServer.Topology;

namespace PceServer.PathComputation.Constraints;

/// <summary>Says of each link whether the constraints let a path use it.</summary>
internal sealed class LinkAdmission
{
    private readonly TopologySnapshot _topology;
    private readonly PathConstraints _constraints;
    private readonly NetworkOverlay _overlay;
    private readonly NetworkElement[] _excludedLinks;
    private readonly bool[]? _excludedNodes;
    private readonly bool _looksAtColours;

    public LinkAdmission(TopologySnapshot topology, PathConstraints constraints, NetworkOverlay overlay, bool softIsHard)
    {
        (_topology, _constraints, _overlay) = (topology, constraints, overlay);
        var excluded = constraints.Exclusions.Where(e => softIsHard || !e.IsSoft).Select(e => e.Element).ToArray();
        _excludedLinks = [.. excluded.Where(e => !ElementMatch.SpeaksOfNodes(e))];
        _excludedNodes = ExcludedNodes(topology, excluded);
        _looksAtColours = !constraints.ExcludeAny.IsEmpty || !constraints.IncludeAny.IsEmpty || !constraints.IncludeAll.IsEmpty;
    }

    public bool Admits(Link link, bool leavesPseudonode) =>
        AdmitsNodes(link) && (leavesPseudonode || (HasColours(link) && HasBandwidth(link))) && !IsExcludedLink(link);

    /// <summary>
    /// Bytes per second left on a link: unreserved at the setup priority, else what is reservable, else capacity, less what the overlay has booked.
    /// Null when the link announces none of them: then no demand fits on it.
    /// </summary>
    public static ulong? ResidualBandwidth(Link link, byte priority, NetworkOverlay overlay)
    {
        var attributes = link.Attributes;
        var offered = priority < attributes.UnreservedBandwidth.Length ? attributes.UnreservedBandwidth[priority]
            : attributes.MaximumReservableBandwidth ?? attributes.MaximumBandwidth;
        if (offered is not { } bandwidth)
            return null;
        var booked = overlay.BookedBandwidth.GetValueOrDefault(link.Key);
        return bandwidth > booked ? bandwidth - booked : 0;
    }

    public bool HasColours(Link link)
    {
        if (!_looksAtColours)
            return true;
        var colours = link.Attributes.AdminGroup;
        return !colours.Intersects(_constraints.ExcludeAny)
            && (_constraints.IncludeAny.IsEmpty || colours.Intersects(_constraints.IncludeAny))
            && colours.Includes(_constraints.IncludeAll);
    }

    public bool HasBandwidth(Link link) =>
        _constraints.BandwidthBytesPerSecond == 0
        || ResidualBandwidth(link, _constraints.SetupPriority, _overlay) >= _constraints.BandwidthBytesPerSecond;

    public bool AdmitsNodes(Link link) => _excludedNodes is null || (!_excludedNodes[link.From.Value] && !_excludedNodes[link.To.Value]);

    public bool IsExcludedLink(Link link)
    {
        foreach (var element in _excludedLinks)
        {
            if (ElementMatch.IsLink(_topology, element, link))
                return true;
        }
        return false;
    }

    private static bool[]? ExcludedNodes(TopologySnapshot topology, NetworkElement[] elements)
    {
        if (!elements.Any(ElementMatch.SpeaksOfNodes))
            return null;
        var nodes = new bool[topology.NodeCount];
        foreach (var element in elements.Where(ElementMatch.SpeaksOfNodes))
        {
            foreach (var node in topology.Nodes)
                nodes[node.Index.Value] |= ElementMatch.IsNode(topology, element, node);
        }
        return nodes;
    }
}
