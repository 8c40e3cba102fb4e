using PceServer.Testing;

namespace PceServer.Topology.Tests;

public sealed class TopologyFileTests
{
    private const string Small = """
        { "defaults": { "protocol": "isis-2", "as": 65000, "srgb": "16000-23999", "algorithms": [0, 128], "msd": 10 },
          "nodes": [
            { "name": "paris", "routerId": "10.0.0.1", "sid": 1 },
            { "name": "lyon", "routerId": "10.0.0.2", "sid": 2, "overloaded": true, "msd": 4, "srgb": ["20000-20099", "30000-30099"],
              "flexAlgos": [ { "algorithm": 128, "metric": "delay", "priority": 200, "excludeAny": "0x4" } ],
              "prefixes": [ { "prefix": "192.0.2.0/24", "metric": 5, "sids": [ { "index": 200, "algorithm": 128, "flags": ["no-php"] } ] } ] } ],
          "links": [
            { "a": "paris", "b": "lyon", "aAddress": "172.16.0.0", "bAddress": "172.16.0.1",
              "igpMetric": 10, "delayMicroseconds": 5200, "bandwidthBytesPerSecond": 1250000000, "adminGroup": "0x10000000000000005", "srlgs": [7, 9],
              "ab": { "adjacencyLabel": 24001 }, "ba": { "igpMetric": 20, "adjacencySids": [ { "label": 24002, "flags": ["backup"], "weight": 3 } ] } } ] }
        """;

    [Test]
    public void File_gives_the_network_that_it_describes()
    {
        var reading = TopologyFile.Read(Small, "file");
        Assert.That(reading.Errors, Is.Empty);
        var topology = Snapshots.Of(reading.Changes);
        Assert.That(topology.TryFind("paris", out var paris) & topology.TryFind("10.0.0.2", out var lyon), Is.True);
        Assert.That(topology[paris].Key,
            Is.EqualTo(new NodeKey(LinkStateProtocol.IsisLevel2, 0, 65000, 0, 0, new IgpRouterId(0x010000000001, 6))));
        Assert.That(topology.TryFindEdge(IpAddress.Parse("172.16.0.1"), out var back), Is.True);
        Assert.That(topology.EdgeIgpMetric[back.Value], Is.EqualTo(20u));
        Assert.That(topology[back].Attributes.AdjacencySids,
            Is.EqualTo(new[] { new AdjacencySid(24002, true, AdjacencySidFlags.Backup, 3) }));
        Assert.That(topology[back].Attributes.AdminGroup, Is.EqualTo(new AdminGroup(5, 1)));
        Assert.That(topology.EdgeUnreservedBandwidth[(back.Value * 8) + 3], Is.EqualTo(1_250_000_000ul));
        Assert.That(topology.EdgeSrlgs[topology.EdgeSrlgStart[back.Value]..].ToArray(),
            Is.EqualTo(new uint[] { 7, 9 }).Or.EqualTo(new uint[] { 7, 9, 7, 9 }));
        Assert.That(topology.NoTransit[lyon.Value], Is.True);
        Assert.That(topology.TryGetNodeSid(paris, 0, out var sid) && topology.TryGetLabel(lyon, sid.Sid, out var label)
            && label.Value == 20001, Is.True);
        Assert.That(topology.TryGetFlexAlgo(128, out var definition) && definition.ExcludeAny == new AdminGroup(4), Is.True);
    }

    [Test]
    public void File_written_from_a_snapshot_gives_the_same_snapshot()
    {
        foreach (var text in new[] { Small, TopologyFile.Write(RichNet().Snapshot) })
        {
            var first = Snapshots.Of(TopologyFile.Read(text, "a").Changes);
            var again = TopologyFile.Read(TopologyFile.Write(first), "b");
            Assert.That(again.Errors, Is.Empty);
            Canonical.AssertSame(Snapshots.Of(again.Changes), first);
        }
        Canonical.AssertSame(Snapshots.Of(TopologyFile.Read(TopologyFile.Write(RichNet().Snapshot), "b").Changes), RichNet().Snapshot);
    }

    [Test]
    public void File_with_faults_names_each_with_path_value_and_rule()
    {
        var text = Small.Replace("\"routerId\": \"10.0.0.1\"", "\"routerId\": \"10.0.0.300\"").Replace("\"b\": \"lyon\"", "\"b\": \"nice\"")
            .Replace("\"delayMicroseconds\": 5200", "\"delayMicros\": -1").Replace("\"0x4\"", "\"red\"")
                .Replace("\"sid\": 2", "\"sid\": -2");
        var reading = TopologyFile.Read(text, "file");
        Assert.That(reading.Changes, Is.Empty);
        Assert.That(reading.Errors.Select(e => (e.Path, e.Value)), Is.SupersetOf(new[]
        {
            ("nodes[0].routerId", "10.0.0.300"), ("nodes[1].flexAlgos[0].excludeAny", "red"), ("nodes[1].sid", "-2"),
                ("links[0].b", "nice"), ("links[0].delayMicros", "-1"),
        }));
        Assert.That(reading.Errors.Select(e => e.Rule), Has.All.Not.Empty);
        Assert.That(reading.Errors, Is.Unique);
    }

    [TestCase("", "line 1")]
    [TestCase("[1]", "")]
    [TestCase("{\"nodes\": 3}", "nodes")]
    [TestCase("{\"nodes\": [3]}", "nodes[0]")]
    [TestCase("{\"nodes\": [{}]}", "nodes[0].igpId")]
    [TestCase("{\"nodes\": [{\"name\":\"a\",\"igpId\":\"1\"}]}", "nodes[0].igpId")]
    [TestCase("{\"nodes\": [{\"name\":\"a\",\"routerId\":\"10.0.0.1\"},{\"name\":\"a\",\"routerId\":\"10.0.0.2\"}]}", "nodes[1].id")]
    [TestCase("{\"nodes\": [{\"name\":\"a\",\"routerId\":\"10.0.0.1\"},{\"name\":\"b\",\"routerId\":\"10.0.0.1\"}]}", "nodes[1].igpId")]
    [TestCase("{\"nodes\": [{\"name\":\"a\",\"routerId\":\"10.0.0.1\",\"srgb\":\"16000-9\"}]}", "nodes[0].srgb")]
    [TestCase("{\"links\": [{\"a\":\"x\"}]}", "links[0].a")]
    public void File_fault_says_where(string text, string path) =>
        Assert.That(TopologyFile.Read(text, "file").Errors[0].Path, Is.EqualTo(path));

    private static Net RichNet() => Net.Build(
        """
        A-B 10/30 te=5 delay=5/7 var=2 loss=9 color=0,2,70 srlg=4 unreserved=5M,4M,3M
        A-B 20 unnumbered
        B-C 10 adj=no bw=- msd=3
        lan X A B C 10
        C>D 5
        node C sid=77 srgb=20000+100,30000+100 srlb=15000+10 msd=4 overload nophp explicitnull algo=128 sid128=12
        anycast 10.9.9.9 sid=90 A C
        prefix B 192.0.2.0/24 metric=5 sid=200
        """);
}
