using Microsoft.Extensions.Logging;
using PceServer.Engine.Feeds;
using PceServer.Engine.Groups;
using PceServer.Engine.Ledger;
using PceServer.Engine.Lsps;
using PceServer.Engine.Paths;
using PceServer.Engine.Queries;
using PceServer.Engine.Watch;

namespace PceServer.Engine;

/// <summary>What all actors share.</summary>
internal sealed record EngineServices(
    PceEngineOptions Options,
    TimeProvider Time,
    ILoggerFactory Logs,
    EventStream Events,
    TopologyFeed Feed,
    TopologyReadiness Readiness,
    LspDatabase Database,
    OverlayLedger Ledger,
    PathService Paths,
    DiffCache Diffs)
{
    public DisjointGroups Groups { get; } = new();

    /// <summary>There is a topology, and nobody is still telling it for the first time.</summary>
    public bool IsTopologyComplete => !Readiness.IsLoading && Feed.Current.NodeCount > 0;
}
