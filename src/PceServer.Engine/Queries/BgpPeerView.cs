using PceServer.Topology;

namespace PceServer.Engine.Queries;

/// <summary>Where a BGP session stands (RFC 4271 §8.2.2).</summary>
public enum BgpPeerState : byte
{
    Idle, Connect, Active, OpenSent, OpenConfirm, Established,
}

/// <summary>One BGP-LS peer as it is now.</summary>
public sealed record BgpPeerView(IpAddress Address, uint RemoteAs, BgpPeerState State)
{
    public IpAddress? RouterId { get; init; }
    public DateTimeOffset? UpSince { get; init; }
    public int HoldTimeSeconds { get; init; }

    /// <summary>Link-state NLRIs that the peer announces now.</summary>
    public int Nlris { get; init; }
    public int StaleNlris { get; init; }
    public long UpdatesReceived { get; init; }
    public bool EndOfRib { get; init; }

    /// <summary>RFC 9552 §8.2.2, since the start.</summary>
    public long NlrisDiscarded { get; init; }
    public long AttributesDiscarded { get; init; }
    public string? LastError { get; init; }
}
