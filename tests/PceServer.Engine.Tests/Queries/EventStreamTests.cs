using Microsoft.Extensions.Time.Testing;
using PceServer.Engine.Queries;

namespace PceServer.Engine.Tests.Queries;

[Parallelizable(ParallelScope.All)]
public sealed class EventStreamTests
{
    private const int WatcherCapacity = 4096;

    [Test]
    public async Task Every_watcher_reads_everything_from_its_call_on()
    {
        var stream = new EventStream(new FakeTimeProvider());
        using var patience = new CancellationTokenSource();
        var first = stream.Watch(patience.Token);
        stream.Publish(PceEventKind.Session, "one");
        var second = stream.Watch(patience.Token);
        stream.Publish(PceEventKind.Session, "two");
        Assert.That(await Read(first, 2), Is.EqualTo(new[] { "one", "two" }));
        Assert.That(await Read(second, 1), Is.EqualTo(new[] { "two" }));
    }

    [Test]
    public async Task Watcher_that_does_not_read_loses_the_oldest()
    {
        var stream = new EventStream(new FakeTimeProvider());
        using var patience = new CancellationTokenSource();
        var watching = stream.Watch(patience.Token);
        for (var i = 0; i <= WatcherCapacity; i++)
            stream.Publish(PceEventKind.Session, $"{i}");
        Assert.That(await Read(watching, 1), Is.EqualTo(new[] { "1" }));
    }

    [Test]
    public async Task Watcher_that_leaves_is_forgotten()
    {
        var stream = new EventStream(new FakeTimeProvider());
        using var patience = new CancellationTokenSource();
        stream.Publish(PceEventKind.Session, "nobody hears");
        var watching = stream.Watch(patience.Token);
        stream.Publish(PceEventKind.Session, "one");
        await Read(watching, 1);
        Assert.That(stream.Watchers, Is.Zero);
    }

    [Test]
    public void Watcher_that_leaves_before_it_has_read_anything_is_forgotten()
    {
        var stream = new EventStream(new FakeTimeProvider());
        using var patience = new CancellationTokenSource();
        _ = stream.Watch(patience.Token);
        Assert.That(stream.Watchers, Is.EqualTo(1));
        patience.Cancel();
        Assert.That(stream.Watchers, Is.Zero);
    }

    private static async Task<List<string>> Read(IAsyncEnumerable<PceEvent> events, int count)
    {
        var read = new List<string>();
        await foreach (var happened in events)
        {
            read.Add(happened.Message);
            if (read.Count == count)
                break;
        }
        return read;
    }
}
