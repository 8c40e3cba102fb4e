using PceServer.Engine.Lsps;
using PceServer.Engine.Queries;
using PceServer.Pcep;
using PceServer.Testing;
using PceServer.Topology;
using PceServer.Wire;

namespace PceServer.Engine.Tests.Watch;

/// <summary>
/// The watch over lists that routers set up on their own, while links flap, snapshots come faster than they are looked at and routers come and go: what it says in the
/// end is what a walk of each list on the last snapshot says.
/// </summary>
public sealed class StormTests
{
    private const int Nodes = 20;

    /// <summary>A ring with chords; each router's lists lead along the ring by adjacency SIDs, or to the far side by one node SID.</summary>
    private static string[] Ring() =>
    [
        .. Enumerable.Range(0, Nodes).Select(i => $"N{i}-N{(i + 1) % Nodes} 10"),
        .. Enumerable.Range(0, Nodes / 2).Select(i => $"N{i}-N{i + (Nodes / 2)} 25"),
    ];

    private static uint[] AlongTheRing(Net net, int from, int hops) =>
        [.. Enumerable.Range(from, hops).Select(i => net.AdjacencyLabel($"N{i % Nodes}-N{(i + 1) % Nodes}").Value)];

    /// <summary>Lists that are not delegated: half of them strict, half left to the routers.</summary>
    private static StateReport[] Lists(Net net, int router, int count) =>
    [
        .. Enumerable.Range(1, count).Select(i => i % 2 == 0
            ? Said.Report(net, (uint)i, $"r{router}-{i}", $"N{router}", $"N{(router + 1 + (i % 6)) % Nodes}", AlongTheRing(net, router, 1 + (i % 6)), LspFlags.Administrative)
            : Said.Report(net, (uint)i, $"r{router}-{i}", $"N{router}", $"N{(router + 1 + (i % 9)) % Nodes}",
                [net.NodeLabel($"N{(router + 1 + (i % 9)) % Nodes}", at: $"N{router}").Value], LspFlags.Administrative)),
    ];

    private static async Task<FakePcc[]> RoutersAsync(EngineBench bench, Net net, int routers, int lists)
    {
        var all = new FakePcc[routers];
        for (var router = 0; router < routers; router++)
        {
            all[router] = await bench.PccAsync(net.Address($"N{router}").ToString());
            foreach (var part in Lists(net, router, lists).Chunk(200))
                await all[router].SayAsync(new PcRpt(part.ToValueList()));
        }
        return all;
    }

    private static void AgreesWithTheNetwork(EngineBench bench, Net net, int expected)
    {
        var fresh = new Forwarding.ForwardingSimulator(bench.Engine.Topology);
        var rows = bench.Engine.Verification.ToArray();
        Assert.That(rows, Has.Length.EqualTo(expected));
        foreach (var row in rows)
        {
            var lsp = bench.Engine.Lsps.Find(row.Pcc, row.Name)!;
            var head = net[lsp.HeadEnd!];
            var trace = fresh.Trace(new(head, row.Labels, net[lsp.Tail!]));
            Assert.That((row.Trace.Verdict, row.IsDrifted), Is.EqualTo((trace.Verdict, !trace.IsGood)), $"{row.Name} on {bench.Engine.Topology.Version}");
        }
    }

    [Test]
    public async Task Verdicts_agree_with_the_last_snapshot_after_a_storm_of_them()
    {
        var net = Net.Build(Ring());
        await using var bench = await EngineBench.StartAsync(net);
        var routers = await RoutersAsync(bench, net, 5, 400);
        AgreesWithTheNetwork(bench, net, 2000);
        var random = new Random(1);
        for (var round = 0; round < 3; round++)
        {
            // Snapshots follow one another without waiting for anybody to look.
            for (var i = 0; i < 25; i++)
                await FlapAsync(bench, net, random);
            await bench.Engine.SettleAsync();
            AgreesWithTheNetwork(bench, net, 2000);
        }
        Assert.That(bench.Engine.Verification.Any(row => row.IsDrifted), Is.True, "some link is down in the end");
        Assert.That(routers.SelectMany(router => router.Updates), Is.Empty, "none of them is ours");
    }

    [Test]
    public async Task Each_drift_is_told_once_and_so_is_its_end()
    {
        var net = Net.Build(Ring());
        await using var bench = await EngineBench.StartAsync(net);
        await RoutersAsync(bench, net, 1, 40);
        var told = new List<string>();
        using var done = new CancellationTokenSource();
        var watching = WatchAsync();
        for (var i = 0; i < 5; i++)
        {
            await bench.FailAsync(net, "N2-N3");
            await bench.FeedAsync(Net.Build(Ring()));
            net = Net.Build(Ring());
            await bench.Engine.SettleAsync();
        }
        var crossing = bench.Engine.Lsps.All.Count(lsp => lsp.Plsp.Value % 2 == 0 && lsp.Reported.Labels.Length > 2);
        await done.CancelAsync();
        await watching;
        Assert.That(told.Count(message => message.StartsWith("still reported up", StringComparison.Ordinal)), Is.EqualTo(5 * crossing));
        Assert.That(told.Count(message => message.StartsWith("does what it should", StringComparison.Ordinal)), Is.EqualTo(5 * crossing));

        async Task WatchAsync()
        {
            try
            {
                await foreach (var happened in bench.Engine.Watch(done.Token))
                {
                    if (happened.Kind == PceEventKind.Drift)
                        told.Add(happened.Message);
                }
            }
            catch (OperationCanceledException)
            {
                // The end of the test.
            }
        }
    }

    [Test]
    public async Task Router_that_leaves_in_a_storm_and_comes_back_is_verified_on_the_network_as_it_is_then()
    {
        var net = Net.Build(Ring());
        await using var bench = await EngineBench.StartAsync(net);
        var routers = await RoutersAsync(bench, net, 3, 100);
        var random = new Random(2);
        for (var round = 0; round < 4; round++)
        {
            for (var i = 0; i < 10; i++)
                await FlapAsync(bench, net, random);
            await routers[1].LeaveAsync();
            for (var i = 0; i < 10; i++)
                await FlapAsync(bench, net, random);
            await bench.Engine.SettleAsync();
            Assert.That(bench.Engine.Lsps.All.Count(lsp => lsp.IsStale), Is.EqualTo(100));
            Assert.That(bench.Engine.Lsps.All.Where(lsp => lsp.IsStale).Select(lsp => lsp.State), Is.All.EqualTo(LspState.Unknown));
            var back = bench.Connect(net.Address("N1").ToString());
            await back.OpenAsync(FakePcc.Open());
            await back.SayAsync(new PcRpt(Lists(net, 1, 100).ToValueList()), FakePcc.EndOfSync());
            routers[1] = back;
            AgreesWithTheNetwork(bench, net, 300);
        }
    }

    /// <summary>A link goes down or comes back, and a snapshot is made of it.</summary>
    private static async Task FlapAsync(EngineBench bench, Net net, Random random)
    {
        var i = random.Next(Nodes);
        var (one, other) = ($"N{i}", $"N{(i + 1) % Nodes}");
        LinkKey[] keys = [net.LinkKey($"{one}-{other}"), net.LinkKey($"{other}-{one}")];
        var isUp = bench.Engine.Topology.TryFind(keys[0], out _);
        var announced = net.Changes.OfType<LinkChange>().Where(change => keys.Contains(change.Key)).ToArray();
        await bench.Engine.ApplyTopologyAsync(isUp ? [.. announced.Select(change => change with { Attributes = null })] : [.. announced]);
        await bench.Engine.FlushTopologyAsync();
    }
}
