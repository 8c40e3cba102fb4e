using System.Collections.Immutable;
using PceServer.PathComputation.Tests.Oracles;
using PceServer.Testing;
using PceServer.Topology;

namespace PceServer.PathComputation.Tests;

/// <summary>Constraints that the random networks do not draw, each on a network of two ways.</summary>
public sealed class ConstraintTests
{
    [Test]
    public void Loss_of_links_in_a_row_is_not_their_plain_sum()
    {
        // A third of the packets is lost on each of two links: five ninths in all, not two thirds.
        var net = Net.Build("S-A 1 loss=11111111", "A-T 1 loss=11111111", "S-B 9 loss=0", "B-T 9 loss=0");
        Assert.Multiple(() =>
        {
            Assert.That(Way(net, Bound(PathMetric.Loss, 18_518_519)), Is.EqualTo("S-A-T"));
            Assert.That(Way(net, Bound(PathMetric.Loss, 18_518_517)), Is.EqualTo("S-B-T"));
        });
    }

    [Test]
    public void Delay_variation_is_bounded_and_a_link_that_does_not_tell_is_not_used()
    {
        var net = Net.Build("S-A 1 var=5", "A-T 1 var=5", "S-B 9 var=1", "B-T 9 var=1", "S-T 1");
        Assert.Multiple(() =>
        {
            Assert.That(Way(net, Bound(PathMetric.DelayVariation, 10)), Is.EqualTo("S-A-T"));
            Assert.That(Way(net, Bound(PathMetric.DelayVariation, 9)), Is.EqualTo("S-B-T"));
        });
    }

    [Test]
    public void Extended_colours_are_excluded_and_included()
    {
        var net = Net.Build("S-A 1 color=200", "A-T 1 color=200", "S-B 9 color=70", "B-T 9 color=70");
        var (high, low) = (new AdminGroup(0, 0, 0, 1UL << 8), new AdminGroup(0, 1UL << 6));
        Assert.Multiple(() =>
        {
            Assert.That(Way(net, new PathConstraints { ExcludeAny = high }), Is.EqualTo("S-B-T"));
            Assert.That(Way(net, new PathConstraints { IncludeAll = low }), Is.EqualTo("S-B-T"));
            Assert.That(Way(net, new PathConstraints { IncludeAny = high }), Is.EqualTo("S-A-T"));
        });
    }

    [Test]
    public void Unnumbered_link_and_autonomous_system_are_excluded()
    {
        var net = Net.Build("S-A 1 unnumbered", "A-T 1", "S-B 9", "B-T 9");
        var identifier = net.Snapshot[net.Edge("S-A")].Key.LocalIdentifier;
        // A's IGP does not tell its AS; its BGP identity does.
        var other = Net.Build("S-A 1", "A-T 1", "S-B 9", "B-T 9");
        other.Builder.Apply(new NodeChange("peers", new NodeKey(LinkStateProtocol.Bgp, 0, 65001, 0, 0, default, (uint)other.Address("A").Low), NodeAttributes.None));
        other.Builder.Flush();
        Assert.Multiple(() =>
        {
            Assert.That(Way(net, Excluding(new NetworkElement { UnnumberedLink = (net.Address("S"), identifier) })), Is.EqualTo("S-B-T"));
            Assert.That(Way(other, Excluding(new NetworkElement { AutonomousSystem = 65001 })), Is.EqualTo("S-B-T"));
        });
    }

    [Test]
    public void Booked_bandwidth_is_taken_off_what_is_unreserved_at_the_priority()
    {
        var net = Net.Build("S-A 1 unreserved=9k,9k,9k,9k,9k,9k,9k,4k", "A-T 1 bw=9k", "S-B 9 bw=9k", "B-T 9 bw=9k");
        var demand = new PathConstraints { BandwidthBytesPerSecond = 5_000, SetupPriority = 0 };
        var overlay = new NetworkOverlay { BookedBandwidth = ImmutableDictionary<LinkKey, ulong>.Empty.Add(net.LinkKey("A-T"), 4_001) };
        Assert.Multiple(() =>
        {
            Assert.That(Way(net, demand), Is.EqualTo("S-A-T"));
            Assert.That(Way(net, demand with { SetupPriority = 7 }), Is.EqualTo("S-B-T"));
            Assert.That(Way(net, demand, overlay), Is.EqualTo("S-B-T"));
        });
    }

    [Test]
    public void Scope_keeps_a_path_in_its_area()
    {
        var net = Net.Build("S-A 1", "A-T 1", "S-B 9", "B-T 9");
        var request = new PathRequest(net["S"], net["T"]);
        Assert.Multiple(() =>
        {
            Assert.That(PathComputer.Compute(net.Snapshot, request with { Scope = new DomainScope(LinkStateProtocol.IsisLevel2, 0) }), Is.InstanceOf<PathResult.Found>());
            Assert.That(PathComputer.Compute(net.Snapshot, request with { Scope = new DomainScope(LinkStateProtocol.Ospfv2) }), Is.InstanceOf<PathResult.NotFound>());
        });
    }

    [Test]
    public void Lan_is_crossed_by_the_adjacency_sid_of_the_neighbour_wanted()
    {
        var net = Net.Build("lan L S A T 10 delay=1", "S-X 1 delay=50", "X-T 1 delay=50", "X-A 1 delay=50");
        var way = net.LinkKey("S-L");
        var attributes = net.Snapshot[net.Edge("S-L")].Attributes with
        {
            AdjacencySids = [new AdjacencySid(24901, true, 0, 0, net.NodeKey("A").RouterId), new AdjacencySid(24902, true, 0, 0, net.NodeKey("T").RouterId)],
        };
        net.Builder.Apply(new LinkChange("net", way, attributes));
        net.Builder.Flush();
        var request = new PathRequest(net["S"], net["T"]) { Objective = PathMetric.Delay };
        var path = ((PathResult.Found)PathComputer.Compute(net.Snapshot, request)).Path;
        Assert.That(path.Segments.Labels, Is.EqualTo(new[] { new Label(24902) }));
        Assert.That(path.Metrics, Does.Contain(new MetricValue(PathMetric.Hops, 1)));
        Walked.Check(net, request, path, "LAN");
    }

    private static PathConstraints Bound(PathMetric metric, ulong most) => new() { Bounds = [new MetricBound(metric, most)] };

    private static PathConstraints Excluding(NetworkElement element) => new() { Exclusions = [new Exclusion(element)] };

    private static string Way(Net net, PathConstraints constraints, NetworkOverlay? overlay = null)
    {
        var request = new PathRequest(net["S"], net["T"]) { Constraints = constraints };
        if (PathComputer.Compute(net.Snapshot, request, overlay) is not PathResult.Found(var path))
            return "none";
        Walked.Check(net, request, path, net.Names(path.Edges), overlay);
        return net.Names(path.Edges);
    }
}
