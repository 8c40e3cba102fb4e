using PceServer.Bgp;

namespace PceServer.Emulation;

/// <summary>Who the feeder is to its peers.</summary>
/// <param name="LocalAs">The same as the peer's for an internal session.</param>
public sealed record FeederOptions(AutonomousSystem LocalAs, BgpIdentifier Identifier)
{
    /// <summary>Null takes whatever the peer says.</summary>
    public AutonomousSystem? PeerAs { get; init; }
    public ushort HoldTimeSeconds { get; init; } = 90;

    /// <summary>Between attempts to connect.</summary>
    public TimeSpan ConnectRetry { get; init; } = TimeSpan.FromSeconds(2);
}
