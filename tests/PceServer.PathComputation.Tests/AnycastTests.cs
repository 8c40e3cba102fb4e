using PceServer.Forwarding;
using PceServer.PathComputation.Tests.Oracles;
using PceServer.Testing;
using PceServer.Topology;

namespace PceServer.PathComputation.Tests;

/// <summary>Anycast segments inside a list: any member may be the one that acts on the rest.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class AnycastTests
{
    private const string Set = "10.9.9.9";

    [Test]
    public void Set_that_is_to_be_passed_is_passed_by_its_own_sid_where_all_members_go_on_alike()
    {
        var net = Net.Build("S-A 10", "S-B 20", "A-T 10", "B-T 10", "S-T 15", $"anycast {Set} sid=90 A B");
        var path = Found(net, Through(net));
        Assert.Multiple(() =>
        {
            Assert.That(net.Names(path.Edges), Is.EqualTo("S-A-T"));
            Assert.That(path.Segments.Segments.Select(s => s.Kind), Is.EqualTo(new[] { SegmentKind.Anycast, SegmentKind.Node }));
            Assert.That(path.Segments.Segments[0].Reason, Does.EndWith("should it fail, the segment leads to B"));
        });
        Walked.Check(net, Through(net), path, "anycast");
        net.Fail("S-A");
        net.Fail("A-T");
        Walked.Check(net, Through(net), path with { Edges = net.Path("S-B-T"), AllEdges = net.Path("S-B-T") }, "the same list, the other member");
    }

    [TestCase("node B srgb=30000+500", TestName = "Member_that_reads_the_next_label_otherwise_keeps_the_set_out")]
    [TestCase("set B-T 10 color=0x1", TestName = "Member_that_goes_on_over_a_forbidden_link_keeps_the_set_out")]
    [TestCase("set A-T 10 srlg=1", "A-T 10 srlg=2", TestName = "Link_told_apart_by_its_own_sid_keeps_the_set_out")]
    public void Set_is_passed_by_the_sid_of_one_member_otherwise(params string[] changes)
    {
        var net = Net.Build("S-A 10", "S-B 20", "A-T 10", "B-T 10", "S-T 5", $"anycast {Set} sid=90 A B", "node S");
        net.Apply(changes);
        var request = Through(net) with { Branches = BranchMode.SinglePath };
        request = request with { Constraints = request.Constraints with { ExcludeAny = 1 } };
        var path = Found(net, request);
        Assert.That(path.Segments.Segments[0].Kind, Is.EqualTo(SegmentKind.Node));
        Walked.Check(net, request, path, "one member");
    }

    [Test]
    public void Member_without_a_sid_of_its_own_is_reached_by_that_of_the_set()
    {
        var net = Net.Build("S-A 10 adj=no", "A-T 10 adj=no", "S-B 30 adj=no", "B-T 30 adj=no", "S-T 5 color=0x1", $"anycast {Set} sid=90 A B", "node A sid=no");
        var request = new PathRequest(net["S"], net["T"]) { Branches = BranchMode.SinglePath, Constraints = new PathConstraints { ExcludeAny = 1 } };
        var path = Found(net, request);
        Assert.That(net.Names(path.Edges), Is.EqualTo("S-A-T"));
        Assert.That(path.Segments.Segments.Select(s => s.Kind), Is.EqualTo(new[] { SegmentKind.Anycast, SegmentKind.Node }));
        Walked.Check(net, request, path, "member without SID");
    }

    [Test]
    public void Metric_that_a_member_announces_counts_for_who_is_nearest()
    {
        var net = Net.Build("S-A 10", "S-B 20", "prefix A 10.9.9.9/32 metric=15 sid=90", "prefix B 10.9.9.9/32 metric=0 sid=90");
        var request = PathRequest.To(net.Snapshot, net["S"], IpPrefix.Host(IpAddress.Parse(Set)))!;
        var path = Found(net, request);
        Assert.That((net.Names(path.Edges), path.Segments.Segments[0].Kind), Is.EqualTo(("S-A", SegmentKind.Node)), "the set's own SID would lead to B");
        Walked.Check(net, request with { Destination = net["A"] }, path, "metrics");
    }

    [Test]
    public void Excluded_set_is_passed_at_none_of_its_members()
    {
        var net = Net.Build("S-A 1", "A-T 1", "S-B 2", "B-T 2", "S-C 9", "C-T 9", $"anycast {Set} sid=90 A B");
        var request = new PathRequest(net["S"], net["T"])
        {
            Constraints = new PathConstraints { Exclusions = [new Exclusion(new NetworkElement { Node = IpAddress.Parse(Set) })] },
        };
        var path = Found(net, request);
        Assert.That(net.Names(path.Edges), Is.EqualTo("S-C-T"));
        Walked.Check(net, request, path, "excluded set");
    }

    [Test]
    public void Every_member_of_a_set_inside_a_list_is_a_valid_continuation([Range(0, 4)] int batch)
    {
        var inside = 0;
        for (var seed = batch * 1000; seed < (batch * 1000) + 150; seed++)
        {
            var random = new Random(seed);
            var net = Plain(random);
            var members = net.Snapshot.Nodes.Where(n => !n.IsPseudonode).OrderBy(_ => random.Next()).Take(random.Next(2, 4)).Select(n => n.DisplayName).ToArray();
            net.Apply($"anycast {Set} sid=90 {string.Join(' ', members)}");
            var request = RandomRequest.Of(random, net) with { Branches = BranchMode.SinglePath, TieBreakers = [] };
            request = request with
            {
                Constraints = request.Constraints with { Inclusions = [new Inclusion(new NetworkElement { Node = IpAddress.Parse(Set) })], Bounds = [], MaximumSids = null },
            };
            var expected = new BruteForce(net.Snapshot, request, NetworkOverlay.Empty).All().FirstOrDefault();
            var path = PathComputer.Compute(net.Snapshot, request) is PathResult.Found found ? found.Path : null;
            Assert.That(path?.Cost ?? ulong.MaxValue, Is.LessThanOrEqualTo(expected?.Cost[0] ?? ulong.MaxValue), $"seed {seed}");
            if (path is null)
                continue;
            Walked.Check(net, request, path, $"seed {seed}");
            for (var i = 0; i < path.Segments.Count - 1; i++)
            {
                if (path.Segments.Segments[i].Kind != SegmentKind.Anycast)
                    continue;
                inside++;
                CheckMembers(net, members, request, [.. path.Segments.Labels.Skip(i + 1)], $"seed {seed}: {path.Segments} of {string.Join(' ', members)}");
            }
        }
        Assert.That(inside, Is.GreaterThan(0));
    }

    // Routers that agree on their SRGB, and are told apart by node SIDs alone: there a set may stand inside of a list at all.
    private static Net Plain(Random random)
    {
        var nodes = random.Next(5, 9);
        string Link(int one, int other) => $"N{one}-N{other} {random.Next(1, 6)} delay={random.Next(1, 10)} bw={random.Next(1, 11)}k color=0x{1 << random.Next(4):x} srlg={random.Next(5)} adj=no";
        return Net.Build([.. Enumerable.Range(1, nodes - 1).Select(i => Link(random.Next(i), i)),
            .. Enumerable.Range(0, nodes).Select(i => Link(i, (i + random.Next(1, nodes)) % nodes))]);
    }

    private static void CheckMembers(Net net, string[] members, PathRequest request, Label[] rest, string context)
    {
        foreach (var member in members.Where(m => net[m] != request.Destination))
        {
            var trace = new ForwardingSimulator(net.Snapshot).Trace(new TraceRequest(net[member], [.. rest], request.Destination));
            Assert.That(trace.Verdict, Is.EqualTo(TraceVerdict.Delivered), $"{context}: at {member}: {trace.Reason}");
        }
    }

    private static PathRequest Through(Net net) => new(net["S"], net["T"])
    {
        Constraints = new PathConstraints { Inclusions = [new Inclusion(new NetworkElement { Node = IpAddress.Parse(Set) })] },
    };

    private static ComputedPath Found(Net net, PathRequest request) => PathComputer.Compute(net.Snapshot, request) is PathResult.Found(var path) ? path
        : throw new AssertionException(((PathResult.NotFound)PathComputer.Compute(net.Snapshot, request)).Explanation.Sentence);
}
