using PceServer.Pcep;
using PceServer.Testing;
using PceServer.Wire;

namespace PceServer.Engine.Tests.Sessions;

/// <summary>Two routers, A and X, with an LSP to D each; alone, both would cross B-D.</summary>
public sealed class DisjointGroupTests
{
    private static readonly string[] s_words = ["A-B 10", "X-B 10", "B-D 10", "A-C 20", "X-C 20", "C-D 20"];

    private static AssociationObject Group(DisjointnessFlags flags, ushort id = 7, bool hasConfiguration = true) =>
        new(AssociationType.Disjoint, new AssociationId(id), new WireAddress(0, 0xC0000201, false))
        {
            Tlvs = hasConfiguration ? [new DisjointnessConfiguration(flags)] : [],
        };

    private static StateReport Report(Net net, uint plsp, string from, AssociationObject group, uint[]? labels = null) =>
        Said.Report(net, plsp, $"{from}{plsp}", from, "D", labels ?? []) with { Associations = [group] };

    private static string Way(EngineBench bench, Net net, string from, UpdateRequest update) => string.Join('-', bench.Engine.Trace(
        bench.Engine.Topology, net[from], [.. Said.Labels(update.Ero).Select(label => new Topology.Label(label))], net["D"]).Hops.Select(hop => hop.Node));

    private static DisjointnessFlags? Status(UpdateRequest update) => update.Associations[0].Tlv<DisjointnessStatus>()?.Flags;

    private static async Task<(EngineBench Bench, FakePcc A, FakePcc X)> UpAsync(Net net)
    {
        var bench = await EngineBench.StartAsync(net);
        var a = await bench.PccAsync(net.Address("A").ToString());
        return (bench, a, await bench.PccAsync(net.Address("X").ToString()));
    }

    [Test]
    public async Task Lsps_of_two_routers_in_one_group_keep_apart_and_are_told_the_level()
    {
        var net = Net.Build(s_words);
        var (bench, a, x) = await UpAsync(net);
        await using var _ = bench;
        await a.ReportAsync(Report(net, 1, "A", Group(DisjointnessFlags.LinkDiverse)));
        Assert.That(Way(bench, net, "A", a.Updates[^1]), Is.EqualTo("A-B-D"));
        await x.ReportAsync(Report(net, 1, "X", Group(DisjointnessFlags.LinkDiverse)));
        await bench.Engine.SettleAsync();
        var ways = new[] { Way(bench, net, "A", a.Updates[^1]), Way(bench, net, "X", x.Updates[^1]) };
        Assert.That(ways.Select(way => way[2]), Is.EquivalentTo("BC"));
        Assert.That(new[] { Status(a.Updates[^1]), Status(x.Updates[^1]) }, Is.All.EqualTo(DisjointnessFlags.LinkDiverse));
    }

    [Test]
    public async Task Lsp_with_the_p_flag_has_its_best_path_and_the_other_avoids_it()
    {
        var net = Net.Build(s_words);
        var (bench, a, x) = await UpAsync(net);
        await using var _ = bench;
        await a.ReportAsync(Report(net, 1, "A", Group(DisjointnessFlags.LinkDiverse)));
        await x.ReportAsync(Report(net, 1, "X", Group(DisjointnessFlags.LinkDiverse | DisjointnessFlags.ShortestPath)));
        await bench.Engine.SettleAsync();
        Assert.That(Way(bench, net, "X", x.Updates[^1]), Is.EqualTo("X-B-D"));
        Assert.That(Way(bench, net, "A", a.Updates[^1]), Is.EqualTo("A-C-D"));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Lost_disjointness_takes_the_paths_where_it_is_strict_and_is_reported_where_not(bool strict)
    {
        var net = Net.Build(s_words);
        var (bench, a, x) = await UpAsync(net);
        await using var _ = bench;
        var flags = DisjointnessFlags.LinkDiverse | (strict ? DisjointnessFlags.Strict : 0);
        await a.ReportAsync(Report(net, 1, "A", Group(flags)));
        await x.ReportAsync(Report(net, 1, "X", Group(flags)));
        await bench.FailAsync(net, "C-D");
        await bench.Engine.SettleAsync();
        foreach (var update in new[] { a.Updates[^1], x.Updates[^1] })
        {
            Assert.That(update.Ero!.Subobjects.Count == 0, Is.EqualTo(strict));
            Assert.That(Status(update), Is.EqualTo(strict ? (DisjointnessFlags?)null : DisjointnessFlags.None));
        }
    }

    [Test]
    public async Task Member_that_leaves_gives_the_other_its_best_path_back()
    {
        var net = Net.Build(s_words);
        var (bench, a, x) = await UpAsync(net);
        await using var _ = bench;
        await a.ReportAsync(Report(net, 1, "A", Group(DisjointnessFlags.LinkDiverse)));
        await x.ReportAsync(Report(net, 1, "X", Group(DisjointnessFlags.LinkDiverse | DisjointnessFlags.ShortestPath)));
        await bench.Engine.SettleAsync();
        await x.ReportAsync(Report(net, 1, "X", Group(DisjointnessFlags.None) with { Flags = AssociationFlags.Removal }));
        await bench.Engine.SettleAsync();
        Assert.That(Way(bench, net, "A", a.Updates[^1]), Is.EqualTo("A-B-D"));
    }

    [Test]
    public async Task Group_that_an_lsp_cannot_be_in_earns_its_error()
    {
        var net = Net.Build(s_words);
        var (bench, a, x) = await UpAsync(net);
        await using var _ = bench;
        await a.ReportAsync(Report(net, 1, "A", Group(DisjointnessFlags.LinkDiverse)));
        await x.ReportAsync(Report(net, 1, "X", Group(DisjointnessFlags.NodeDiverse)));
        await x.ReportAsync(Report(net, 2, "X", Group(DisjointnessFlags.None, hasConfiguration: false)));
        await a.ReportAsync(Report(net, 1, "A", Group(DisjointnessFlags.LinkDiverse, id: 8)));
        await x.ReportAsync(Report(net, 3, "X", Group(DisjointnessFlags.LinkDiverse) with
        {
            Tlvs = [new DisjointnessConfiguration(DisjointnessFlags.LinkDiverse), new OfList([ObjectiveFunction.MinimumCostPath])],
        }));
        Assert.That(x.Errors, Is.EqualTo(new[] { "26/6", "6/15", "10/32" }));
        Assert.That(a.Errors, Is.EqualTo(new[] { "26/7" }));
    }

    [Test]
    public async Task Of_two_that_contradict_each_other_at_the_same_moment_exactly_one_is_turned_away()
    {
        var net = Net.Build(s_words);
        var (bench, a, x) = await UpAsync(net);
        await using var _ = bench;
        for (uint round = 1; round <= 50; round++)
        {
            var (start, id) = (new Barrier(2), (ushort)round);
            await Task.WhenAll(
                Task.Run(() => At(start, a, Report(net, round, "A", Group(DisjointnessFlags.LinkDiverse, id)))),
                Task.Run(() => At(start, x, Report(net, round, "X", Group(DisjointnessFlags.NodeDiverse, id)))));
            Assert.That(a.Errors.Concat(x.Errors), Is.EqualTo(Enumerable.Repeat("26/6", (int)round)));
            var members = bench.Engine.Lsps.All.Where(lsp => lsp.Group?.Group.Id == id).ToArray();
            Assert.That(members, Has.Length.EqualTo(1), "who is turned away is in no group");
        }

        static Task At(Barrier start, FakePcc pcc, StateReport report)
        {
            start.SignalAndWait();
            return pcc.ReportAsync(report);
        }
    }

    [Test]
    public async Task Strict_group_turns_away_whom_it_has_no_room_for_and_takes_it_when_there_is()
    {
        var net = Net.Build("A-B 10", "X-B 10", "B-D 10", "A-C 20", "X-C 20");
        var (bench, a, x) = await UpAsync(net);
        await using var _ = bench;
        var flags = DisjointnessFlags.LinkDiverse | DisjointnessFlags.Strict;
        await a.ReportAsync(Report(net, 1, "A", Group(flags)));
        Assert.That(Way(bench, net, "A", a.Updates[^1]), Is.EqualTo("A-B-D"));
        a.Forget();
        await x.ReportAsync(Report(net, 1, "X", Group(flags)));
        await bench.Engine.SettleAsync();
        Assert.That((x.Errors.Single(), x.Updates, a.Sent), Is.EqualTo(("26/7", Array.Empty<UpdateRequest>(), Array.Empty<PcepMessage>())));
        Assert.That(x.Last<PcErr>().Groups[0].Lsps[0].PlspId.Value, Is.EqualTo(1u));
        net.Apply("C-D 20");
        await bench.FeedAsync(net);
        await bench.Engine.SettleAsync();
        await bench.Engine.SettleAsync();
        Assert.That(Way(bench, net, "X", x.Updates[^1])[2], Is.EqualTo('C'));
        Assert.That(x.Errors, Has.Count.EqualTo(1));
    }

    [TestCase(ObjectiveFunction.MinimizeSharedLinks, "A-B-D")]
    [TestCase(ObjectiveFunction.MinimizeSharedNodes, "A-C-D")]
    public async Task Group_that_is_relaxed_shares_the_fewest_of_what_its_function_counts(ObjectiveFunction function, string way)
    {
        // X reaches D over B alone, by two links. A shares B with it, by other links, or goes over C and shares the link C-D of the first half.
        var net = Net.Build("X-B 10", "B-C 10", "C-D 10", "B-D 100", "A-B 10", "A-C 30");
        var (bench, a, x) = await UpAsync(net);
        await using var _ = bench;
        await x.ReportAsync(Report(net, 1, "X", With(DisjointnessFlags.ShortestPath)));
        await a.ReportAsync(Report(net, 1, "A", With(0)));
        await bench.Engine.SettleAsync();
        Assert.That(Way(bench, net, "X", x.Updates[^1]), Is.EqualTo("X-B-C-D"));
        Assert.That(Way(bench, net, "A", a.Updates[^1]), Is.EqualTo(way));
        Assert.That(a.Updates[^1].Associations[0].Tlv<OfList>()!.Codes[0], Is.EqualTo(function));

        AssociationObject With(DisjointnessFlags more) => Group(0) with
        {
            Tlvs = [new DisjointnessConfiguration(DisjointnessFlags.LinkDiverse | DisjointnessFlags.NodeDiverse | more), new OfList([function])],
        };
    }

    [Test]
    public async Task Requests_of_a_group_are_answered_apart_from_each_other_and_from_its_lsps()
    {
        var net = Net.Build([.. s_words, "A-D 100"]);
        var (bench, a, x) = await UpAsync(net);
        await using var _ = bench;
        var flags = DisjointnessFlags.LinkDiverse | DisjointnessFlags.Strict;
        await x.ReportAsync(Report(net, 1, "X", Group(flags)));
        await a.SayAsync(new PcReq([Asked(1), Asked(2)]));
        var reply = a.All<PcRep>().Single();
        Assert.That(reply.Responses.Select(r => r.Associations[0].Tlv<DisjointnessStatus>()!.Flags), Is.All.EqualTo(DisjointnessFlags.LinkDiverse));
        await a.SayAsync(new PcReq([Asked(3), Asked(4), Asked(5)]));
        Assert.That(a.Last<PcRep>().Responses.Select(r => r.NoPath?.Reasons), Is.All.EqualTo(NoPathReasons.DisjointPathNotFound));

        PathComputationRequest Asked(uint id) => Said.Request(net, id, "A", "D") with { Associations = [Said.Must(Group(flags))] };
    }
}
