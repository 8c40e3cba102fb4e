namespace PceServer.Pcep.Session;

/// <summary>What the machine asks of whoever drives it, in order.</summary>
public abstract record PcepSessionAction
{
    private PcepSessionAction()
    {
    }

    public sealed record Send(PcepMessage Message) : PcepSessionAction;

    /// <summary>Starts a timer, or starts it anew.</summary>
    public sealed record StartTimer(PcepSessionTimer Timer, TimeSpan After) : PcepSessionAction;

    public sealed record StopTimer(PcepSessionTimer Timer) : PcepSessionAction;

    /// <summary>Hands a message of the established session to the room above.</summary>
    public sealed record Deliver(PcepMessage Message) : PcepSessionAction;

    /// <summary>The session is established with these two Opens.</summary>
    public sealed record Established(OpenObject LocalOpen, OpenObject RemoteOpen) : PcepSessionAction;

    /// <summary>The session is over; comes once. All timers have stopped.</summary>
    public sealed record Ended(PcepSessionEnd End) : PcepSessionAction;

    /// <summary>Closes the connection once everything sent has gone out.</summary>
    public sealed record CloseTransport : PcepSessionAction;
}

/// <summary>Who ended a session.</summary>
public enum PcepSessionEnder
{
    Us, Peer, Network,
}

/// <summary>How a session ended: the error or Close reason that went over the wire, if any, and words for people.</summary>
public sealed record PcepSessionEnd(PcepSessionEnder By, bool WasUp, string Reason)
{
    public PcepErrorCode? Error { get; init; }

    public CloseReason? Close { get; init; }

    public override string ToString() => $"{Reason} ({(WasUp ? "was up" : "not established")}, ended by {By})";
}
