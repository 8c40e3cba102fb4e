using PceServer.Engine.Lsps;
using PceServer.Pcep;
using PceServer.Testing;

namespace PceServer.Engine.Tests.Sessions;

/// <summary>Lists that a router refuses or cannot bring up: the next one at once, the same one after a while (RFC 8231 §6.2, §7.3.3).</summary>
public sealed class FailedListTests
{
    private static readonly Net s_net = Net.Build(EngineBench.Square);

    private static async Task<(FakePcc Pcc, EngineBench Bench)> DelegatedAsync(Net? net = null)
    {
        var bench = await EngineBench.StartAsync(net ?? s_net);
        var pcc = await bench.PccAsync("10.0.0.1");
        await pcc.ReportAsync(Said.Report(net ?? s_net, 1, "x", "A", "D", []));
        return (pcc, bench);
    }

    private static PcErr Error(uint srp, PcepErrorCode error) => new([new ErrorGroup([new PcepErrorObject(error)]) { Srps = [new SrpObject(new SrpId(srp))] }]);

    private static string Way(EngineBench bench, UpdateRequest update) => string.Join('-', bench.Engine.Trace(
        bench.Engine.Topology, s_net["A"], [.. Said.Labels(update.Ero).Select(label => new Topology.Label(label))], s_net["D"]).Hops.Select(hop => hop.Node));

    private static uint Srp(UpdateRequest update) => update.Srp!.SrpId.Value;

    // A session lives only as long as it hears something.
    private static async Task WaitAsync(EngineBench bench, FakePcc pcc, double seconds)
    {
        for (var left = seconds; left > 0; left -= 10)
        {
            bench.Time.Advance(TimeSpan.FromSeconds(Math.Min(left, 10)));
            await pcc.SayAsync(new Keepalive());
        }
    }

    [Test]
    public async Task Refused_list_is_followed_by_the_next_one_and_tried_again_after_a_while_that_doubles()
    {
        var (pcc, bench) = await DelegatedAsync();
        await using var _ = bench;
        await pcc.SayAsync(Error(Srp(pcc.Updates[^1]), PcepErrors.TooManySrSubobjects));
        Assert.That(pcc.Updates.Select(update => Way(bench, update)), Is.EqualTo(new[] { "A-B-D", "A-C-D" }));
        await pcc.SayAsync(Error(Srp(pcc.Updates[^1]), PcepErrors.BadLabel));
        Assert.That(pcc.Updates, Has.Count.EqualTo(2), "no list is left");
        Assert.That(bench.Engine.Lsps.All.Single().Why, Does.Contain("the router would not have it"));
        await WaitAsync(bench, pcc, 20);
        Assert.That(pcc.Updates.Skip(2).Select(update => Way(bench, update)), Is.EqualTo(new[] { "A-B-D" }));
        await pcc.SayAsync(Error(Srp(pcc.Updates[^1]), PcepErrors.BadLabel));
        Assert.That(Way(bench, pcc.Updates[^1]), Is.EqualTo("A-C-D"), "its time is over too");
        await pcc.SayAsync(Error(Srp(pcc.Updates[^1]), PcepErrors.BadLabel));
        var sent = pcc.Updates.Count;
        await WaitAsync(bench, pcc, 10);
        Assert.That(pcc.Updates, Has.Count.EqualTo(sent), "twice as long now");
        Assert.That(bench.Engine.Lsps.All.Single().Failed.Select(list => list.Times), Is.All.EqualTo(2));
    }

    [Test]
    public async Task Lsp_that_is_up_on_another_list_stays_there()
    {
        var (pcc, bench) = await DelegatedAsync();
        await using var _ = bench;
        await pcc.SayAsync(Error(Srp(pcc.Updates[^1]), PcepErrors.BadLabel));
        await pcc.ReportAsync(Said.Report(s_net, 1, "x", "A", "D", Said.Labels(pcc.Updates[^1].Ero), srp: Srp(pcc.Updates[^1])));
        await WaitAsync(bench, pcc, 60);
        Assert.That(pcc.Updates, Has.Count.EqualTo(2));
        Assert.That(bench.Engine.Lsps.All.Single().State, Is.EqualTo(LspState.Up));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Lsp_that_is_down_on_its_list_gets_the_next_one_unless_it_was_shut(bool isShut)
    {
        var (pcc, bench) = await DelegatedAsync();
        await using var _ = bench;
        var update = pcc.Updates[^1];
        var report = Said.Report(s_net, 1, "x", "A", "D", Said.Labels(update.Ero), isShut ? LspFlags.Delegate : Said.Delegated, Srp(update));
        await pcc.ReportAsync(report with { Lsp = report.Lsp with { Operational = OperationalState.Down } });
        await WaitAsync(bench, pcc, 20);
        Assert.That(pcc.Updates, Has.Count.EqualTo(1));
        await WaitAsync(bench, pcc, 20);
        Assert.That(pcc.Updates.Skip(1).Select(u => Way(bench, u)), Is.EqualTo(isShut ? Array.Empty<string>() : ["A-C-D"]));
    }

    [TestCase(LspError.UnacceptableParameters, "A-C-D")]
    [TestCase(LspError.TooManyPendingUpdates, null)]
    [TestCase(LspError.AdministrativelyBroughtDown, null)]
    public async Task Error_in_a_report_counts_as_a_refusal_where_it_is_about_the_list(LspError error, string? next)
    {
        var (pcc, bench) = await DelegatedAsync();
        await using var _ = bench;
        var update = pcc.Updates[^1];
        var report = Said.Report(s_net, 1, "x", "A", "D", [], srp: Srp(update));
        await pcc.ReportAsync(report with { Lsp = report.Lsp with { Tlvs = [.. report.Lsp.Tlvs, new LspErrorCode(error)] } });
        Assert.That(pcc.Updates.Skip(1).Select(u => Way(bench, u)), Is.EqualTo(next is null ? Array.Empty<string>() : [next]));
        if (error != LspError.TooManyPendingUpdates)
            return;
        await WaitAsync(bench, pcc, 20);
        Assert.That(pcc.Updates.Skip(1).Select(u => Way(bench, u)), Is.EqualTo(new[] { "A-B-D" }), "the same one, later");
    }

    [TestCase(1)]
    [TestCase(3)]
    public async Task Lsp_that_the_router_says_is_not_ours_is_left_alone(int value)
    {
        var net = Net.Build(EngineBench.Square);
        var (pcc, bench) = await DelegatedAsync(net);
        await using var _ = bench;
        await pcc.SayAsync(Error(Srp(pcc.Updates[^1]), new PcepErrorCode(19, (byte)value)));
        Assert.That(bench.Engine.Lsps.All.Single().IsDelegated, Is.False);
        await bench.FailAsync(net, "A-B");
        Assert.That(pcc.Updates, Has.Count.EqualTo(1));
    }
}
