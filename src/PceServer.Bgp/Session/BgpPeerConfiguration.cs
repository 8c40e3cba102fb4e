using PceServer.Wire;

namespace PceServer.Bgp.Session;

/// <summary>What the operator set for one peer.</summary>
public sealed record BgpPeerConfiguration
{
    public required AutonomousSystem LocalAs { get; init; }

    public required BgpIdentifier LocalIdentifier { get; init; }

    /// <summary>Null takes whatever the peer says: for a speaker that plays to anyone.</summary>
    public AutonomousSystem? RemoteAs { get; init; }

    /// <summary>Never connects out; waits for the peer.</summary>
    public bool Passive { get; init; }

    /// <summary>Offered hold time: zero for none, else at least 3.</summary>
    public ushort HoldTimeSeconds { get; init; } = 90;

    /// <summary>Between attempts to connect out (RFC 4271 §10).</summary>
    public TimeSpan ConnectRetry { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>The first wait after a session that ended by an error; it doubles up to <see cref="ConnectRetry"/> (RFC 4271 §8.1.1, DampPeerOscillations).</summary>
    public TimeSpan IdleHold { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The wait after a session that was ended because the peer passed its limit.</summary>
    public TimeSpan MaximumPrefixesHold { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Families offered; at least one of them the peer must offer too.</summary>
    public ValueList<AddressFamily> Families { get; init; } = [AddressFamily.LinkState];

    /// <summary>Advertise that extended messages are read (RFC 8654 §3).</summary>
    public bool ExtendedMessages { get; init; } = true;

    public bool RouteRefresh { get; init; } = true;

    /// <summary>How long routes outlive a lost session when the peer offers no graceful restart; zero removes them at once.</summary>
    public TimeSpan StaleTime { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>Read path attribute 99 as 29.</summary>
    public bool AcceptsLegacyLinkStateAttribute { get; init; }
}
