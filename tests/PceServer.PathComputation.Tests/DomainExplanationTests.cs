using PceServer.Topology;

namespace PceServer.PathComputation.Tests;

/// <summary>Why no SID leads into another level or area, in the words of the topology.</summary>
public sealed class DomainExplanationTests
{
    private const LinkStateProtocol L1 = LinkStateProtocol.IsisLevel1, L2 = LinkStateProtocol.IsisLevel2;

    private static readonly IpPrefix s_far = IpPrefix.Host(IpAddress.Parse("10.0.0.3"));

    [Test]
    public void Prefix_that_nobody_leaks_is_named_with_the_level() =>
        Assert.That(Facts(Levels([])), Is.EqualTo(new[] { "nobody announces 10.0.0.3/32 of far in level 1, where near is" }));

    [Test]
    public void Prefix_that_is_leaked_without_its_sid_has_no_label() =>
        Assert.That(Facts(Levels([Leaked([])])), Is.EqualTo(new[] { "10.0.0.3/32 of far has no label in level 1, where near is: it is announced there without its SID" }));

    [Test]
    public void Prefix_without_the_metric_that_a_definition_asks_for_is_not_reached_in_the_algorithm()
    {
        var changes = Levels([Leaked([new PrefixSid(53, false, 128, PrefixSidFlags.Readvertised | PrefixSidFlags.NoPenultimateHopPopping)])], 128);
        Assert.That(Facts(changes, 128), Is.EqualTo(
            new[] { "10.0.0.3/32 of far comes into level 1 without a prefix metric of algorithm 128, which the definition there asks for" }));
    }

    [Test]
    public void Source_that_takes_no_part_in_the_algorithm_of_its_level_is_named()
    {
        var changes = Levels([Leaked([new PrefixSid(53, false, 128, 0)]), Node(L1, 1, new NodeAttributes { Name = "near", Srgb = Srgb, Algorithms = [0] })], 128);
        Assert.That(Facts(changes, 128), Does.Contain("near takes no part in algorithm 128 in level 1"));
    }

    [Test]
    public void Index_that_two_prefixes_claim_is_named() =>
        Assert.That(
            Facts(Levels([Leaked([Sid(3)]), new PrefixChange("s", new PrefixKey(Key(L1, 2), IpPrefix.Host(IpAddress.Parse("10.8.8.8"))), new PrefixAttributes { PrefixSids = [Sid(3)] })])),
            Is.EqualTo(new[] { "SID index 3 of far is claimed by another prefix too in level 1" }));

    [Test]
    public void Leaked_sid_leads_over_the_border_and_says_so()
    {
        var topology = Build(Levels([Leaked([Sid(3)])]));
        var path = ((PathResult.Found)PathComputer.Compute(topology, Request(topology, 0))).Path;
        Assert.That(path.Segments.Segments.Select(s => (s.Label.Value, s.Reason)), Is.EqualTo(
            new[] { (16003u, "the only route of its routers from near to far runs over these 2 links, by way of border into level 2") }));
    }

    private static LabelBlock Srgb => new([new LabelRange(new Label(16000), 100)]);

    private static System.Collections.Immutable.ImmutableArray<string> Facts(IEnumerable<TopologyChange> changes, byte algorithm = 0)
    {
        var topology = Build(changes);
        var explanation = ((PathResult.NotFound)PathComputer.Compute(topology, Request(topology, algorithm))).Explanation;
        Assert.That(explanation.Facts.All(explanation.Sentence.Contains), Is.True, explanation.Sentence);
        return explanation.Facts;
    }

    private static PathRequest Request(TopologySnapshot topology, byte algorithm) =>
        topology.TryFind("near", out var near) && topology.TryFind("far", out var far)
            ? new PathRequest(near, far) { Constraints = new PathConstraints { Algorithm = algorithm } } : throw new KeyNotFoundException();

    private static TopologySnapshot Build(IEnumerable<TopologyChange> changes)
    {
        var builder = new TopologyBuilder();
        foreach (var change in changes)
            builder.Apply(change);
        return builder.Flush();
    }

    /// <summary>near in level 1, border in both, far in level 2; no adjacency SIDs.</summary>
    private static IEnumerable<TopologyChange> Levels(IEnumerable<TopologyChange> more, byte algorithm = 0) =>
    [
        Node(L1, 1, Said("near", algorithm)), Node(L1, 2, Said("border", algorithm)), Node(L2, 2, Said("border", algorithm)), Node(L2, 3, Said("far", algorithm)),
        .. Link(L1, 1, 2), .. Link(L2, 2, 3),
        new PrefixChange("s", new PrefixKey(Key(L2, 3), s_far), new PrefixAttributes
        {
            IsNodePrefix = true, PrefixSids = [Sid(3), new PrefixSid(53, false, 128, PrefixSidFlags.Node)],
        }),
        .. more,
    ];

    private static NodeAttributes Said(string name, byte algorithm) => new()
    {
        Name = name,
        Srgb = Srgb,
        Algorithms = [0, algorithm == 0 ? (byte)0 : algorithm],
        FlexAlgoDefinitions = algorithm == 0 ? [] : [new FlexAlgoDefinition(algorithm, FlexAlgoMetric.Igp) { UsesPrefixMetric = true }],
    };

    private static PrefixSid Sid(uint index) => new(index, false, 0, PrefixSidFlags.NoPenultimateHopPopping);

    private static PrefixChange Leaked(PrefixSid[] sids) => new("s", new PrefixKey(Key(L1, 2), s_far), new PrefixAttributes
    {
        Metric = 10,
        IsReadvertised = true,
        IsDown = true,
        PrefixSids = [.. sids],
    });

    private static NodeKey Key(LinkStateProtocol protocol, ulong id) => new(protocol, 0, 65000, 0, 0, new IgpRouterId(id, 6));

    private static NodeChange Node(LinkStateProtocol protocol, ulong id, NodeAttributes attributes) => new("s", Key(protocol, id), attributes);

    private static IEnumerable<TopologyChange> Link(LinkStateProtocol protocol, ulong a, ulong b)
    {
        var forth = new LinkKey(Key(protocol, a), Key(protocol, b));
        return [new LinkChange("s", forth, new LinkAttributes { IgpMetric = 10 }), new LinkChange("s", forth.Mirrored(), new LinkAttributes { IgpMetric = 10 })];
    }
}
