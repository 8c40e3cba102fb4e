namespace PceServer.Transport;

/// <summary>Who ended a connection.</summary>
public enum CloseCause
{
    /// <summary>The peer closed its side.</summary>
    PeerClosed,

    /// <summary>We closed it, as the session asked.</summary>
    LocalClosed,

    /// <summary>The connection broke: reset, unreachable, timed out.</summary>
    Broken,

    /// <summary>The peer did not read what we wrote and <see cref="TransportLimits.WriteHighWaterOctets"/> was passed.</summary>
    SlowPeer,

    /// <summary>The handler threw: a defect of ours.</summary>
    Defect,
}

/// <summary>The end of a connection, with words for the log.</summary>
public readonly record struct ChannelClosed(CloseCause Cause, string Detail)
{
    public override string ToString() => $"{Cause}: {Detail}";
}
