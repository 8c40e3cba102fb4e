using System.Net;
using PceServer.Topology;
using PceServer.Transport;

namespace PceServer.Emulation;

/// <summary>
/// A BGP-LS speaker that plays a topology to any number of BGP peers and changes it on command. Safe to call from any thread; changes reach
/// all peers in the order in which they were made.
/// </summary>
public sealed class LinkStateFeeder(FeederOptions options, EventLoops loops, TimeProvider? time = null) : IAsyncDisposable
{
    // Held while a change is made and handed to all peers, so that it reaches them in order. The lock below it only guards the table: a peer
    // that comes up reads the table while it holds its own lock.
    private readonly Lock _changing = new();
    private readonly Lock _lock = new();
    private readonly FedTopology _topology = new();
    private readonly List<FeederPeer> _peers = [];
    private BgpListener? _listener;

    public FeederOptions Options { get; } = options;

    public IReadOnlyList<FeederPeer> Peers
    {
        get
        {
            lock (_lock)
                return [.. _peers];
        }
    }

    /// <summary>Where it listens, once it does.</summary>
    public IPEndPoint? EndPoint => _listener?.EndPoint;

    /// <summary>Opens a session with a peer and keeps trying; wait for <see cref="FeederPeer.TableSentAsync"/>.</summary>
    public FeederPeer Connect(IPEndPoint remote, ConnectOptions? connect = null)
    {
        var peer = Add(remote, connect);
        peer.Start();
        return peer;
    }

    /// <summary>Waits for peers to connect; each gets a session of its own.</summary>
    /// <exception cref="TransportException">The address cannot be bound.</exception>
    public async Task ListenAsync(IPEndPoint endpoint) => _listener = await BgpListener.StartAsync(endpoint, loops, channel =>
    {
        var peer = Add(null, null);
        peer.Start();
        return peer.Accept(channel);
    }).ConfigureAwait(false);

    /// <summary>Changes what is said and tells all peers: <c>feeder.Change(t => t.LinkDown("a", "b"))</c>.</summary>
    /// <exception cref="FedTopologyException">Something is named that the topology does not hold; nothing has changed then.</exception>
    public IReadOnlyList<TopologyChange> Change(Func<FedTopology, IReadOnlyList<TopologyChange>> change)
    {
        lock (_changing)
        {
            IReadOnlyList<TopologyChange> changes;
            lock (_lock)
                changes = change(_topology);
            foreach (var peer in Peers)
                peer.Announce(changes);
            return changes;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var peer in Peers)
            await peer.DisposeAsync().ConfigureAwait(false);
        if (_listener is { } listener)
            await listener.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>NLRIs said at present.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
                return _topology.Count;
        }
    }

    internal IReadOnlyList<TopologyChange> Statements()
    {
        lock (_lock)
            return _topology.Statements;
    }

    private FeederPeer Add(IPEndPoint? remote, ConnectOptions? connect)
    {
        var peer = new FeederPeer(this, remote, loops, connect ?? ConnectOptions.Default, time ?? TimeProvider.System);
        lock (_lock)
            _peers.Add(peer);
        return peer;
    }
}
