using PceServer.PathComputation.Tests.Oracles;
using PceServer.Testing;
using PceServer.Topology;

namespace PceServer.PathComputation.Tests;

/// <summary>Kinds of segments and endpoints other than plain nodes and links.</summary>
public sealed class SegmentKindTests
{
    [Test]
    public void Anycast_set_is_reached_at_its_nearest_member()
    {
        var net = Net.Build("S-A 10", "A-B 10", "S-C 30", "anycast 10.9.9.9 sid=90 B C", "node S");
        var request = PathRequest.To(net.Snapshot, net["S"], IpPrefix.Host(IpAddress.Parse("10.9.9.9")))!;
        var path = Found(net, request);
        Assert.Multiple(() =>
        {
            Assert.That(net.Names(path.Edges), Is.EqualTo("S-A-B"));
            Assert.That(path.Segments.Segments.Select(s => (s.Kind, s.Label)), Is.EqualTo(new[] { (SegmentKind.Anycast, new Label(16090)) }));
            Assert.That(path.Segments.Segments[0].Reason, Does.Contain("should it fail, the segment leads to C"));
        });
        Walked.Check(net, request with { Destination = net["B"] }, path, "anycast");
    }

    [Test]
    public void Anycast_member_that_is_not_the_nearest_gets_its_own_sid()
    {
        var net = Net.Build("S-A 10 delay=50", "A-B 10 delay=50", "S-C 30 delay=5", "anycast 10.9.9.9 sid=90 B C");
        var request = PathRequest.To(net.Snapshot, net["S"], IpPrefix.Host(IpAddress.Parse("10.9.9.9")))! with { Objective = PathMetric.Delay };
        var path = Found(net, request);
        Assert.That(path.Segments.Segments.Select(s => (s.Kind, net.Name(s.Node))), Is.EqualTo(new[] { (SegmentKind.Node, "C") }));
        Walked.Check(net, request with { Destination = net["C"] }, path, "anycast");
    }

    [Test]
    public void Nearest_of_several_destinations_is_taken()
    {
        var net = Net.Build("S-A 10", "A-B 10", "S-C 15");
        var request = new PathRequest(net["S"], net["B"]) { FurtherDestinations = [net["C"]] };
        Assert.That(PathComputer.Candidates(net.Snapshot, request).Select(p => net.Names(p.Edges)), Is.EqualTo(new[] { "S-C", "S-A-B" }));
    }

    [Test]
    public void Binding_sid_saves_labels_where_the_stack_is_too_short()
    {
        // The long way round needs a label for every hop; another LSP covers the middle.
        var net = Net.Build("S-A 1", "A-B 50", "B-C 50", "C-T 50", "A-T 1", "A-C 1", "B-T 1", "S-T 100 color=0x1");
        var keep = new PathConstraints
        {
            MaximumSids = 3,
            Inclusions = [.. new[] { "A", "B", "C" }.Select(n => new Inclusion(new NetworkElement { Node = net.Address(n) }))],
        };
        var overlay = new NetworkOverlay
        {
            BindingSids = [new BindingSid(net.NodeKey("A"), new Label(80001), [net.AdjacencyLabel("A-B"), net.AdjacencyLabel("B-C")], "middle")],
        };
        var request = new PathRequest(net["S"], net["T"]) { Constraints = keep, Branches = BranchMode.SinglePath };
        Assert.That(PathComputer.Compute(net.Snapshot, request, overlay), Is.InstanceOf<PathResult.NotFound>());
        var path = Found(net, request with { UsesBindingSids = true }, overlay);
        Assert.Multiple(() =>
        {
            Assert.That(net.Names(path.Edges), Is.EqualTo("S-A-B-C-T"));
            Assert.That(path.Segments.Segments.Select(s => s.Kind), Is.EqualTo(new[] { SegmentKind.Node, SegmentKind.Binding, SegmentKind.Adjacency }));
        });
        Walked.Check(net, request, path, "binding", overlay);
    }

    [Test]
    public void Flexible_algorithm_keeps_to_its_nodes_and_its_sids()
    {
        var net = Net.Build(
            "S-A 1", "A-T 1", "S-B 5", "B-T 5",
            "node S algo=128 sid128=101", "node B algo=128 sid128=102", "node T algo=128 sid128=103", "node A");
        var request = new PathRequest(net["S"], net["T"]) { Constraints = new PathConstraints { Algorithm = 128 } };
        var path = Found(net, request);
        Assert.That(net.Names(path.Edges), Is.EqualTo("S-B-T"));
        Assert.That(path.Segments.Labels, Is.EqualTo(new[] { new Label(16103) }));
        Walked.Check(net, request, path, "algorithm 128");
    }

    [Test]
    public void Protected_adjacency_is_taken_only_as_wished()
    {
        var net = Net.Build("S-T 10 delay=9", "S-T 10 delay=1 backup", "node T");
        var request = new PathRequest(net["S"], net["T"]) { Objective = PathMetric.Delay, Branches = BranchMode.SinglePath };
        var wanted = new[] { ProtectionWish.ProtectedMandatory, ProtectionWish.UnprotectedMandatory, ProtectionWish.UnprotectedPreferred }
            .Select(w => Found(net, request with { Constraints = new PathConstraints { Protection = w } }).Cost);
        Assert.That(wanted, Is.EqualTo(new ulong[] { 1, 9, 1 }));
    }

    [Test]
    public void Soft_exclusion_is_kept_as_long_as_anything_does_without_it()
    {
        var net = Net.Build("S-A 1", "A-T 1", "S-B 5", "B-T 5");
        var request = new PathRequest(net["S"], net["T"])
        {
            Constraints = new PathConstraints { Exclusions = [new Exclusion(new NetworkElement { Node = net.Address("A") }, IsSoft: true)] },
        };
        Assert.That(net.Names(Found(net, request).Edges), Is.EqualTo("S-B-T"));
        net.Fail("B-T");
        Assert.That(net.Names(Found(net, request).Edges), Is.EqualTo("S-A-T"));
    }

    [Test]
    public void Overloaded_node_is_never_passed()
    {
        var net = Net.Build("S-A 1", "A-T 1", "S-B 5", "B-T 5", "node A overload");
        var path = Found(net, new PathRequest(net["S"], net["T"]));
        Assert.That(net.Names(path.Edges), Is.EqualTo("S-B-T"));
        Walked.Check(net, new PathRequest(net["S"], net["T"]), path, "overload");
    }

    private static ComputedPath Found(Net net, PathRequest request, NetworkOverlay? overlay = null) =>
        PathComputer.Compute(net.Snapshot, request, overlay) is PathResult.Found(var path) ? path
            : throw new AssertionException(((PathResult.NotFound)PathComputer.Compute(net.Snapshot, request, overlay)).Explanation.Sentence);
}
