using System.Collections.Immutable;
using PceServer.Topology;

namespace PceServer.Engine;

/// <summary>What a delegated LSP gets when no path satisfies it.</summary>
public enum NoPathPolicy : byte
{
    /// <summary>A PCUpd with an empty ERO: the PCE has no valid path (RFC 8231 §6.2).</summary>
    EmptyEro,
    /// <summary>Nothing: the router keeps what it has.</summary>
    Keep,
}

/// <summary>Whether SR-ERO subobjects say what their SIDs stand for (RFC 8664 §4.3.2).</summary>
public enum EroNai : byte
{
    /// <summary>F=1, NT=0: label alone.</summary>
    None,
    /// <summary>F=0: IPv4 node or adjacency, where known.</summary>
    NodeOrAdjacency,
}

/// <summary>Everything that the engine lets be chosen. Plain values: whoever hosts it validates them.</summary>
public sealed record PceEngineOptions
{
    public NoPathPolicy NoPath { get; init; } = NoPathPolicy.EmptyEro;
    public EroNai EroNai { get; init; } = EroNai.None;

    /// <summary>How many candidates the gate may look at before the answer is that there is none.</summary>
    public int CandidateLimit { get; init; } = 16;

    /// <summary>How long one computation may search: beyond it what was found counts as not proven, and a search that found nothing says that it gave up.</summary>
    public TimeSpan SearchBudget { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>A topology change is published when nothing more came for this long ...</summary>
    public TimeSpan FlushQuiet { get; init; } = TimeSpan.FromMilliseconds(20);

    /// <summary>... and at the latest this long after the first one.</summary>
    public TimeSpan FlushDelay { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>The same while the first peers tell their routes for the first time: what is known in part is shown, but not often.</summary>
    public TimeSpan LoadFlushDelay { get; init; } = TimeSpan.FromSeconds(5);

    public PcepEngineOptions Pcep { get; init; } = new();
    public BgpEngineOptions Bgp { get; init; } = new();
}

/// <summary>The PCEP side.</summary>
public sealed record PcepEngineOptions
{
    public byte KeepaliveSeconds { get; init; } = 30;
    public byte DeadTimerSeconds { get; init; } = 120;

    /// <summary>LSPs that one PCC may have; a report beyond it is answered by PCNtf 4/1 and close (RFC 8231 §5.6, §6.1).</summary>
    public int MaximumLspsPerPcc { get; init; } = 100_000;

    /// <summary>Messages that may wait for one PCC's actor before reading from its connection pauses.</summary>
    public int MailboxCapacity { get; init; } = 1024;

    /// <summary>How long the LSPs of a lost session are kept.</summary>
    public TimeSpan StateTimeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>SyncTimer: how long the requests of one SVEC wait for each other (RFC 5440 §7.13.2).</summary>
    public TimeSpan SyncTimer { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>A PCUpd without a report for this long is sent again.</summary>
    public TimeSpan UpdateTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Sends of one PCUpd before it counts as unanswered.</summary>
    public int UpdateSends { get; init; } = 3;

    /// <summary>A list that a router refuses, or reports as down for the update timeout, is not sent to it again for this long, then for twice as long, and so on.</summary>
    public TimeSpan RetryAfter { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The longest that a failed list is held back.</summary>
    public TimeSpan RetryLimit { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long the constraints of an answered PCReq wait for the report that carries the answer.</summary>
    public TimeSpan RequestRetention { get; init; } = TimeSpan.FromMinutes(2);

    public ImmutableArray<PcepPeerOptions> Peers { get; init; } = [];
}

/// <summary>What the operator says of one PCC.</summary>
/// <param name="Node">Its node in the topology, by router id, name or IGP id.</param>
/// <param name="Strict">Harmless deviations get the RFC's error instead of being counted.</param>
public sealed record PcepPeerOptions(IpAddress Address, string? Node = null, bool Strict = false);

/// <summary>The BGP-LS side.</summary>
public sealed record BgpEngineOptions
{
    public uint LocalAs { get; init; } = 65000;
    public IpAddress RouterId { get; init; } = IpAddress.V4(0x7F000001);
    public ushort HoldTimeSeconds { get; init; } = 90;

    /// <summary>How long the routes of a lost peer stay (stale) before they are withdrawn.</summary>
    public TimeSpan StaleTime { get; init; } = TimeSpan.FromMinutes(3);

    public TimeSpan ConnectRetry { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>A peer's first announcement counts as complete at its End-of-RIB, or when it has been quiet for this long: some speakers never send the marker.</summary>
    public TimeSpan LoadQuiet { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The longest that a first announcement may count as incomplete, for a peer that neither pauses nor sends the marker.</summary>
    public TimeSpan LoadLimit { get; init; } = TimeSpan.FromMinutes(1);

    public ImmutableArray<BgpPeerOptions> Peers { get; init; } = [];
}

/// <summary>One configured BGP-LS peer.</summary>
/// <param name="MaximumNlris">Above this the peer gets NOTIFICATION 6/1 (RFC 4486 §4).</param>
public sealed record BgpPeerOptions(IpAddress Address, uint RemoteAs, ushort Port = 179, bool Passive = false, int MaximumNlris = 2_000_000)
{
    /// <summary>SAFI 72 is offered beside 71; its routes are kept and shown, and are no part of the topology.</summary>
    public bool Vpn { get; init; }

    /// <summary>Path attribute 99 is read as 29, for speakers from before the code point was assigned.</summary>
    public bool LegacyAttribute { get; init; }
}
