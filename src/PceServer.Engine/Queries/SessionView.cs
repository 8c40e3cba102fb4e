using System.Collections.Immutable;
using PceServer.Engine.Lsps;
using PceServer.Topology;

namespace PceServer.Engine.Queries;

/// <summary>Where a PCEP session stands (RFC 5440 appendix A).</summary>
public enum PcepSessionState : byte
{
    TcpPending, OpenWait, KeepWait, Up, Closed,
}

/// <summary>One PCEP session as it is now.</summary>
/// <param name="Pcc">Identity; the source address until the Open said otherwise.</param>
public sealed record SessionView(PccId Pcc, IpAddress Address, int Port, PcepSessionState State)
{
    /// <summary>Name of the node that the session belongs to, null when the topology has none.</summary>
    public string? Node { get; init; }

    /// <summary>When it came up; null before.</summary>
    public DateTimeOffset? UpSince { get; init; }

    /// <summary>What we send by, and what we watch the peer by; 0 = off.</summary>
    public byte KeepaliveSeconds { get; init; }
    public byte DeadTimerSeconds { get; init; }
    public bool IsStateful { get; init; }
    public bool CanUpdate { get; init; }
    public bool CanInitiate { get; init; }
    public bool SupportsSegmentRouting { get; init; }
    public ImmutableArray<byte> PathSetupTypes { get; init; } = [];

    /// <summary>Null where the Open set no limit.</summary>
    public int? MaximumSidDepth { get; init; }
    public SyncState Sync { get; init; } = SyncState.Away;
    public int Lsps { get; init; }
    public int DelegatedLsps { get; init; }
    public SessionCounters Counters { get; init; } = new();

    /// <summary>Accepted deviations of the peer, by name, with how often each was met.</summary>
    public ImmutableSortedDictionary<string, long> Deviations { get; init; } = ImmutableSortedDictionary<string, long>.Empty;

    /// <summary>Why it ended, or the last error either side named.</summary>
    public string? LastError { get; init; }
}

public sealed record SessionCounters
{
    public long MessagesReceived { get; init; }
    public long MessagesSent { get; init; }
    public long ErrorsReceived { get; init; }
    public long ErrorsSent { get; init; }
}
