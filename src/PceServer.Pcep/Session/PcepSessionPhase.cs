namespace PceServer.Pcep.Session;

/// <summary>Where a session stands; one machine lives as long as one TCP connection (RFC 5440 appendix A).</summary>
public enum PcepSessionPhase
{
    /// <summary>Before the connection is up, and after the session has ended.</summary>
    Idle,

    /// <summary>Our Open is sent, the peer's has not come or did not please.</summary>
    OpenWait,

    /// <summary>The peer's answer to our Open is awaited.</summary>
    KeepWait,
    Up,
}

/// <summary>The clocks of a session; each runs at most once (RFC 5440 §7.3, RFC 5440 appendix A).</summary>
public enum PcepSessionTimer
{
    OpenWait,
    KeepWait,

    /// <summary>The peer's DeadTimer: nothing came for that long.</summary>
    Dead,

    /// <summary>Our own Keepalive: nothing was sent for that long.</summary>
    Keepalive,

    /// <summary>The minute in which unknown messages and requests are counted.</summary>
    UnknownMinute,
}
