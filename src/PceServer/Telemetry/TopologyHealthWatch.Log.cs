using PceServer.Topology;

namespace PceServer.Telemetry;

internal sealed partial class TopologyHealthWatch
{
    [LoggerMessage(Message = "topology {Version}: {Kind}: {Finding}")]
    private partial void LogFinding(LogLevel level, ulong version, HealthKind kind, string finding);

    [LoggerMessage(Level = LogLevel.Information, Message = "topology {Version}: {Come} findings have come, {Gone} have gone, {Total} stand")]
    private partial void LogChange(ulong version, int come, int gone, int total);
}
