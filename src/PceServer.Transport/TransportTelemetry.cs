using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace PceServer.Transport;

/// <summary>Names under which the host collects what this room measures.</summary>
public static class TransportTelemetry
{
    public const string MeterName = "PceServer.Transport";
    public const string ActivitySourceName = "PceServer.Transport";

    internal static readonly ActivitySource Activities = new(ActivitySourceName);
    private static readonly Meter s_meter = new(MeterName);

    internal static readonly Counter<long> OctetsReceived = s_meter.CreateCounter<long>("pce.transport.received", "By");
    internal static readonly Counter<long> OctetsSent = s_meter.CreateCounter<long>("pce.transport.sent", "By");
    internal static readonly Counter<long> Accepted = s_meter.CreateCounter<long>("pce.transport.connections.accepted");
    internal static readonly Counter<long> Refused = s_meter.CreateCounter<long>("pce.transport.connections.refused");
    internal static readonly Counter<long> SlowPeers = s_meter.CreateCounter<long>("pce.transport.connections.slow");
    internal static readonly Counter<long> FramingFaults = s_meter.CreateCounter<long>("pce.transport.framing_faults");
}
