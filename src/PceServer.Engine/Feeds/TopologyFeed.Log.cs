using Microsoft.Extensions.Logging;

namespace PceServer.Engine.Feeds;

public sealed partial class TopologyFeed
{
    [LoggerMessage(Level = LogLevel.Information, Message = "topology {Version}: {Nodes} nodes, {Links} links, made in {Milliseconds:F1} ms")]
    private partial void LogSnapshot(ulong version, int nodes, int links, double milliseconds);

    [LoggerMessage(Level = LogLevel.Error, Message = "defect in the topology writer")]
    private partial void LogDefect(Exception defect);
}
