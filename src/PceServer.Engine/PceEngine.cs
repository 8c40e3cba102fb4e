using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using PceServer.Engine.Feeds;
using PceServer.Engine.Ledger;
using PceServer.Engine.Lsps;
using PceServer.Engine.Paths;
using PceServer.Engine.Ports;
using PceServer.Engine.Queries;
using PceServer.Engine.Watch;
using PceServer.Forwarding.Labels;
using PceServer.Topology;

namespace PceServer.Engine;

/// <summary>
/// The stateful PCE. Connections come in by its ports, answers go out over them; everything that is read here is an immutable snapshot,
/// so that no question of an operator waits for an actor or makes one wait.
/// </summary>
public sealed class PceEngine : IAsyncDisposable
{
    private readonly EventStream _events;
    private readonly TopologyFeed _feed;
    private readonly PathService _paths;
    private readonly PccSide _pccs;
    private readonly BgpSpeaker _bgp;
    private int _disposed;

    public PceEngine(PceEngineOptions options, TimeProvider time, ILoggerFactory logs)
    {
        Options = options;
        _events = new EventStream(time);
        Ledger = new OverlayLedger();
        _paths = new PathService(options, Ledger, new SimulatorCache(), time);
        _feed = new TopologyFeed(options, time, _events, logs.CreateLogger<TopologyFeed>());
        var readiness = new TopologyReadiness();
        _pccs = new PccSide(new EngineServices(options, time, logs, _events, _feed, readiness, Database, Ledger, _paths, new DiffCache()));
        _bgp = new BgpSpeaker(options, time, _events, _feed, readiness, logs);
    }

    public PceEngineOptions Options { get; }

    public OverlayLedger Ledger { get; }

    /// <summary>The newest topology.</summary>
    public TopologySnapshot Topology => _feed.Current;

    /// <summary>Findings about a topology and about who told it, the gravest first.</summary>
    public ImmutableArray<HealthFinding> TopologyHealth(TopologySnapshot topology) => _bgp.StaleOriginators is { IsEmpty: false } stale
        ? [.. topology.Health.AddRange(stale).OrderByDescending(f => f.Severity).ThenBy(f => f.Kind)] : topology.Health;

    /// <summary>The LSPs of every PCC.</summary>
    public LspDatabaseSnapshot Lsps => Database.Current;

    public ImmutableArray<SessionView> Sessions => _pccs.Sessions;

    public ImmutableArray<BgpPeerView> BgpPeers => _bgp.Views;

    /// <summary>BGP-LS routes in use, of every type and family.</summary>
    public Task<BgpRouteListing> BgpRoutesAsync(BgpRouteQuestion question) => _bgp.AskAsync(question);

    /// <summary>What the watch says of every reported list that the simulator can walk.</summary>
    public IEnumerable<VerificationRow> Verification => Lsps.All.Select(VerificationRow.Of).OfType<VerificationRow>();

    public EngineHealth Health => Topology.NodeCount > 0
        ? new(true, null)
        : new(false, "no topology: no BGP-LS peer or file has announced a node yet");

    internal LspDatabase Database { get; } = new();

    /// <summary>A PCC has connected: the session starts at once. What happens on the connection is told to the sink.</summary>
    public IPccSink AcceptPcc(IPccConnection connection) => _pccs.Accept(connection);

    /// <summary>A BGP peer has connected to us. A stranger is turned away.</summary>
    public IBgpSink AcceptBgp(IBgpConnection connection) => _bgp.Accept(connection);

    /// <summary>Brings the configured BGP peers up, connecting out to those that are not passive.</summary>
    public void StartBgp(IBgpDialer? dialer) => _bgp.Start(dialer);

    /// <summary>Events from now on, until cancelled.</summary>
    public IAsyncEnumerable<PceEvent> Watch(CancellationToken cancellation) => _events.Watch(cancellation);

    /// <summary>A dry run: the path that a router with this demand would get now. Nothing is sent or booked.</summary>
    /// <param name="topology">The snapshot in which the nodes were found: <see cref="Topology"/>, taken once.</param>
    public PathAnswer ComputePath(TopologySnapshot topology, NodeIndex source, NodeIndex destination, PathDemand demand) =>
        _paths.Find(topology, new PathQuery(source, destination, demand, new SidDepthRule(null)));

    /// <summary>Walks a label stack through the forwarding model.</summary>
    public RecordedTrace Trace(TopologySnapshot topology, NodeIndex headEnd, ImmutableArray<Label> labels, NodeIndex destination, PathDemand? demand = null) =>
        _paths.Walk(topology, new PathQuery(headEnd, destination, demand ?? PathDemand.Default, new SidDepthRule(null)), labels, headEnd, destination);

    /// <summary>Labels that are claimed twice in a snapshot, and which claim the forwarding model follows (RFC 8660 §2.5).</summary>
    public ImmutableArray<LabelConflict> LabelConflicts(TopologySnapshot topology) => _paths.LabelConflicts(topology);

    /// <summary>Carries out what an operator wants of one LSP. Completes once its PCC's actor has done it, or said why not.</summary>
    public Task<LspOrderOutcome> OrderAsync(LspOrder order) => _pccs.OrderAsync(order);

    /// <summary>Topology from another source than a BGP-LS peer, for instance a file.</summary>
    public ValueTask ApplyTopologyAsync(ImmutableArray<TopologyChange> changes, CancellationToken cancellation = default) =>
        _feed.ApplyAsync(changes, cancellation);

    /// <summary>Publishes what has been handed in so far without waiting for a pause.</summary>
    public Task<TopologySnapshot> FlushTopologyAsync(CancellationToken cancellation = default) => _feed.FlushAsync(cancellation);

    /// <summary>Closes every session and ends the writer of the topology. May be called again.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        _pccs.Stop();
        await _bgp.DisposeAsync();
        await _feed.DisposeAsync();
    }

    /// <summary>Completes when every actor has nothing left to do, for tests that must not sleep.</summary>
    internal async Task SettleAsync()
    {
        await _bgp.SettleAsync();
        await _feed.FlushAsync();
        await _pccs.SettleAsync();
    }
}
