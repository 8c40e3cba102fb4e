namespace PceServer.Bgp.Session;

/// <summary>RFC 4271 §8.2.2.</summary>
public enum BgpState
{
    Idle, Connect, Active, OpenSent, OpenConfirm, Established,
}

/// <summary>Which side opened the TCP connection; a peer has at most one of each (RFC 4271 §6.8).</summary>
public enum ConnectionSide
{
    Outgoing, Incoming,
}

/// <summary>One TCP connection with the peer, from OpenSent on.</summary>
public sealed record BgpConnectionState(ConnectionSide Side, BgpState State, NegotiatedSession? Session = null);

/// <summary>Everything that the machine knows of a peer. Immutable.</summary>
public sealed record PeerState
{
    public static readonly PeerState Initial = new();

    /// <summary>The operator wants this peer.</summary>
    public bool IsStarted { get; init; }

    /// <summary>Waiting out an error: nothing is opened or accepted.</summary>
    public bool IsHeldIdle { get; init; }

    /// <summary>An outgoing TCP connection is being opened.</summary>
    public bool IsConnecting { get; init; }

    public BgpConnectionState? Outgoing { get; init; }

    public BgpConnectionState? Incoming { get; init; }

    /// <summary>Sessions in a row that ended before or by an error.</summary>
    public int Failures { get; init; }

    /// <summary>Routes of an earlier session are kept as stale.</summary>
    public bool HasStaleRoutes { get; init; }

    /// <summary>Events that the present state has no row for.</summary>
    public int UnexpectedEvents { get; init; }

    /// <summary>The connection that is up; null when none is.</summary>
    public BgpConnectionState? Established =>
        Outgoing?.State == BgpState.Established ? Outgoing : Incoming?.State == BgpState.Established ? Incoming : null;

    public NegotiatedSession? Session => Established?.Session;

    /// <summary>The furthest state of the two connections, as operators know it.</summary>
    public BgpState State
    {
        get
        {
            var furthest = (BgpState)Math.Max((int)(Outgoing?.State ?? BgpState.Idle), (int)(Incoming?.State ?? BgpState.Idle));
            if (furthest != BgpState.Idle)
                return furthest;
            return !IsStarted || IsHeldIdle ? BgpState.Idle : IsConnecting ? BgpState.Connect : BgpState.Active;
        }
    }

    public BgpConnectionState? this[ConnectionSide side] => side == ConnectionSide.Outgoing ? Outgoing : Incoming;

    internal PeerState With(ConnectionSide side, BgpConnectionState? connection) =>
        side == ConnectionSide.Outgoing ? this with { Outgoing = connection } : this with { Incoming = connection };
}
