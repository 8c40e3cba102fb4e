using PceServer.Wire;

namespace PceServer.Pcep.Session;

/// <summary>All that the machine remembers.</summary>
public sealed record PcepSessionState(PcepSessionSettings Settings)
{
    public PcepSessionPhase Phase { get; init; }

    /// <summary>The peer has accepted our Open.</summary>
    public bool LocalOk { get; init; }

    /// <summary>We have accepted the peer's Open.</summary>
    public bool RemoteOk { get; init; }

    /// <summary>The peer's Open was found wanting once: a second time ends the session.</summary>
    public bool OpenRetry { get; init; }

    /// <summary>True once over; nothing happens any more.</summary>
    public bool HasEnded { get; init; }

    /// <summary>What we last sent.</summary>
    public OpenObject LocalOpen { get; init; } = Settings.LocalOpen;

    public OpenObject? RemoteOpen { get; init; }
    public int UnknownMessages { get; init; }
    public int UnknownRequests { get; init; }

    /// <summary>Events for which the present phase has no row.</summary>
    public long UnexpectedEvents { get; init; }

    /// <summary>How often we send when there is nothing else; zero = never.</summary>
    public TimeSpan KeepaliveInterval => TimeSpan.FromSeconds(LocalOpen.Keepalive);

    /// <summary>How long the peer may be silent, by its own word; zero = for ever.</summary>
    public TimeSpan DeadInterval => TimeSpan.FromSeconds(RemoteOpen?.DeadTimer ?? 0);
}

/// <summary>The state after an event and what is to be done.</summary>
public readonly record struct PcepSessionStep(PcepSessionState State, ValueList<PcepSessionAction> Actions);
