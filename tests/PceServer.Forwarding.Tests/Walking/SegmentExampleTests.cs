using PceServer.Testing;
using PceServer.Topology;

namespace PceServer.Forwarding.Tests.Walking;

/// <summary>The IGP segments of RFC 8660 Appendix A.1, with its addresses, indices and labels.</summary>
public sealed class SegmentExampleTests
{
    private static Net Network()
    {
        var net = Net.Build(
            [
                .. new[] { "R0", "R1", "R2", "R3", "R4", "R5", "R8" }.Select((n, i) => $"node {n} srgb=1000+4001 id=192.0.2.{n[1]} sid={(n is "R0" or "R5" ? "no" : n[1..])}"),
                "R0-R1 10", "R1-R2 10", "R2-R3 10", "R2-R3 10", "R2-R4 10", "R4-R3 10", "R2-R5 10", "R5-R3 10", "R3-R8 10",
                "anycast 198.51.100.9 sid=1009 R4 R5",
            ]);
        foreach (var (link, label) in new[] { ("R2-R3", 9001u), ("R2-R3#2", 9002u), ("R2-R4", 9004u), ("R2-R1", 9005u) })
        {
            var old = net.Snapshot[net.Edge(link)];
            // 9003 is the set of both links to R3.
            Give(net, old, label, link.StartsWith("R2-R3", StringComparison.Ordinal));
        }
        net.Builder.Flush();
        return net;
    }

    private static void Give(Net net, Link link, uint label, bool isInSet)
    {
        var own = new AdjacencySid(label, true, 0, 0);
        var set = new AdjacencySid(9003, true, AdjacencySidFlags.Set, 1);
        net.Builder.Apply(new LinkChange("net", link.Key, link.Attributes with { AdjacencySids = isInSet ? [own, set] : [own] }));
    }

    [Test]
    public void Packet_to_R8_is_pushed_continued_over_both_links_and_popped_before_it()
    {
        var net = Network();
        var trace = net.Trace("R1", "R8", 1008);
        Assert.That(net.Hops(trace), Is.EqualTo("R1[1008] R2[1008] R3[1008] R8[]"));
        Assert.That(trace.Steps.Where(s => net.Name(trace.Hops[s.From].Node) == "R2").Select(s => s.Share), Is.EqualTo(new[] { 0.5, 0.5 }));
        Assert.That(trace.Actions(), Is.EqualTo("Push Continue Pop Deliver"));
    }

    [TestCase(9001u, "R2-R3")]
    [TestCase(9002u, "R2-R3#2")]
    public void Adjacency_segment_takes_its_own_of_two_links(uint label, string link)
    {
        var net = Network();
        Assert.That(net.Trace("R2", "R8", label, 1008).Edges, Is.EqualTo(new[] { net.Edge(link), net.Edge("R3-R8") }));
    }

    [Test]
    public void Segment_of_parallel_adjacencies_shares_between_its_links()
    {
        var net = Network();
        var trace = net.Trace("R2", "R8", 9003, 1008);
        Assert.That(trace.Edges, Is.EquivalentTo(new[] { net.Edge("R2-R3"), net.Edge("R2-R3#2"), net.Edge("R3-R8") }));
        Assert.That(trace.IsGood, trace.Reason);
    }

    [Test]
    public void Anycast_segment_shares_between_R4_and_R5_and_goes_on()
    {
        var net = Network();
        var trace = net.Trace("R1", "R8", 2009, 1008);
        Assert.That(trace.IsGood, trace.Reason);
        Assert.That(net.Hops(trace), Is.EqualTo("R1[2009,1008] R2[2009,1008] R4[1008] R5[1008] R3[1008] R8[]"));
    }
}
