using System.Collections.Immutable;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using PceServer.Engine.Queries;
using PceServer.Engine.Telemetry;
using PceServer.Topology;

namespace PceServer.Engine.Feeds;

/// <summary>A new snapshot, with when the first of its changes arrived.</summary>
/// <param name="Received">Timestamp of the engine's <see cref="TimeProvider"/>.</param>
public sealed record TopologyPublication(TopologySnapshot Previous, TopologySnapshot Current, long Received);

/// <summary>
/// The one writer of the topology. Feeds hand in changes; a burst is made into one snapshot when it pauses, or after a bounded delay.
/// </summary>
public sealed partial class TopologyFeed : IAsyncDisposable
{
    private const int FlushCostFactor = 5;

    // A snapshot that took long once, for whatever reason, must not put off the next one for good.
    private static readonly TimeSpan MaximumFlushCost = TimeSpan.FromMilliseconds(250);

    // Each may hold a thousand changes: whoever hands them in waits rather than let them pile up.
    private const int MostWaiting = 16;

    private readonly Channel<Action<TopologyFeed>> _mailbox = Channel.CreateBounded<Action<TopologyFeed>>(
        new BoundedChannelOptions(MostWaiting) { SingleReader = true });

    private readonly TopologyBuilder _builder = new();
    private readonly PceEngineOptions _options;
    private readonly TimeProvider _time;
    private readonly EventStream _events;
    private readonly ILogger _log;
    private readonly ITimer _flushTimer;
    private readonly Task _loop;
    private long _firstChange;
    private TimeSpan _flushCost;
    private bool _flushPending;
    private volatile bool _isLoading;

    public TopologyFeed(PceEngineOptions options, TimeProvider time, EventStream events, ILogger log)
    {
        (_options, _time, _events, _log) = (options, time, events, log);
        _flushTimer = time.CreateTimer(_ => _mailbox.Writer.TryWrite(static feed => feed.Flush()), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _loop = Task.Run(RunAsync);
    }

    public TopologySnapshot Current => _builder.Current;

    /// <summary>Nobody has told the topology whole yet: then snapshots of its parts are of little use, and are made seldom.</summary>
    internal bool IsLoading
    {
        set => _isLoading = value;
    }

    /// <summary>Called by the writer after each new snapshot.</summary>
    public event Action<TopologyPublication>? Published;

    /// <summary>Hands in changes; waits while the writer is behind.</summary>
    public ValueTask ApplyAsync(ImmutableArray<TopologyChange> changes, CancellationToken cancellation = default)
    {
        var received = _time.GetTimestamp();
        return _mailbox.Writer.WriteAsync(feed => feed.Apply(changes, received), cancellation);
    }

    /// <summary>Makes a snapshot of what has been handed in so far, without waiting for a pause.</summary>
    public async Task<TopologySnapshot> FlushAsync(CancellationToken cancellation = default)
    {
        var done = new TaskCompletionSource<TopologySnapshot>(TaskCreationOptions.RunContinuationsAsynchronously);
        await _mailbox.Writer.WriteAsync(
            feed =>
            {
                feed.Flush();
                done.TrySetResult(feed.Current);
            },
            cancellation);
        return await done.Task.WaitAsync(cancellation);
    }

    /// <summary>Makes a snapshot of what has been handed in so far, then does something on the writer.</summary>
    internal ValueTask FlushThenAsync(Action then) => _mailbox.Writer.WriteAsync(feed =>
    {
        feed.Flush();
        then();
    });

    public async ValueTask DisposeAsync()
    {
        _mailbox.Writer.TryComplete();
        await _flushTimer.DisposeAsync();
        await _loop;
    }

    private async Task RunAsync()
    {
        await foreach (var step in _mailbox.Reader.ReadAllAsync())
        {
            try
            {
                step(this);
            }
            catch (Exception defect)
            {
                LogDefect(defect);
            }
        }
    }

    private void Apply(ImmutableArray<TopologyChange> changes, long received)
    {
        foreach (var change in changes)
            _builder.Apply(change);
        if (!_flushPending)
        {
            _flushPending = true;
            _firstChange = received;
        }
        var left = LongestDelay() - _time.GetElapsedTime(_firstChange);
        var due = left < _options.FlushQuiet || _isLoading ? left : _options.FlushQuiet;
        _flushTimer.Change(due < TimeSpan.Zero ? TimeSpan.Zero : due, Timeout.InfiniteTimeSpan);
    }

    private TimeSpan LongestDelay()
    {
        if (_isLoading)
            return _options.LoadFlushDelay;
        // While much is coming snapshots are not to cost more than a part of the time: each would be out of date at once.
        var delay = _flushCost * FlushCostFactor;
        return delay > _options.FlushDelay ? delay : _options.FlushDelay;
    }

    private void Flush()
    {
        if (!_flushPending)
            return;
        _flushPending = false;
        var previous = _builder.Current;
        var started = _time.GetTimestamp();
        var current = _builder.Flush();
        if (ReferenceEquals(previous, current))
            return;
        var elapsed = _time.GetElapsedTime(started);
        _flushCost = elapsed < MaximumFlushCost ? elapsed : MaximumFlushCost;
        EngineTelemetry.Snapshot(elapsed);
        LogSnapshot(current.Version, current.NodeCount, current.EdgeCount, elapsed.TotalMilliseconds);
        _events.Publish(PceEventKind.Topology, $"topology {current.Version}: {current.NodeCount} nodes, {current.EdgeCount} links", e => e with { TopologyVersion = current.Version });
        Published?.Invoke(new TopologyPublication(previous, current, _firstChange));
    }
}
