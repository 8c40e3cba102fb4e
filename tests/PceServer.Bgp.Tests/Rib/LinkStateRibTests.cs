using PceServer.Bgp.LinkState;
using PceServer.Bgp.Rib;
using PceServer.Wire;

namespace PceServer.Bgp.Tests.Rib;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
[Parallelizable(ParallelScope.All)]
public sealed class LinkStateRibTests
{
    private static readonly AutonomousSystem LocalAs = new(65000);
    private static readonly BgpIdentifier LocalIdentifier = new(5);

    private readonly LinkStateRib _rib = new(LocalAs, LocalIdentifier);
    private readonly RibPeer _one = new("one", 1) { Identifier = new BgpIdentifier(1) };
    private readonly RibPeer _two = new("two", 2) { Identifier = new BgpIdentifier(2) };

    private static NodeNlri Node(uint id) => new(ProtocolId.IsisLevel2, 0, new NodeDescriptor { IgpRouterId = new IgpRouterIdentifier(id, 6) });

    private static PathAttribute[] Named(string name, params PathAttribute[] more) =>
        [new Origin(OriginCode.Igp), .. more.Any(a => a is AsPath) ? [] : new PathAttribute[] { AsPath.Empty }, .. more, new LinkStateAttribute([NodeName.Of(name)])];

    private static BgpUpdate Announcing(PathAttribute[] attributes, params LinkStateNlri[] nlris) =>
        new([Wrap.Reach(nlris), .. attributes]);

    private static BgpUpdate Withdrawing(params LinkStateNlri[] nlris) => new([new MpUnreachNlri(AddressFamily.LinkState, ValueList.Create<LinkStateNlri>(nlris))]);

    private List<string> Apply(RibPeer peer, BgpUpdate update, bool treatAsWithdraw = false) =>
        Told(changes => _rib.Apply(peer, update, treatAsWithdraw, changes));

    private static List<string> Told(Action<List<RibChange>> act)
    {
        var changes = new List<RibChange>();
        act(changes);
        return [.. changes.Select(c => $"{((NodeNlri)c.Nlri).Local!.IgpRouterId!.Value.Value} {(c.IsWithdrawn ? "gone" : c.Attribute?.Find<NodeName>()?.Text ?? "nothing")}")];
    }

    [Test]
    public void Route_comes_changes_and_goes()
    {
        Assert.That(Apply(_one, Announcing(Named("a"), Node(1))), Is.EqualTo(new[] { "1 a" }));
        Assert.That(Apply(_one, Announcing(Named("a"), Node(1))), Is.Empty);
        Assert.That(Apply(_one, Announcing(Named("b"), Node(1))), Is.EqualTo(new[] { "1 b" }));
        Assert.That((_rib.Count, _one.RouteCount), Is.EqualTo((1, 1)));
        Assert.That(Apply(_one, Withdrawing(Node(1), Node(2))), Is.EqualTo(new[] { "1 gone" }));
        Assert.That((_rib.Count, _one.RouteCount), Is.EqualTo((0, 0)));
    }

    [Test]
    public void Route_without_attribute_29_is_there_and_says_nothing() =>
        Assert.That(Apply(_one, Announcing([new Origin(0), AsPath.Empty], Node(1))), Is.EqualTo(new[] { "1 nothing" }));

    [Test]
    public void Treat_as_withdraw_withdraws()
    {
        Apply(_one, Announcing(Named("a"), Node(1)));
        Assert.That(Apply(_one, Announcing(Named("b"), Node(1), Node(2)), treatAsWithdraw: true), Is.EqualTo(new[] { "1 gone" }));
    }

    [Test]
    public void Two_reflectors_saying_the_same_are_one_and_either_may_go()
    {
        Apply(_one, Announcing(Named("a"), Node(1), Node(2)));
        Assert.That(Apply(_two, Announcing(Named("a"), Node(1), Node(2))), Is.Empty);
        Assert.That(Told(changes => _rib.MarkStale(_one, null, changes)), Is.Empty);
        Assert.That(Told(changes => _rib.RemoveStale(_one, null, changes)), Is.Empty);
        Assert.That((_one.RouteCount, _one.StaleCount, _two.RouteCount, _rib.Count), Is.EqualTo((0, 0, 2, 2)));
        Assert.That(Told(changes => _rib.RemoveAll(_two, changes)), Is.EquivalentTo(new[] { "1 gone", "2 gone" }));
    }

    [Test]
    public void Other_peer_takes_over_with_what_it_says()
    {
        Apply(_one, Announcing(Named("a"), Node(1)));
        Assert.That(Apply(_two, Announcing(Named("b"), Node(1))), Is.Empty);
        Assert.That(Told(changes => _rib.RemoveAll(_one, changes)), Is.EqualTo(new[] { "1 b" }));
    }

    [Test]
    public void Live_route_goes_before_a_stale_one()
    {
        Apply(_one, Announcing(Named("a"), Node(1)));
        Apply(_two, Announcing(Named("b"), Node(1)));
        Assert.That(Told(changes => _rib.MarkStale(_one, null, changes)), Is.EqualTo(new[] { "1 b" }));
        Assert.That(Apply(_one, Announcing(Named("a"), Node(1))), Is.EqualTo(new[] { "1 a" }));
    }

    [Test]
    public void Stale_routes_that_were_announced_again_stay()
    {
        Apply(_one, Announcing(Named("a"), Node(1), Node(2)));
        _rib.MarkStale(_one, null, []);
        Apply(_one, Announcing(Named("a"), Node(1)));
        Assert.That(_one.StaleCount, Is.EqualTo(1));
        Assert.That(Told(changes => _rib.RemoveStale(_one, AddressFamily.LinkState, changes)), Is.EqualTo(new[] { "2 gone" }));
        Assert.That((_one.RouteCount, _one.StaleCount), Is.EqualTo((1, 0)));
    }

    public sealed record Contest(string Rule, PathAttribute[] Winner, PathAttribute[] Loser, bool WinnerExternal = false)
    {
        public override string ToString() => Rule;
    }

    private static AsPath Path(params uint[] systems) => AsPath.Sequence([.. systems.Select(s => new AutonomousSystem(s))]);

    private static IEnumerable<Contest> Contests()
    {
        yield return new("higher LOCAL_PREF", [new LocalPreference(200)], [new LocalPreference(150)]);
        yield return new("LOCAL_PREF before AS_PATH", [new LocalPreference(200), Path(1, 2)], []);
        yield return new("shorter AS_PATH", [Path(1)], [Path(1, 2)]);
        yield return new("set counts as one", [new AsPath([new AsPathSegment(AsPathSegmentType.Set, [new(1), new(2), new(3)])])], [Path(1, 2)]);
        yield return new("lower MED of one neighbour", [Path(1), new MultiExitDiscriminator(5)], [Path(1), new MultiExitDiscriminator(6)]);
        yield return new("MED missing is zero", [Path(1)], [Path(1), new MultiExitDiscriminator(1)]);
        yield return new("external before internal", [Path(1)], [Path(1)], WinnerExternal: true);
        yield return new("lower originator", [new OriginatorId(new BgpIdentifier(3))], [new OriginatorId(new BgpIdentifier(4))]);
        yield return new("shorter CLUSTER_LIST", [new OriginatorId(new BgpIdentifier(3)), new ClusterList([new(1)])], [new OriginatorId(new BgpIdentifier(3)), new ClusterList([new(1), new(2)])]);
    }

    /// <summary>The winner comes from the peer that loses all later ties, and in both orders.</summary>
    [Test]
    public void Best_route_is_the_one_that_the_rule_prefers([ValueSource(nameof(Contests))] Contest contest, [Values] bool winnerFirst)
    {
        _two.IsInternal = !contest.WinnerExternal;
        var winner = (_two, Announcing(Named("winner", contest.Winner), Node(1)));
        var loser = (_one, Announcing(Named("loser", contest.Loser), Node(1)));
        foreach (var (peer, update) in winnerFirst ? new[] { winner, loser } : [loser, winner])
            Apply(peer, update);
        Assert.That(_rib.Best().Single().Attribute!.Find<NodeName>()!.Text, Is.EqualTo("winner"));
    }

    [Test]
    public void Med_of_different_neighbours_is_not_compared()
    {
        Apply(_one, Announcing(Named("a", Path(1), new MultiExitDiscriminator(9)), Node(1)));
        Apply(_two, Announcing(Named("b", Path(2), new MultiExitDiscriminator(1)), Node(1)));
        Assert.That(_rib.Best().Single().Peer, Is.SameAs(_one));
    }

    [Test]
    public void Lower_router_id_then_lower_address_decide_at_last()
    {
        var twin = new RibPeer("twin", 0) { Identifier = _one.Identifier };
        Apply(_two, Announcing(Named("a"), Node(1)));
        Apply(_one, Announcing(Named("b"), Node(1)));
        Assert.That(_rib.Best().Single().Peer, Is.SameAs(_one));
        Apply(twin, Announcing(Named("c"), Node(1)));
        Assert.That(_rib.Best().Single().Peer, Is.SameAs(twin));
    }

    [Test]
    public void Best_route_does_not_depend_on_the_order_of_arrival()
    {
        var random = new Random(9552);
        RibPeer[] peers = [_one, _two, new("three", 3) { Identifier = new BgpIdentifier(3), IsInternal = false }];
        for (var run = 0; run < 200; run++)
        {
            var updates = peers.Select(p => (p, Announcing(Named(p.Name,
                Path([.. Enumerable.Range(0, 1 + random.Next(2)).Select(_ => 1u + (uint)random.Next(2))]),
                new LocalPreference(100 + (uint)random.Next(2)), new MultiExitDiscriminator((uint)random.Next(3))), Node(1)))).ToArray();
            var best = new HashSet<string>();
            foreach (var order in new[] { new[] { 0, 1, 2 }, [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0] })
            {
                var rib = new LinkStateRib(LocalAs, LocalIdentifier);
                foreach (var i in order)
                    rib.Apply(updates[i].p, updates[i].Item2, false, []);
                best.Add(rib.Best().Single().Peer!.Name);
            }
            Assert.That(best, Has.Count.EqualTo(1));
        }
    }

    [Test]
    public void Looped_route_is_passed_over_and_ends_the_earlier_one()
    {
        _two.IsInternal = false;
        Apply(_two, Announcing(Named("a", Path(1)), Node(1)));
        Assert.That(Apply(_two, Announcing(Named("a", Path(1, 65000)), Node(1))), Is.EqualTo(new[] { "1 gone" }));
        Apply(_one, Announcing(Named("a", new OriginatorId(LocalIdentifier)), Node(1)));
        Assert.That((_rib.Count, _one.LoopedRoutes, _two.LoopedRoutes), Is.EqualTo((0, 1L, 1L)));
    }

    [Test]
    public void Peer_that_passes_its_limit_is_told_and_grows_no_further()
    {
        var limited = new RibPeer("limited", 9, limit: 2);
        Assert.That(_rib.Apply(limited, Announcing(Named("a"), Node(1), Node(2)), false, []), Is.Null);
        Assert.That(_rib.Apply(limited, Announcing(Named("b"), Node(1), Node(2)), false, []), Is.Null);
        Assert.That(_rib.Apply(limited, Announcing(Named("b"), Node(3), Node(4)), false, []), Is.EqualTo(AddressFamily.LinkState));
        Assert.That((_rib.Count, limited.RouteCount), Is.EqualTo((2, 2)));
    }

    [Test]
    public void Few_huge_nlris_are_as_bad_as_many()
    {
        var limited = new RibPeer("limited", 9, limit: 100);
        var passed = 0;
        for (ushort i = 0; i < 50 && passed == 0; i++)
        {
            var huge = new UnknownNlri(65000, ValueList.Create<byte>([(byte)(i >> 8), (byte)i, .. new byte[30_000]]));
            passed = _rib.Apply(limited, Announcing(Named("a"), huge), false, []) is null ? 0 : i;
        }
        Assert.That(passed, Is.EqualTo(4));
        _rib.RemoveAll(limited, []);
        Assert.That((limited.RouteCount, limited.Octets), Is.EqualTo((0, 0L)));
    }

    [Test]
    public void Octets_follow_the_routes()
    {
        Apply(_one, Announcing(Named("a"), Node(1)));
        var before = _one.Octets;
        Apply(_one, Announcing(Named("abc"), Node(1)));
        Assert.That(_one.Octets, Is.EqualTo(before + 2));
        Apply(_one, Withdrawing(Node(1)));
        Assert.That(_one.Octets, Is.Zero);
    }

    [Test]
    public void Families_are_tables_of_their_own()
    {
        var vpn = new NodeNlri(ProtocolId.IsisLevel2, 0, Wrap.Node.Local!, 7);
        Apply(_one, Announcing(Named("a"), Node(1)));
        Apply(_one, new BgpUpdate([new MpReachNlri(AddressFamily.LinkStateVpn, [0, 0, 0, 0, 0, 0, 0, 0, 10, 0, 0, 1], [vpn]), .. Named("v")]));
        Assert.That(_rib.Best().Select(c => c.Family), Is.EqualTo(new[] { AddressFamily.LinkState, AddressFamily.LinkStateVpn }));
        _rib.MarkStale(_one, AddressFamily.LinkStateVpn, []);
        _rib.RemoveStale(_one, null, []);
        Assert.That(_rib.Best().Select(c => c.Family), Is.EqualTo(new[] { AddressFamily.LinkState }));
    }
}
