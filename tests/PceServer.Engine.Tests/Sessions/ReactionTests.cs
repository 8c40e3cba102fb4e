using PceServer.Engine.Queries;
using PceServer.Pcep;
using PceServer.Testing;

namespace PceServer.Engine.Tests.Sessions;

/// <summary>What a topology change does to LSPs: exactly those are touched that it concerns.</summary>
public sealed class ReactionTests
{
    private static Net Square() => Net.Build(EngineBench.Square);

    /// <summary>Delegates an LSP and lets the router follow.</summary>
    private static async Task<uint[]> DelegateAsync(FakePcc pcc, Net net, uint plsp, string from, string to, AttributeList? attributes = null)
    {
        var report = Said.Report(net, plsp, $"{from}-{to}-{plsp}", from, to, []) with { Attributes = attributes ?? AttributeList.Empty };
        await pcc.ReportAsync(report);
        return await FollowAsync(pcc, report);
    }

    private static async Task<uint[]> FollowAsync(FakePcc pcc, StateReport report)
    {
        var update = pcc.Updates[^1];
        var labels = Said.Labels(update.Ero);
        await pcc.ReportAsync(report with
        {
            Srp = update.Srp,
            Ero = update.Ero,
            Lsp = report.Lsp with { Operational = labels.Length == 0 ? OperationalState.Down : OperationalState.Up },
        });
        pcc.Forget();
        return labels;
    }

    [Test]
    public async Task Link_failure_moves_the_lsps_that_must_change_and_leaves_the_others_alone()
    {
        var net = Net.Build([.. EngineBench.Square, "set A-B 10 te=10", "set B-D 10 te=10", "A-E 5", "E-D 5", "set A-E 5 te=100", "set E-D 5 te=100"]);
        await using var bench = await EngineBench.StartAsync(net);
        var pcc = await bench.PccAsync("10.0.0.1");
        var te = new AttributeList { Metrics = [new MetricObject(MetricType.Te, 0)] };
        var moved = await DelegateAsync(pcc, net, 1, "A", "D", te);
        await DelegateAsync(pcc, net, 2, "A", "C");
        Assert.That(bench.Engine.Lsps.All.Single(l => l.Plsp.Value == 1).Path!.Hops.Select(h => h.Node), Is.EqualTo(new[] { "B", "D" }));
        await bench.FailAsync(net, "B-D");
        var update = pcc.Updates.Single();
        Assert.That(update.Lsp.PlspId.Value, Is.EqualTo(1u));
        Assert.That(Said.Labels(update.Ero), Is.Not.EqualTo(moved));
    }

    [Test]
    public async Task Failure_that_leaves_the_best_list_as_it_is_sends_nothing()
    {
        var net = Square();
        await using var bench = await EngineBench.StartAsync(net);
        var pcc = await bench.PccAsync("10.0.0.1");
        var labels = await DelegateAsync(pcc, net, 1, "A", "D");
        Assert.That(labels, Is.EqualTo(new[] { net.NodeLabel("D", at: "A").Value }), "one node SID follows the shortest path, wherever it leads");
        await bench.FailAsync(net, "B-D");
        Assert.That(pcc.Updates, Is.Empty);
        Assert.That(bench.Engine.Lsps.All.Single().Trace!.Hops.Select(h => h.Node), Is.EqualTo(new[] { "A", "C", "D" }));
    }

    [Test]
    public async Task Lsp_returns_when_the_link_that_it_was_moved_from_is_back()
    {
        string[] statements = ["A-B 100 te=10", "B-D 100 te=10", "A-C 20 te=50", "C-D 20 te=50"];
        var net = Net.Build(statements);
        await using var bench = await EngineBench.StartAsync(net);
        var pcc = await bench.PccAsync("10.0.0.1");
        var report = Said.Report(net, 1, "te", "A", "D", []) with { Attributes = new AttributeList { Metrics = [new MetricObject(MetricType.Te, 0)] } };
        await pcc.ReportAsync(report);
        var first = await FollowAsync(pcc, report);
        Assert.That(Hops(bench), Is.EqualTo("B-D"));
        await bench.FailAsync(net, "B-D");
        await FollowAsync(pcc, report);
        Assert.That(Hops(bench), Is.EqualTo("C-D"));
        await bench.FeedAsync(Net.Build(statements));
        await bench.Engine.SettleAsync();
        Assert.That(Said.Labels(pcc.Updates.Single().Ero), Is.EqualTo(first));
        Assert.That(Hops(bench), Is.EqualTo("B-D"));
    }

    private static string Hops(EngineBench bench) => string.Join('-', bench.Engine.Lsps.All.Single().Path!.Hops.Select(h => h.Node));

    [Test]
    public async Task Lsp_without_a_path_is_tried_again_when_a_change_may_help()
    {
        var net = Square();
        await using var bench = await EngineBench.StartAsync(net);
        var pcc = await bench.PccAsync("10.0.0.1");
        await DelegateAsync(pcc, net, 1, "A", "D", new AttributeList { Lspa = new LspaObject(0, 2, 0) });
        Assert.That(bench.Engine.Lsps.All.Single().Path, Is.Null);
        await bench.FeedAsync(Net.Build([.. EngineBench.Square, "set A-C 20 color=0x2", "set C-D 20 color=0x2"]));
        await bench.Engine.SettleAsync();
        Assert.That(pcc.Updates.Single().Ero!.Subobjects.Count, Is.GreaterThan(0));
        Assert.That(bench.Engine.Lsps.All.Single().Path!.Hops.Select(h => h.Node), Is.EqualTo(new[] { "C", "D" }));
    }

    [Test]
    public async Task Change_that_breaks_a_constraint_moves_the_lsp_though_packets_go_the_same_way()
    {
        var net = Square();
        await using var bench = await EngineBench.StartAsync(net);
        var pcc = await bench.PccAsync("10.0.0.1");
        await DelegateAsync(pcc, net, 1, "A", "D", new AttributeList { Lspa = new LspaObject(8, 0, 0) });
        await bench.FeedAsync(Net.Build([.. EngineBench.Square, "set A-B 10 color=0x8"]));
        await bench.Engine.SettleAsync();
        Assert.That(pcc.Updates, Has.Count.EqualTo(1));
        Assert.That(bench.Engine.Lsps.All.Single().Path!.Hops.Select(h => h.Node), Is.EqualTo(new[] { "C", "D" }));
    }

    [Test]
    public async Task Reported_list_that_goes_astray_is_said_to_drift_and_to_recover()
    {
        var net = Square();
        await using var bench = await EngineBench.StartAsync(net);
        var pcc = await bench.PccAsync("10.0.0.1");
        var adjacency = net.AdjacencyLabel("B-D").Value;
        using var cancel = new CancellationTokenSource();
        var events = bench.Engine.Watch(cancel.Token).GetAsyncEnumerator(cancel.Token);
        await pcc.ReportAsync(Said.Report(net, 1, "explicit", "A", "D", [net.NodeLabel("B", at: "A").Value, adjacency], LspFlags.Administrative));
        Assert.That(bench.Engine.Verification.Single().IsDrifted, Is.False);
        await bench.FailAsync(net, "B-D");
        var row = bench.Engine.Verification.Single();
        Assert.That((row.IsDrifted, row.Name, row.Trace.IsGood), Is.EqualTo((true, "explicit", false)));
        PceEvent? drift = null;
        while (drift is null && await events.MoveNextAsync())
            drift = events.Current.Kind == PceEventKind.Drift ? events.Current : null;
        Assert.That(drift!.Lsp, Is.EqualTo("explicit"));
        await bench.FeedAsync(Square());
        await bench.Engine.SettleAsync();
        Assert.That(bench.Engine.Verification.Single().IsDrifted, Is.False);
    }

    [Test]
    public async Task Update_after_a_change_says_how_long_it_took()
    {
        var net = Net.Build([.. EngineBench.Square, "set A-B 10 te=10", "set B-D 10 te=10"]);
        await using var bench = await EngineBench.StartAsync(net);
        var pcc = await bench.PccAsync("10.0.0.1");
        await DelegateAsync(pcc, net, 1, "A", "D", new AttributeList { Lspa = new LspaObject(8, 0, 0) });
        await bench.FeedAsync(Net.Build([.. EngineBench.Square, "set A-B 10 color=0x8"]));
        await bench.Engine.SettleAsync();
        Assert.That(bench.Engine.Lsps.All.Single().Updates[0].Latency, Is.Not.Null);
    }

    [Test]
    public async Task Booked_bandwidth_keeps_a_second_lsp_off_a_full_link()
    {
        var net = Net.Build("A-B 10 bw=1G", "B-D 10 bw=1G", "A-C 20 bw=1G", "C-D 20 bw=1G");
        await using var bench = await EngineBench.StartAsync(net);
        var pcc = await bench.PccAsync("10.0.0.1");
        var wide = new AttributeList { Bandwidth = new BandwidthObject(600e6f) };
        await DelegateAsync(pcc, net, 1, "A", "D", wide);
        await DelegateAsync(pcc, net, 2, "A", "D", wide);
        var paths = bench.Engine.Lsps.All.OrderBy(l => l.Plsp.Value).Select(l => string.Join('-', l.Path!.Hops.Select(h => h.Node)));
        Assert.That(paths, Is.EqualTo(new[] { "B-D", "C-D" }));
        await DelegateAsync(pcc, net, 3, "A", "D", wide);
        Assert.That(bench.Engine.Lsps.All.Single(l => l.Plsp.Value == 3).Path, Is.Null);
    }
}
