namespace PceServer.Bgp.Session;

/// <summary>What can happen to a peer (RFC 4271 §8.1).</summary>
public abstract record BgpEvent
{
    /// <summary>The operator wants the peer.</summary>
    public sealed record Start : BgpEvent;

    /// <summary>The operator does not want the peer any longer; the text goes to the peer (RFC 9003 §2).</summary>
    public sealed record Stop(string Reason = "") : BgpEvent;

    /// <summary>Ends the session and lets it come up anew (RFC 4486 §3, Administrative Reset).</summary>
    public sealed record Reset(string Reason = "") : BgpEvent;

    public sealed record Connected(ConnectionSide Side) : BgpEvent;

    /// <summary>The outgoing connection could not be opened.</summary>
    public sealed record ConnectFailed : BgpEvent;

    public sealed record Closed(ConnectionSide Side) : BgpEvent;

    /// <summary>A message, or the fault in one.</summary>
    public sealed record Received(ConnectionSide Side, BgpDecoded Decoded) : BgpEvent;

    public sealed record TimerExpired(BgpTimer Timer, ConnectionSide Side = ConnectionSide.Outgoing) : BgpEvent;

    /// <summary>The peer passed its limit of NLRIs (RFC 4486 §4).</summary>
    public sealed record MaximumPrefixesPassed(AddressFamily Family, int Limit) : BgpEvent;
}

/// <summary>Timers of a peer; Hold and Keepalive belong to one connection (RFC 4271 §10).</summary>
public enum BgpTimer
{
    ConnectRetry, IdleHold, Hold, Keepalive, Stale,
}
