using System.Net;
using PceServer.Pcep.Session;
using PceServer.Wire;

namespace PceServer.Emulation;

/// <summary>What an emulated router is.</summary>
/// <param name="RouterId">Its loopback: where its tunnels begin.</param>
public sealed record EmulatedPccOptions(IPEndPoint Pce, Ipv4Address RouterId)
{
    /// <summary>Where its connection comes from; emulators on one machine take a distinct 127/8 address for each session.</summary>
    public IPAddress? SourceAddress { get; init; }

    /// <summary>SPEAKER-ENTITY-ID (RFC 8232 §3.3.2); null = none, the PCE knows it by its address.</summary>
    public string? SpeakerEntityId { get; init; }

    /// <summary>Labels that it can push, 1 to 255 (RFC 8664 §4.1.2).</summary>
    public byte MaximumSidDepth { get; init; } = 10;
    public byte KeepaliveSeconds { get; init; } = 30;
    public byte DeadTimerSeconds { get; init; } = 120;

    /// <summary>Writes the SR capability as a top-level TLV and no PATH-SETUP-TYPE-CAPABILITY, as routers from before RFC 8408 do.</summary>
    public bool UsesLegacyCapability { get; init; }

    /// <summary>The PCE may create LSPs (RFC 8281 §4.1).</summary>
    public bool AcceptsInitiation { get; init; } = true;

    /// <summary>PCE-created LSPs at most; more get PCErr 19/6.</summary>
    public int MaximumInitiatedLsps { get; init; } = 1000;

    /// <summary>From accepting a path to carrying traffic on it.</summary>
    public TimeSpan ActivationDelay { get; init; } = TimeSpan.Zero;
    public OpenPolicy OpenPolicy { get; init; } = OpenPolicy.Default;
}
