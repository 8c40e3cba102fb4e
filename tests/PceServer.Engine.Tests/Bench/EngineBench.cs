using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using PceServer.Testing;
using PceServer.Topology;

namespace PceServer.Engine.Tests;

/// <summary>An engine on a clock that tests turn by hand, fed with a small network.</summary>
internal sealed class EngineBench : IAsyncDisposable
{
    private EngineBench(PceEngineOptions options) => Engine = new PceEngine(options, Time, NullLoggerFactory.Instance);

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public PceEngine Engine { get; }

    /// <summary>The square: A-B-D is short, A-C-D is long.</summary>
    public static readonly string[] Square = ["A-B 10", "B-D 10", "A-C 20", "C-D 20"];

    public static async Task<EngineBench> StartAsync(Net? net = null, PceEngineOptions? options = null)
    {
        var bench = new EngineBench(options ?? new PceEngineOptions());
        if (net is not null)
            await bench.FeedAsync(net);
        return bench;
    }

    /// <summary>Says all of a network again, as a feed does after a change.</summary>
    public async Task<TopologySnapshot> FeedAsync(Net net)
    {
        await Engine.ApplyTopologyAsync([.. net.Changes]);
        return await Engine.FlushTopologyAsync();
    }

    /// <summary>Takes both halves of a link away.</summary>
    public async Task FailAsync(Net net, string link)
    {
        var names = link.Split('-');
        LinkKey[] keys = [net.LinkKey(link), net.LinkKey($"{names[1]}-{names[0]}")];
        net.Fail(link);
        await Engine.ApplyTopologyAsync([.. keys.Select(key => new LinkChange("net", key, null))]);
        await Engine.SettleAsync();
    }

    public FakePcc Connect(string address) => FakePcc.Connect(this, address);

    /// <summary>A session that is up and has told its LSPs (none).</summary>
    public async Task<FakePcc> PccAsync(string address, byte? msd = 10)
    {
        var pcc = Connect(address);
        await pcc.OpenAsync(FakePcc.Open(msd));
        await pcc.SayAsync(FakePcc.EndOfSync());
        pcc.Forget();
        return pcc;
    }

    public ValueTask DisposeAsync() => Engine.DisposeAsync();
}
