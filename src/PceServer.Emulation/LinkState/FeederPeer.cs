using System.Net;
using PceServer.Bgp;
using PceServer.Bgp.Session;
using PceServer.Topology;
using PceServer.Transport;

namespace PceServer.Emulation;

/// <summary>One BGP peer of a feeder: gets the whole table and End-of-RIB when its session comes up, and every change after that.</summary>
public sealed class FeederPeer : IBgpPeerOwner, IAsyncDisposable
{
    private readonly LinkStateFeeder _feeder;
    private readonly BgpPeerDriver _driver;
    private FeederSession? _session;

    internal FeederPeer(LinkStateFeeder feeder, IPEndPoint? remote, EventLoops loops, ConnectOptions connect, TimeProvider time)
    {
        _feeder = feeder;
        var options = feeder.Options;
        var configuration = new BgpPeerConfiguration
        {
            LocalAs = options.LocalAs,
            LocalIdentifier = options.Identifier,
            RemoteAs = options.PeerAs,
            Passive = remote is null,
            HoldTimeSeconds = options.HoldTimeSeconds,
            ConnectRetry = options.ConnectRetry,
            StaleTime = TimeSpan.Zero,
        };
        _driver = new BgpPeerDriver(configuration, remote, loops, connect, this, time);
    }

    public Journal<FeederEvent> Journal { get; } = new();

    public BgpState State => _driver.State;

    /// <summary>Waits until the whole table and End-of-RIB have been written.</summary>
    public Task TableSentAsync(CancellationToken cancellation = default) => Journal.FirstAsync<FeederEvent.TableSent>(cancellation: cancellation);

    /// <summary>Waits until every change so far has been given to the kernel; false when the session is not up or goes down meanwhile.</summary>
    public async Task<bool> FlushAsync(CancellationToken cancellation = default)
    {
        var done = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        var from = Journal.Position;
        var isUp = _driver.Do(() =>
        {
            _session?.Then(() => done.TrySetResult(true));
            return _session is not null;
        });
        if (!isUp)
            return false;
        var down = Journal.FirstAsync<FeederEvent.SessionDown>(from: from, cancellation: cancellation);
        await Task.WhenAny(done.Task, down).WaitAsync(cancellation).ConfigureAwait(false);
        return done.Task.IsCompleted;
    }

    /// <summary>Ends the session with Cease and waits until the connection is gone.</summary>
    public async ValueTask DisposeAsync()
    {
        _driver.Stop("feeder stops");
        await _driver.ClosedAsync().ConfigureAwait(false);
    }

    internal void Start() => _driver.Start();

    internal IBgpChannelHandler Accept(BgpChannel channel) => _driver.Accept(channel);

    internal void Announce(IReadOnlyList<TopologyChange> changes) => _driver.Do(() =>
    {
        _session?.Announce(changes);
        return true;
    });

    void IBgpPeerOwner.SessionUp(BgpChannel channel, NegotiatedSession session)
    {
        _session = new FeederSession(channel, session, _feeder.Options.LocalAs);
        Journal.Add(new FeederEvent.SessionUp(session));
        SendTable();
    }

    void IBgpPeerOwner.SessionDown(BgpDownCause cause, string reason)
    {
        _session?.Stop();
        _session = null;
        Journal.Add(new FeederEvent.SessionDown(cause, reason));
    }

    void IBgpPeerOwner.RefreshRequested(AddressFamily family)
    {
        if (family == AddressFamily.LinkState)
            SendTable();
    }

    private void SendTable()
    {
        var table = _feeder.Statements();
        _session?.Announce(table);
        _session?.EndOfRib();
        _session?.Then(() => Journal.Add(new FeederEvent.TableSent(table.Count)));
    }
}
