namespace PceServer.Bgp.Rib;

/// <summary>A peer as the decision process sees it, with what it has announced counted.</summary>
public sealed class RibPeer
{
    private const long OctetsPerRoute = 1024;

    /// <param name="name">For operators.</param>
    /// <param name="address">The peer's address, the last tie-break; IPv4 in the low 32 bits.</param>
    /// <param name="limit">NLRIs that it may have announced at one time, and on average 1,024 octets of NLRI and attribute 29 for each; null is no limit.</param>
    public RibPeer(string name, UInt128 address, int? limit = null)
    {
        Name = name;
        Address = address;
        Limit = limit;
    }

    public string Name { get; }

    public UInt128 Address { get; }

    public int? Limit { get; }

    /// <summary>Octets of NLRIs and attributes of the peer's routes: a few NLRIs of 65,535 octets are as bad as many short ones.</summary>
    public long Octets { get; internal set; }

    /// <summary>No further NLRI may come; those that are there may change.</summary>
    internal bool IsFullOfRoutes => Limit is { } limit && RouteCount >= limit;

    internal bool IsFullOfOctets => Limit is { } limit && Octets >= limit * OctetsPerRoute;

    /// <summary>Of the present session; a new session may set other values.</summary>
    public BgpIdentifier Identifier { get; set; }

    public bool IsInternal { get; set; } = true;

    public int RouteCount { get; internal set; }

    public int StaleCount { get; internal set; }

    /// <summary>Announcements passed over because of our own AS in the path, or our own identifier as originator (RFC 4271 §9.1.2, RFC 4456 §8).</summary>
    public long LoopedRoutes { get; internal set; }
}

/// <summary>The attributes that the decision process compares; shared by the many routes that have the same ones.</summary>
public sealed record RouteSelection(
    uint LocalPreference,
    int AsPathLength,
    OriginCode Origin,
    uint MultiExitDiscriminator,
    AutonomousSystem NeighborAs,
    BgpIdentifier? OriginatorId,
    int ClusterListLength);
