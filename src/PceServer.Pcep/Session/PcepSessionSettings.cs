namespace PceServer.Pcep.Session;

/// <summary>Which side of a session we are (RFC 4655 §2).</summary>
public enum PcepRole
{
    Pce, Pcc,
}

/// <summary>What a side brings to a session: the Open that it sends, what it demands of the peer's, and the limits that it keeps.</summary>
public sealed record PcepSessionSettings(PcepRole Role, OpenObject LocalOpen)
{
    public OpenPolicy OpenPolicy { get; init; } = OpenPolicy.Default;

    /// <summary>Fixed at 60 s by the protocol; a setting for the sake of emulated peers (RFC 5440 appendix A).</summary>
    public TimeSpan OpenWait { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Fixed at 60 s by the protocol; a setting for the sake of emulated peers (RFC 5440 appendix A).</summary>
    public TimeSpan KeepWait { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>MAX-UNKNOWN-MESSAGES: this many in a minute close the session (RFC 5440 §6.9).</summary>
    public int MaximumUnknownMessagesPerMinute { get; init; } = 5;

    /// <summary>MAX-UNKNOWN-REQUESTS: this many in a minute close the session (RFC 5440 §6.6).</summary>
    public int MaximumUnknownRequestsPerMinute { get; init; } = 5;
}
