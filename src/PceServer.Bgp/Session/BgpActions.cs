namespace PceServer.Bgp.Session;

/// <summary>What the owner of the machine does next, in order.</summary>
public abstract record BgpAction
{
    /// <summary>Open a TCP connection to the peer; answer with Connected(Outgoing) or ConnectFailed.</summary>
    public sealed record Connect : BgpAction;

    /// <summary>The attempt to open is not needed any more; a connection that comes of it all the same is refused.</summary>
    public sealed record CancelConnect : BgpAction;

    public sealed record Send(ConnectionSide Side, BgpMessage Message) : BgpAction;

    /// <summary>Close behind what was sent; no Closed event is needed in answer.</summary>
    public sealed record Close(ConnectionSide Side) : BgpAction;

    /// <summary>The connection that was just reported is not taken: send this on it and close it; the machine keeps nothing of it.</summary>
    public sealed record Refuse(BgpNotification Notification) : BgpAction;

    /// <summary>Starts or restarts. With <paramref name="Jitter"/> the owner takes 75 to 100 percent of the time at random (RFC 4271 §10).</summary>
    public sealed record StartTimer(BgpTimer Timer, TimeSpan After, ConnectionSide Side = ConnectionSide.Outgoing, bool Jitter = false) : BgpAction;

    public sealed record StopTimer(BgpTimer Timer, ConnectionSide Side = ConnectionSide.Outgoing) : BgpAction;

    /// <summary>From now on messages of this connection are read and written so; comes before the KEEPALIVE that lets the peer send more.</summary>
    public sealed record UseParameters(ConnectionSide Side, BgpSessionParameters Parameters) : BgpAction;

    public sealed record SessionUp(ConnectionSide Side, NegotiatedSession Session) : BgpAction;

    public sealed record SessionDown(BgpDownCause Cause, BgpNotification? Notification, string Reason) : BgpAction;

    /// <summary>An UPDATE of the established session, to be applied to the routes of the peer.</summary>
    public sealed record Deliver(BgpUpdate Update, bool TreatAsWithdraw) : BgpAction;

    /// <summary>The peer has announced everything of this family.</summary>
    public sealed record EndOfRib(AddressFamily Family) : BgpAction;

    /// <summary>The peer wants all routes of a family again (RFC 2918 §4).</summary>
    public sealed record RefreshRequested(AddressFamily Family) : BgpAction;

    /// <summary>Routes stay but are marked; null is all families.</summary>
    public sealed record MarkRoutesStale(AddressFamily? Family = null) : BgpAction;

    public sealed record RemoveStaleRoutes(AddressFamily? Family = null) : BgpAction;

    public sealed record RemoveAllRoutes : BgpAction;
}

/// <summary>Why a session or an attempt at one ended.</summary>
public enum BgpDownCause
{
    ConnectionLost, NotificationReceived, NotificationSent, HoldTimerExpired, Stopped, Reset, Collision, MaximumPrefixes,
}
