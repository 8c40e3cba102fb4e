using PceServer.Testing;
using PceServer.Topology;

namespace PceServer.Forwarding.Tests.Walking;

public sealed class ConformanceTests
{
    private static readonly string[] Diamond =
    [
        "A-B 10 te=1 delay=100 var=3 loss=1000 color=0 srlg=7 bw=1000", "B-D 10 te=2 delay=200 var=4 loss=2000 color=0,1 bw=1000",
        "A-C 10 te=5 delay=10 var=1 loss=10 color=0,1 bw=1000", "C-D 10 te=5 delay=20 var=1 loss=20 color=0,1 bw=400", "D-E 10 te=1 delay=5 var=1 loss=5 color=0 bw=2000",
    ];

    private static Trace Trace(PathConstraints constraints, string to = "E", params uint[] labels)
    {
        var net = Net.Build(Diamond);
        uint[] stack = labels.Length > 0 ? labels : [net.NodeLabel(to, "A").Value];
        return new ForwardingSimulator(net.Snapshot).Trace(net.Request("A", to, stack) with { Constraints = constraints });
    }

    private static PathConstraints Bound(PathMetric metric, ulong maximum) => new() { Bounds = [new MetricBound(metric, maximum)] };

    [TestCase(PathMetric.Igp, 30ul, "IGP metric is 30")]
    [TestCase(PathMetric.Te, 11ul, "TE metric is 11")]
    [TestCase(PathMetric.Hops, 3ul, "hop count is 3")]
    [TestCase(PathMetric.Delay, 305ul, "delay is 305")]
    [TestCase(PathMetric.DelayVariation, 8ul, "delay variation is 8")]
    [TestCase(PathMetric.Loss, 3005ul, "loss is 3005")]
    public void Bound_holds_on_the_worst_branch(PathMetric metric, ulong worst, string sentence)
    {
        Assert.That(Trace(Bound(metric, worst)).IsGood);
        var over = Trace(Bound(metric, worst - 1));
        Assert.That((over.Verdict, over.Reason), Is.EqualTo((TraceVerdict.ViolatesConstraints, $"The path's {sentence}, above the bound of {worst - 1}.")));
    }

    [Test]
    public void Bound_on_the_number_of_sids_counts_the_labels()
    {
        Assert.That(Trace(Bound(PathMetric.SidDepth, 1)).IsGood);
        Assert.That(Trace(Bound(PathMetric.SidDepth, 0)).Verdict, Is.EqualTo(TraceVerdict.ViolatesConstraints));
    }

    [Test]
    public void Bound_on_a_metric_that_a_link_does_not_announce_is_violated()
    {
        var net = Net.Build("A-B 10");
        var trace = new ForwardingSimulator(net.Snapshot).Trace(net.Request("A", "B", 16002) with { Constraints = Bound(PathMetric.Delay, 1_000_000) });
        Assert.That((trace.Verdict, trace.Reason), Is.EqualTo((TraceVerdict.ViolatesConstraints, "The path crosses the link A - B, which announces no delay.")));
    }

    [TestCase("exclude", 2u, "The path crosses the link A - C, whose colours 0x3 are excluded by 0x2.")]
    [TestCase("any", 2u, "The path crosses the link A - B, whose colours 0x1 have none of 0x2.")]
    [TestCase("all", 3u, "The path crosses the link A - B, whose colours 0x1 lack some of 0x3.")]
    [TestCase("any", 1u, "")]
    [TestCase("all", 1u, "")]
    [TestCase("exclude", 4u, "")]
    public void Colours_hold_on_every_link_of_every_branch(string kind, uint colors, string reason)
    {
        var trace = Trace(new PathConstraints
        {
            ExcludeAny = kind == "exclude" ? colors : 0u,
            IncludeAny = kind == "any" ? colors : 0u,
            IncludeAll = kind == "all" ? colors : 0u,
        });
        Assert.That((trace.IsGood, trace.Reason), Is.EqualTo((reason.Length == 0, reason)));
    }

    [TestCase(800ul, "")]
    [TestCase(801ul, "The path needs 400 bytes/s on the link C - D, which has 400 left.")]
    public void Bandwidth_is_split_over_branches(ulong demand, string reason)
    {
        var trace = Trace(new PathConstraints { BandwidthBytesPerSecond = demand });
        Assert.That(trace.IsGood, Is.EqualTo(reason.Length == 0), trace.Reason);
        if (reason.Length > 0)
            Assert.That(trace.Reason, Does.StartWith("The path needs").And.EndsWith("bytes/s on the link C - D, which has 400 left."));
    }

    [Test]
    public void Bandwidth_that_others_have_booked_is_not_there_and_ones_own_is()
    {
        var net = Net.Build("A-B 10 bw=1000");
        var booked = NetworkOverlay.Empty.BookedBandwidth.Add(net.LinkKey("A-B"), 900);
        var simulator = new ForwardingSimulator(net.Snapshot, new NetworkOverlay { BookedBandwidth = booked });
        var request = net.Request("A", "B", 16002) with { Constraints = new PathConstraints { BandwidthBytesPerSecond = 200 } };
        Assert.That(simulator.Trace(request).Reason, Is.EqualTo("The path needs 200 bytes/s on the link A - B, which has 100 left."));
        Assert.That(simulator.Trace(request with { OwnBookings = NetworkOverlay.Empty.BookedBandwidth.Add(net.LinkKey("A-B"), 200) }).IsGood);
    }

    [Test]
    public void Bandwidth_is_read_at_the_setup_priority()
    {
        var net = Net.Build("A-B 10 bw=1000 unreserved=900,800,700,600,500,400,300,200");
        var simulator = new ForwardingSimulator(net.Snapshot);
        bool Fits(ulong demand, byte priority) => simulator.Trace(net.Request("A", "B", 16002) with
        {
            Constraints = new PathConstraints { BandwidthBytesPerSecond = demand, SetupPriority = priority },
        }).IsGood;
        Assert.That((Fits(900, 0), Fits(900, 1), Fits(200, 7), Fits(201, 7)), Is.EqualTo((true, false, true, false)));
    }

    [Test]
    public void Excluded_elements_are_found_on_every_branch()
    {
        var net = Net.Build(Diamond);
        var elements = new Dictionary<string, NetworkElement>
        {
            ["node"] = new() { Node = net.Address("C") },
            ["link"] = new() { Link = net.Snapshot[net.Edge("C-D")].Key.RemoteAddress },
            ["srlg"] = new() { Srlg = 7 },
        };
        foreach (var (_, element) in elements)
        {
            Assert.That(Trace(new PathConstraints { Exclusions = [new Exclusion(element)] }).Verdict, Is.EqualTo(TraceVerdict.ViolatesConstraints), element.ToString());
            Assert.That(Trace(new PathConstraints { Exclusions = [new Exclusion(element, IsSoft: true)] }).IsGood, element.ToString());
        }
        Assert.That(Trace(new PathConstraints { Exclusions = [new Exclusion(new NetworkElement { Srlg = 8 })] }).IsGood);
    }

    [Test]
    public void Included_elements_are_passed_in_order_on_every_branch()
    {
        var net = Net.Build("A-B 10", "B-C 10", "C-D 10", "D-E 10", "A-F 20", "F-C 20");
        Inclusion Loose(string node) => new(new NetworkElement { Node = net.Address(node) });
        Inclusion Strict(string node) => new(new NetworkElement { Node = net.Address(node) }, IsLoose: false);
        bool Passes(params Inclusion[] wanted) => new ForwardingSimulator(net.Snapshot)
            .Trace(net.Request("A", "E", net.NodeLabel("E", "A").Value) with { Constraints = new PathConstraints { Inclusions = [.. wanted] } }).IsGood;
        Assert.That(Passes(Loose("B"), Loose("D")));
        Assert.That(Passes(Loose("D"), Loose("B")), Is.False);
        Assert.That(Passes(Loose("F")), Is.False);
        Assert.That(Passes(Loose("B"), Strict("C")));
        Assert.That(Passes(Loose("B"), Strict("D")), Is.False);
        Assert.That(Passes(Strict("B"), Strict("C"), Loose("E")));
        Assert.That(Passes(Strict("C")), Is.False);
        Assert.That(Passes(new Inclusion(new NetworkElement { Link = net.Snapshot[net.Edge("C-D")].Key.LocalAddress })));
    }

    [Test]
    public void Protection_wish_is_held_against_the_flags_of_adjacency_sids()
    {
        var net = Net.Build("A-B 10 backup", "B-C 10");
        Trace With(ProtectionWish wish, string link) => new ForwardingSimulator(net.Snapshot).Trace(
            net.Request(link[..1], link[2..], net.AdjacencyLabel(link).Value) with { Constraints = new PathConstraints { Protection = wish } });
        Assert.That(With(ProtectionWish.UnprotectedMandatory, "A-B").Verdict, Is.EqualTo(TraceVerdict.ViolatesConstraints));
        Assert.That(With(ProtectionWish.ProtectedMandatory, "A-B").IsGood);
        Assert.That(With(ProtectionWish.ProtectedMandatory, "B-C").Verdict, Is.EqualTo(TraceVerdict.ViolatesConstraints));
        Assert.That(With(ProtectionWish.UnprotectedMandatory, "B-C").IsGood);
    }

    [Test]
    public void Flexible_algorithm_sids_stay_among_its_nodes_and_others_violate_the_constraint()
    {
        var net = Net.Build("A-B 10", "B-C 10", "A-D 50", "D-C 50", "node A algo=128 sid128=101", "node C algo=128 sid128=103", "node D algo=128 sid128=104");
        var constraints = new PathConstraints { Algorithm = 128 };
        var simulator = new ForwardingSimulator(net.Snapshot);
        var trace = simulator.Trace(net.Request("A", "C", 16103) with { Constraints = constraints });
        Assert.That(net.Names(trace.Edges), Is.EqualTo("A-D-C"), trace.Reason);
        Assert.That(trace.IsGood);
        var other = simulator.Trace(net.Request("A", "C", net.NodeLabel("C", "A").Value) with { Constraints = constraints });
        Assert.That(other.Verdict, Is.EqualTo(TraceVerdict.ViolatesConstraints));
    }
}
