using PceServer.Testing;

namespace PceServer.Topology.Tests;

public sealed class HealthTests
{
    [Test]
    public void Healthy_network_has_no_findings() => Assert.That(Net.Build("A-B 10", "B-C 10", "A-C 30").Snapshot.Health, Is.Empty);

    [Test]
    public void One_way_link_is_named()
    {
        var net = Net.Build("A-B 10", "B>A 20 unnumbered");
        var finding = Only(net, HealthKind.OneWayLink, HealthSeverity.Warning);
        Assert.That(finding.Links, Is.EqualTo(new[] { net.LinkKey("B-A#2") with { LocalIdentifier = 3, RemoteIdentifier = 4 } }));
        Assert.That(finding.Message, Is.EqualTo("B->A (#3) has no other half"));
    }

    [Test]
    public void Unknown_remote_node_is_named()
    {
        var net = Net.Build("A-B 10", "B-C 10");
        net.Builder.Apply(new NodeChange("net", net.NodeKey("C"), null));
        net.Builder.Flush();
        var finding = net.Snapshot.Health.First(f => f.Kind == HealthKind.UnknownRemoteNode);
        Assert.That(finding.Message, Does.Contain("0000.0000.0003 is not announced as a node"));
        Assert.That(net.Snapshot.Health.Where(f => f.Kind == HealthKind.UnknownRemoteNode).SelectMany(f => f.Links),
            Is.EquivalentTo(new[] { net.LinkKey("B-C"), net.LinkKey("C-B") }));
    }

    [Test]
    public void Duplicate_prefix_sid_is_an_error()
    {
        var finding = Only(Net.Build("A-B 10", "node B sid=1"), HealthKind.DuplicatePrefixSid, HealthSeverity.Error);
        Assert.That(finding.Message, Is.EqualTo("index 1 stands for 10.0.0.1/32 and 10.0.0.2/32"));
        Assert.That(finding.Prefixes.Select(p => p.Prefix.ToString()), Is.EqualTo(new[] { "10.0.0.1/32", "10.0.0.2/32" }));
    }

    [Test]
    public void Two_sids_for_one_prefix_are_an_error()
    {
        var finding = Only(Net.Build("A-B 10", "prefix A 192.0.2.0/24 sid=100", "prefix B 192.0.2.0/24 sid=101"),
            HealthKind.DuplicatePrefixSid, HealthSeverity.Error);
        Assert.That(finding.Message, Is.EqualTo("192.0.2.0/24 has index 100 and index 101"));
    }

    [Test]
    public void Anycast_sid_is_no_duplicate() => Assert.That(Net.Build("A-B 10", "anycast 10.9.9.9 sid=90 A B").Snapshot.Health, Is.Empty);

    [TestCase("srgb=16000+100,16050+100", "A: ranges of its SRGB 16000-16099,16050-16149 overlap")]
    [TestCase("srgb=16000+100 srlb=16099+5", "A: SRGB 16000-16099 and SRLB 16099-16103 overlap")]
    public void Srgb_overlap_is_an_error(string words, string message)
    {
        var finding = Only(Net.Build("A-B 10", $"node A {words}"), HealthKind.SrgbOverlap, HealthSeverity.Error);
        Assert.That(finding.Message, Is.EqualTo(message));
    }

    [Test]
    public void Srgb_too_small_for_an_index_names_node_and_prefix()
    {
        var net = Net.Build("A-B 10", "node A srgb=16000+50", "node B sid=77");
        var finding = Only(net, HealthKind.SrgbTooSmall, HealthSeverity.Warning);
        Assert.That(finding.Nodes, Is.EqualTo(new[] { net.NodeKey("A") }));
        Assert.That(finding.Prefixes.Single().Node, Is.EqualTo(net.NodeKey("B")));
        Assert.That(finding.Message, Does.Contain("1 of the indices, among them 77 of 10.0.0.2/32"));
    }

    [Test]
    public void Missing_srgb_is_found_among_segment_routers()
    {
        var net = Net.Build("A-B 10", "node A nosr");
        Assert.That(Only(net, HealthKind.MissingSrgb, HealthSeverity.Warning).Nodes, Is.EqualTo(new[] { net.NodeKey("A") }));
    }

    [Test]
    public void Missing_adjacency_sid_is_found_where_no_node_sid_leads_over_the_link()
    {
        // A-B direct is the only shortest way, A-C is longer than A-B-C, B-C has a twin.
        var net = Net.Build("A-B 10 adj=no", "A-C 30 adj=no", "B-C 10 adj=no", "B-C 10");
        var links = net.Snapshot.Health.Where(f => f.Kind == HealthKind.MissingAdjacencySid).SelectMany(f => f.Links);
        Assert.That(links, Is.EquivalentTo(new[] { net.LinkKey("A-C"), net.LinkKey("C-A"), net.LinkKey("B-C"), net.LinkKey("C-B") }));
    }

    [Test]
    public void Unknown_sid_depth_is_a_notice()
    {
        var net = Net.Build("A-B 10", "node A msd=-");
        Assert.That(Only(net, HealthKind.UnknownSidDepth, HealthSeverity.Notice).Nodes, Is.EqualTo(new[] { net.NodeKey("A") }));
    }

    [Test]
    public void Zero_bandwidth_is_found_each_way()
    {
        var net = Net.Build("A-B 10 bw=0/5");
        Assert.That(Only(net, HealthKind.ZeroBandwidth, HealthSeverity.Warning).Links, Is.EqualTo(new[] { net.LinkKey("A-B") }));
    }

    [Test]
    public void Asymmetric_metric_is_told_once()
    {
        var net = Net.Build("A-B 10/30", "B-C 10");
        var finding = Only(net, HealthKind.AsymmetricMetric, HealthSeverity.Notice);
        Assert.That(finding.Links, Is.EquivalentTo(new[] { net.LinkKey("A-B"), net.LinkKey("B-A") }));
    }

    [Test]
    public void Links_joined_by_pair_are_graver_where_there_are_several()
    {
        Assert.That(Only(Net.Build("A-B 10 noaddr"), HealthKind.JoinedByNodePair, HealthSeverity.Notice).Links, Has.Length.EqualTo(2));
        Assert.That(Net.Build("A-B 10 noaddr", "A-B 10").Snapshot.Health.Single(f => f.Kind == HealthKind.JoinedByNodePair).Severity,
            Is.EqualTo(HealthSeverity.Warning));
    }

    [Test]
    public void Router_id_of_two_nodes_is_an_error()
    {
        var finding = Net.Build("A-B 10", "node B id=10.0.0.1").Snapshot.Health.Single(f => f.Kind == HealthKind.DuplicateRouterId);
        Assert.That((finding.Severity, finding.Nodes.Length), Is.EqualTo((HealthSeverity.Error, 2)));
    }

    [Test]
    public void Stale_originator_is_found_until_it_speaks_again()
    {
        var net = Net.Build("A-B 10");
        net.Builder.Apply(new SourceStale("net"));
        net.Builder.Flush();
        var finding = Only(net, HealthKind.StaleOriginator, HealthSeverity.Warning);
        Assert.That((finding.Nodes.Length, finding.Links.Length, finding.Prefixes.Length), Is.EqualTo((2, 2, 2)));
        foreach (var change in net.Changes)
            net.Builder.Apply(change);
        Assert.That(net.Builder.Flush().Health, Is.Empty);
    }

    [Test]
    public void Conflicting_sources_are_found_and_agreeing_ones_are_not()
    {
        var net = Net.Build("A-B 10");
        var key = net.LinkKey("A-B");
        net.Builder.Apply(new LinkChange(
            "other", key, net.Snapshot[net.Edge("A-B")].Attributes with { Name = "only one of them names it" }));
        Assert.That(net.Builder.Flush().Health, Is.Empty);
        net.Builder.Apply(new LinkChange("other", key, new LinkAttributes { IgpMetric = 11 }));
        net.Builder.Flush();
        var finding = Only(net, HealthKind.ConflictingSources, HealthSeverity.Warning);
        Assert.That(finding.Links, Is.EqualTo(new[] { key }));
        Assert.That(finding.Message, Does.Contain("net, other announce different values"));
    }

    [Test]
    public void Findings_of_a_table_are_kept_while_nothing_of_it_changes()
    {
        var net = Net.Build("A-B 10/30", "node B sid=1");
        var first = net.Snapshot.Health.First(f => f.Kind == HealthKind.DuplicatePrefixSid);
        net.Apply("set A-B 11/31");
        Assert.That(net.Snapshot.Health.First(f => f.Kind == HealthKind.DuplicatePrefixSid), Is.SameAs(first));
        Assert.That(net.Snapshot.Health.Single(f => f.Kind == HealthKind.AsymmetricMetric).Message, Does.Contain("31"));
    }

    [Test]
    public void Finding_goes_when_its_cause_does()
    {
        var net = Net.Build("A-B 10", "B>A 20 unnumbered");
        Assert.That(net.Snapshot.Health, Has.Length.EqualTo(1));
        net.Builder.Apply(new LinkChange("net", net.Snapshot.UnusableLinks[0].Key, null));
        Assert.That(net.Builder.Flush().Health, Is.Empty);
    }

    [Test]
    public void Index_is_missed_only_by_those_who_hear_of_it()
    {
        // A and B are of one AS, C and D of another: C's small SRGB need not hold B's index.
        var net = Net.Build("node A as=65001", "node B as=65001 sid=77", "node C as=65002 srgb=16000+50", "node D as=65002", "A-B 10", "C-D 10");
        Assert.That(net.Snapshot.Health, Is.Empty);
        Assert.That(Only(Net.Build("A-B 10", "node A srgb=16000+50", "node B sid=77"), HealthKind.SrgbTooSmall, HealthSeverity.Warning).Nodes, Has.Length.EqualTo(1));
    }

    [Test]
    public void Index_of_an_algorithm_is_missed_only_by_those_who_compute_it()
    {
        Assert.That(Net.Build("A-B 10", "node A srgb=16000+50", "node B algo=128 sid128=77").Snapshot.Health, Is.Empty);
        Only(Net.Build("A-B 10", "node A srgb=16000+50 algo=128", "node B algo=128 sid128=77"), HealthKind.SrgbTooSmall, HealthSeverity.Warning);
    }

    [Test]
    public void Srgb_is_missed_only_among_segment_routers_of_the_same_domain()
    {
        var net = Net.Build("node A as=65001", "node B as=65001", "node C as=65002 nosr", "node D as=65002 nosr", "A-B 10", "C-D 10");
        Assert.That(net.Snapshot.Health, Is.Empty);
    }

    [Test]
    public void Bgp_peer_without_srgb_is_no_finding()
    {
        var net = Net.Build("A-B 10");
        net.Builder.Apply(new NodeChange("net", new NodeKey(LinkStateProtocol.Bgp, 0, 65009, 0, 0, default, 0x0A090909), NodeAttributes.None));
        Assert.That(net.Builder.Flush().Health, Is.Empty);
    }

    [Test]
    public void Router_id_in_two_systems_is_a_warning()
    {
        var finding = Net.Build("node A as=65001", "node B as=65002 id=10.0.0.1", "A-C 10", "node C as=65001").Snapshot.Health
            .Single(f => f.Kind == HealthKind.DuplicateRouterId);
        Assert.That(finding.Severity, Is.EqualTo(HealthSeverity.Warning));
    }

    [TestCase(LinkStateProtocol.IsisLevel1, LinkStateProtocol.IsisLevel2, ExpectedResult = 0)]
    [TestCase(LinkStateProtocol.IsisLevel1, LinkStateProtocol.IsisLevel1, ExpectedResult = 2)]
    public int Link_is_the_only_way_of_its_level_though_another_level_has_a_shorter_one(LinkStateProtocol direct, LinkStateProtocol around)
    {
        // 1 and 2 are joined directly at cost 30 without adjacency SIDs, and over 3 at cost 20.
        List<TopologyChange> changes = [];
        foreach (var (id, protocol) in new[] { (1ul, direct), (2ul, direct), (1ul, around), (2ul, around), (3ul, around) })
        {
            changes.Add(new NodeChange("s", Key(protocol, id),
                new NodeAttributes { Srgb = new LabelBlock([new LabelRange(new Label(16000), 100)]), MaximumSidDepth = 10, RouterIds = [IpAddress.V4(0x0A000000 + (uint)id)] }));
        }
        Join(direct, 1, 2, 30, null);
        Join(around, 1, 3, 10, 24001);
        Join(around, 3, 2, 10, 24002);
        return Snapshots.Of(changes).Health.Count(f => f.Kind == HealthKind.MissingAdjacencySid);

        void Join(LinkStateProtocol protocol, ulong a, ulong b, uint metric, uint? label)
        {
            var key = new LinkKey(Key(protocol, a), Key(protocol, b)) { LocalIdentifier = (uint)a, RemoteIdentifier = (uint)b };
            var attributes = new LinkAttributes { IgpMetric = metric, AdjacencySids = label is { } l ? [new AdjacencySid(l, true, 0, 0)] : [] };
            changes.Add(new LinkChange("s", key, attributes));
            changes.Add(new LinkChange("s", key.Mirrored(), attributes));
        }

        static NodeKey Key(LinkStateProtocol protocol, ulong id) => new(protocol, 0, 0, 0, 0, new IgpRouterId(id, 6));
    }

    [Test]
    public void Router_in_two_levels_and_what_it_announces_again_are_no_findings()
    {
        var block = new LabelBlock([new LabelRange(new Label(16000), 100)]);
        var again = new PrefixAttributes { IsNodePrefix = true, IsReadvertised = true, Metric = 10, PrefixSids = [new PrefixSid(1, false, 0, PrefixSidFlags.Readvertised)] };
        var (one, border1, border2) = (Key(LinkStateProtocol.IsisLevel1, 1), Key(LinkStateProtocol.IsisLevel1, 2), Key(LinkStateProtocol.IsisLevel2, 2));
        var loopback = IpPrefix.Host(IpAddress.V4(0x0A000001));
        var link = new LinkKey(one, border1) { LocalIdentifier = 1, RemoteIdentifier = 2 };
        var attributes = new LinkAttributes { IgpMetric = 10 };
        Assert.That(Snapshots.Of(
        [
            Node(one, 1), Node(border1, 2), Node(border2, 2), new LinkChange("s", link, attributes), new LinkChange("s", link.Mirrored(), attributes),
            new PrefixChange("s", new PrefixKey(one, loopback), new PrefixAttributes { IsNodePrefix = true, PrefixSids = [new PrefixSid(1, false, 0, PrefixSidFlags.Node)] }),
            new PrefixChange("s", new PrefixKey(border2, loopback), again),
        ]).Health, Is.Empty);

        NodeChange Node(NodeKey key, uint id) =>
            new("s", key, new NodeAttributes { Srgb = block, MaximumSidDepth = 10, RouterIds = [IpAddress.V4(0x0A000000 + id)] });

        static NodeKey Key(LinkStateProtocol protocol, ulong id) => new(protocol, 0, 0, 0, 0, new IgpRouterId(id, 6));
    }

    private static HealthFinding Only(Net net, HealthKind kind, HealthSeverity severity)
    {
        Assert.That(net.Snapshot.Health.Select(f => (f.Kind, f.Severity)), Is.EqualTo(new[] { (kind, severity) }));
        return net.Snapshot.Health[0];
    }
}
