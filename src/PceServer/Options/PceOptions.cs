using System.Net;

namespace PceServer.Options;

/// <summary>Everything an operator can set, read from the section <c>Pce</c> and checked as a whole before anything starts.</summary>
public sealed record PceOptions
{
    public PcepOptions Pcep { get; init; } = new();
    public BgpOptions Bgp { get; init; } = new();
    public AdminOptions Admin { get; init; } = new();
    public TopologyOptions Topology { get; init; } = new();
    public TelemetryOptions Telemetry { get; init; } = new();
    public LogOptions Log { get; init; } = new();

    /// <summary>What a delegated LSP is told when no path is left.</summary>
    public NoPathAnswer NoPath { get; init; } = NoPathAnswer.EmptyEro;
}

/// <summary>What a delegated LSP is told when no path is left: nothing more to use, or nothing at all.</summary>
public enum NoPathAnswer : byte
{
    EmptyEro, Keep,
}

public sealed record PcepOptions
{
    public IPEndPoint Listen { get; init; } = new(IPAddress.Any, 4189);

    /// <summary>What our Open proposes, seconds (RFC 5440 §7.3).</summary>
    public byte KeepaliveSeconds { get; init; } = 30;
    public byte DeadTimerSeconds { get; init; } = 120;

    /// <summary>How long the LSPs of a router whose session is lost are kept.</summary>
    public uint StateTimeoutSeconds { get; init; } = 600;

    /// <summary>LSPs that one router may have here; beyond it the session is closed.</summary>
    public uint MaximumLsps { get; init; } = 100_000;
    public IReadOnlyList<PcepPeerOptions> Peers { get; init; } = [];
}

/// <summary>What is to be known of one router beforehand.</summary>
/// <param name="Node">Which node it is, when nothing in its messages or in the topology says so; null = nothing to say.</param>
/// <param name="Strict">Its harmless deviations are answered with the RFC's error instead of being counted.</param>
public sealed record PcepPeerOptions(IPAddress Address, string? Node, bool Strict = false);

public sealed record BgpOptions
{
    public IPEndPoint Listen { get; init; } = new(IPAddress.Any, 179);
    public uint LocalAs { get; init; } = 65000;

    /// <summary>Our BGP identifier (RFC 6286 §2.1: any value but zero).</summary>
    public IPAddress RouterId { get; init; } = new([192, 0, 2, 1]);
    public ushort HoldTimeSeconds { get; init; } = 90;

    /// <summary>How long the routes of a lost peer stay in the topology.</summary>
    public uint StaleSeconds { get; init; } = 180;
    public IReadOnlyList<BgpPeerOptions> Peers { get; init; } = [];
}

/// <param name="Passive">The peer calls us; we never call it.</param>
public sealed record BgpPeerOptions(IPAddress Address, uint RemoteAs, ushort Port, bool Passive)
{
    /// <summary>Link-state NLRIs that one peer may hold here; beyond it the session is closed (RFC 4486 §4).</summary>
    public uint MaximumNlris { get; init; } = 2_000_000;

    /// <summary>Offer SAFI 72 (BGP-LS-VPN) beside 71.</summary>
    public bool Vpn { get; init; }

    /// <summary>Read path attribute 99 as 29.</summary>
    public bool LegacyAttribute { get; init; }

    /// <summary>Key of TCP-MD5 signatures (RFC 2385 §2); null = none. Refused for now: nothing signs with it yet.</summary>
    public string? TcpMd5Key { get; init; }

    /// <summary>How many hops away the peer may be under TTL security (RFC 5082 §3); null = not checked. Refused for now: nothing checks it yet.</summary>
    public byte? TtlSecurityHops { get; init; }
}

public sealed record AdminOptions
{
    /// <summary>HTTP/1.1 with JSON.</summary>
    public IPEndPoint Listen { get; init; } = new(IPAddress.Loopback, 8080);

    /// <summary>gRPC: HTTP/2 in cleartext.</summary>
    public IPEndPoint GrpcListen { get; init; } = new(IPAddress.Loopback, 8081);
}

public sealed record TopologyOptions
{
    /// <summary>A topology file to load at start; null = none.</summary>
    public string? File { get; init; }

    /// <summary>How long changes are gathered before a snapshot is published.</summary>
    public ushort CoalesceMilliseconds { get; init; } = 20;
}

public sealed record TelemetryOptions
{
    /// <summary>Where traces and metrics are sent by OTLP/gRPC; null = nowhere.</summary>
    public Uri? OtlpEndpoint { get; init; }
}

public sealed record LogOptions
{
    public LogFormat Format { get; init; } = LogFormat.Text;
    public LogLevel Level { get; init; } = LogLevel.Information;
}

public enum LogFormat : byte
{
    Text, Json,
}
