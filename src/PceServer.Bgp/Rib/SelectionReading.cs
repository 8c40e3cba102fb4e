using PceServer.Wire;

namespace PceServer.Bgp.Rib;

/// <summary>Takes the compared attributes out of an UPDATE, the same object for the same values.</summary>
internal sealed class SelectionReading
{
    // A peer could send a new value with every route; then sharing is of no use, and the table starts again.
    private const int MaximumShared = 4096;

    private readonly Dictionary<RouteSelection, RouteSelection> _shared = [];
    private RouteSelection? _last;

    public RouteSelection Read(BgpUpdate update, RibPeer peer)
    {
        uint preference = LocalPreference.Default, med = 0;
        var origin = OriginCode.Incomplete;
        var length = 0;
        AutonomousSystem neighbor = default;
        BgpIdentifier? originator = null;
        var clusters = 0;
        foreach (var attribute in update.Attributes)
        {
            switch (attribute)
            {
                case LocalPreference value when peer.IsInternal: preference = value.Value; break;
                case MultiExitDiscriminator value: med = value.Value; break;
                case Origin value: origin = value.Value; break;
                case AsPath value: (length, neighbor) = (value.Length, Neighbor(value.Segments)); break;
                case OriginatorId value: originator = value.Identifier; break;
                case ClusterList value: clusters = value.Clusters.Count; break;
                default: break;
            }
        }
        return Share(new RouteSelection(preference, length, origin, med, neighbor, originator, clusters));
    }

    /// <summary>Our own AS in the path, in four octets where a two-octet speaker hid it behind AS_TRANS (RFC 6793 §4.2.3), or our own identifier as originator.</summary>
    public static bool IsLooped(BgpUpdate update, AutonomousSystem localAs, BgpIdentifier localIdentifier, RibPeer peer)
    {
        foreach (var attribute in update.Attributes)
        {
            var looped = attribute switch
            {
                AsPath path => !peer.IsInternal && Contains(path.Segments, localAs),
                As4Path path => !peer.IsInternal && Contains(path.Segments, localAs),
                OriginatorId originator => originator.Identifier == localIdentifier,
                _ => false,
            };
            if (looped)
                return true;
        }
        return false;
    }

    private RouteSelection Share(RouteSelection selection)
    {
        // One UPDATE after another mostly says the same.
        if (_last is not null && _last.Equals(selection))
            return _last;
        return _last = Lookup(selection);
    }

    private RouteSelection Lookup(RouteSelection selection)
    {
        if (_shared.TryGetValue(selection, out var known))
            return known;
        if (_shared.Count >= MaximumShared)
            _shared.Clear();
        _shared.Add(selection, selection);
        return selection;
    }

    private static bool Contains(ValueList<AsPathSegment> segments, AutonomousSystem system)
    {
        foreach (var segment in segments)
        {
            foreach (var item in segment.Systems)
            {
                if (item == system)
                    return true;
            }
        }
        return false;
    }

    /// <summary>The first AS of the path; zero for a route of our own AS.</summary>
    private static AutonomousSystem Neighbor(ValueList<AsPathSegment> segments) =>
        segments.Count > 0 && segments[0].Type == AsPathSegmentType.Sequence && segments[0].Systems.Count > 0 ? segments[0].Systems[0] : default;
}
