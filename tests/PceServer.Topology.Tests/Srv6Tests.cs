namespace PceServer.Topology.Tests;

/// <summary>SRv6 as facts of the graph (RFC 9514).</summary>
public sealed class Srv6Tests
{
    private const string Text = """
        { "nodes": [
            { "name": "a", "routerId": "10.0.0.1", "srv6": { "oam": true },
              "prefixes": [ { "prefix": "2001:db8:1::/48", "srv6Locators": [ { "metric": 10, "structure": "40-24-16-0" }, { "algorithm": 128, "metric": 20, "down": true } ] } ],
              "srv6Sids": [ { "sid": "2001:db8:1:1::", "behavior": 1, "structure": "40-24-16-0" },
                            { "sid": "2001:db8:1:2::", "behavior": 5, "algorithm": 128, "peers": [ { "as": 65001, "bgpRouterId": "10.9.9.9", "flags": ["set"], "weight": 3 } ] } ] },
            { "name": "b", "routerId": "10.0.0.2" } ],
          "links": [ { "a": "a", "b": "b", "igpMetric": 10,
              "ab": { "srv6EndXSids": [ { "sid": "2001:db8:1:e::", "behavior": 5, "flags": ["backup", "persistent"], "weight": 7, "neighbor": "0100.0000.0002" } ] } } ] }
        """;

    private static readonly Srv6SidStructure Structure = new(40, 24, 16, 0);

    [Test]
    public void Facts_of_a_file_are_in_the_snapshot()
    {
        var t = Snapshots.Of(Read(Text));
        var a = Find(t, "a");
        Assert.That(t[a].Attributes.Srv6, Is.EqualTo(new Srv6Capabilities(SupportsOam: true)));
        Assert.That(t.Prefixes.Single(p => p.Key.Prefix.Address.IsIpv6).Attributes.Srv6Locators,
            Is.EqualTo(new[] { new Srv6Locator(0, 10, false, Structure), new Srv6Locator(128, 20, true) }));
        Assert.That(t.Srv6Sids.Select(s => (s.Node, s.Key.Sid.ToString(), s.Attributes.Behavior, s.Attributes.Algorithm)),
            Is.EqualTo(new (NodeIndex?, string, ushort?, byte)[] { (a, "2001:db8:1:1::", 1, 0), (a, "2001:db8:1:2::", 5, 128) }));
        Assert.That(t.Srv6Sids[1].Attributes.Peers, Is.EqualTo(new[] { new Srv6PeerNode(65001, 0x0A090909, Srv6SidFlags.Set, 3) }));
        Assert.That(t.Links.Single(l => l.From == a).Attributes.Srv6EndXSids.Single(), Is.EqualTo(new Srv6EndXSid(
            IpAddress.Parse("2001:db8:1:e::"), 5, Srv6SidFlags.Backup | Srv6SidFlags.Persistent, 0, 7, new IgpRouterId(0x010000000002, 6))));
    }

    [Test]
    public void Facts_are_exported_as_they_came()
    {
        var t = Snapshots.Of(Read(Text));
        Canonical.AssertSame(Snapshots.Of(Read(TopologyFile.Write(t))), t);
        Assert.That(TopologyFile.Write(t), Does.Contain("2001:db8:1:e::").And.Contain("\"40-24-16-0\"").And.Contain("srv6Locators"));
    }

    [Test]
    public void Sid_that_comes_and_goes_makes_a_new_snapshot_and_touches_nothing_else()
    {
        var builder = new TopologyBuilder();
        foreach (var change in Read(Text))
            builder.Apply(change);
        var before = builder.Flush();
        builder.Apply(new Srv6SidChange("file", before.Srv6Sids[0].Key, null));
        var after = builder.Flush();
        Assert.That((before.Srv6Sids.Length, after.Srv6Sids.Length, after.HasLinksOf(before), after.Prefixes == before.Prefixes),
            Is.EqualTo((2, 1, true, true)));
        Assert.That(TopologyDiff.Between(before, after), Is.Empty);
        Assert.That(builder.Flush(), Is.SameAs(after));
    }

    [Test]
    public void Sid_of_a_router_that_is_not_announced_is_kept_and_finds_it_when_it_comes()
    {
        var key = new NodeKey(LinkStateProtocol.IsisLevel2, 0, 0, 0, 0, new IgpRouterId(9, 6));
        var builder = new TopologyBuilder();
        builder.Apply(new Srv6SidChange("s", new Srv6SidKey(key, IpAddress.Parse("2001:db8::1")), Srv6SidAttributes.None));
        Assert.That(builder.Flush().Srv6Sids.Single().Node, Is.Null);
        Assert.That(builder.Current.NodeCount, Is.Zero);
        builder.Apply(new NodeChange("s", key, NodeAttributes.None));
        Assert.That(builder.Flush().Srv6Sids.Single().Node, Is.EqualTo(new NodeIndex(0)));
        builder.Apply(new SourceGone("s"));
        Assert.That(builder.Flush().Srv6Sids, Is.Empty);
    }

    [Test]
    public void Sid_of_which_sources_differ_is_completed_by_priority_and_found_in_conflict()
    {
        var key = new Srv6SidKey(new NodeKey(LinkStateProtocol.IsisLevel2, 0, 0, 0, 0, new IgpRouterId(9, 6)), IpAddress.Parse("2001:db8::1"));
        var t = Snapshots.Of(
        [
            new SourcePolicy("file", 200), new Srv6SidChange("file", key, new Srv6SidAttributes { Behavior = 1 }),
            new Srv6SidChange("bgp-ls", key, new Srv6SidAttributes { Behavior = 2, Structure = Structure }),
        ]);
        Assert.That((t.Srv6Sids.Single().Attributes.Behavior, t.Srv6Sids.Single().Attributes.Structure), Is.EqualTo(((ushort?)1, (Srv6SidStructure?)Structure)));
        Assert.That(t.Health.Select(f => f.Kind), Does.Contain(HealthKind.ConflictingSources));
    }

    [TestCase("\"40-24-16-0\"", "\"40-24-65\"", "nodes[0].prefixes[0].srv6Locators[0].structure")]
    [TestCase("\"40-24-16-0\"", "\"80-24-20-10\"", "nodes[0].prefixes[0].srv6Locators[0].structure")]
    [TestCase("\"2001:db8:1:1::\"", "\"10.0.0.1\"", "nodes[0].srv6Sids[0].sid")]
    [TestCase("\"oam\"", "\"qam\"", "nodes[0].srv6.qam")]
    public void Fault_is_named_with_its_place(string good, string bad, string path) =>
        Assert.That(TopologyFile.Read(Text.Replace(good, bad), "file").Errors[0].Path, Is.EqualTo(path));

    private static NodeIndex Find(TopologySnapshot t, string name) => t.TryFind(name, out var node) ? node : throw new KeyNotFoundException(name);

    private static System.Collections.Immutable.ImmutableArray<TopologyChange> Read(string text)
    {
        var reading = TopologyFile.Read(text, "file");
        Assert.That(reading.Errors, Is.Empty);
        return reading.Changes;
    }
}
