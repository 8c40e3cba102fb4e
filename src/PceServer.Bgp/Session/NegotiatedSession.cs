using PceServer.Wire;

namespace PceServer.Bgp.Session;

/// <summary>What the two OPENs settled.</summary>
public sealed record NegotiatedSession
{
    public required AutonomousSystem PeerAs { get; init; }

    public required BgpIdentifier PeerIdentifier { get; init; }

    /// <summary>The smaller of the two offers; zero for none (RFC 4271 §4.2).</summary>
    public required TimeSpan HoldTime { get; init; }

    /// <summary>A third of the hold time (RFC 4271 §10).</summary>
    public TimeSpan KeepaliveTime => HoldTime / 3;

    public required BgpSessionParameters Parameters { get; init; }

    /// <summary>Families that both sides offer.</summary>
    public ValueList<AddressFamily> Families { get; init; }

    public bool RouteRefresh { get; init; }

    public bool EnhancedRouteRefresh { get; init; }

    /// <summary>The peer's offer; null when it made none (RFC 4724 §3).</summary>
    public GracefulRestartCapability? GracefulRestart { get; init; }

    /// <summary>The OPEN of the peer, to be shown.</summary>
    public required BgpOpen PeerOpen { get; init; }

    public bool Has(AddressFamily family)
    {
        foreach (var item in Families)
        {
            if (item == family)
                return true;
        }
        return false;
    }

    /// <summary>How long routes are kept when the connection is lost: the peer's restart time where it offers graceful restart for link-state.</summary>
    public TimeSpan RetentionAfterLoss(TimeSpan staleTime) => GracefulRestart is { RestartTimeSeconds: > 0 } restart && CoversAny(restart)
        ? TimeSpan.FromSeconds(restart.RestartTimeSeconds)
        : staleTime;

    /// <summary>The peer says of a common family that it kept its state over a restart (flag 0x80).</summary>
    public bool PreservedState()
    {
        if (GracefulRestart is not { } restart)
            return false;
        foreach (var item in restart.Families)
        {
            if ((item.Flags & 0x80) != 0 && Has(item.Family))
                return true;
        }
        return false;
    }

    private bool CoversAny(GracefulRestartCapability restart)
    {
        foreach (var family in Families)
        {
            if (restart.Covers(family))
                return true;
        }
        return false;
    }
}
