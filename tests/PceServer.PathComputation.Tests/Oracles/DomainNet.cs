using System.Collections.Immutable;
using PceServer.Topology;

namespace PceServer.PathComputation.Tests.Oracles;

/// <summary>How a random network of several domains is made.</summary>
/// <param name="Leaks">IS-IS: level 2 prefixes are leaked into level 1.</param>
/// <param name="WithPeer">The last area is another AS, with peering links from some routers and its own numbering of SIDs.</param>
internal sealed record DomainShape(bool IsOspf, bool Leaks, byte Algorithm = 0, bool WithOverload = true, bool WithPeer = false);

/// <summary>
/// A random network of a backbone and areas around it, with border routers that announce what they reach beyond: IS-IS levels or OSPF areas, every identity, prefix
/// and flag as a feed of link-state would give it. The metrics of what is announced again come from distances of its own.
/// </summary>
internal sealed class DomainNet
{
    private readonly Random _random;
    private readonly DomainShape _shape;
    private readonly HashSet<int>[] _areas;
    private readonly List<(int A, int B, int Area, uint Forth, uint Back)> _links = [];
    private readonly TopologyBuilder _builder = new();
    private readonly FlexAlgoDefinition[] _definitions;
    private readonly HashSet<(int Node, int Area)> _participants = [];
    private readonly int _foreign;
    private readonly int _firstForeign;

    public DomainNet(Random random, int nodes, int areas, DomainShape shape)
    {
        (_random, _shape) = (random, shape);
        _definitions = [.. Enumerable.Range(0, areas + 2).Select(Definition)];
        (_foreign, _firstForeign) = (areas + 1, shape.WithPeer ? nodes : int.MaxValue);
        _areas = [.. Enumerable.Range(0, nodes).Select(_ => new HashSet<int> { random.Next(areas + 1) })];
        for (var area = 1; area <= areas; area++)
        {
            for (var border = 0; border < random.Next(1, 3); border++)
                _areas[random.Next(nodes)].UnionWith([0, area]);
        }
        if (shape.WithPeer)
            _areas = [.. _areas, .. Enumerable.Range(0, random.Next(2, 4)).Select(_ => new HashSet<int> { _foreign })];
        for (var area = 0; area <= _foreign; area++)
            Connect(area);
        foreach (var change in Nodes().Concat(Links()).Concat(Peerings()))
            _builder.Apply(change);
        Snapshot = _builder.Flush();
        AnnounceAll();
        Snapshot = _builder.Flush();
    }

    public TopologySnapshot Snapshot { get; private set; }

    public string Names(IEnumerable<EdgeIndex> path) =>
        string.Join(' ', path.Select(e => Snapshot[e]).Select(l => $"{Snapshot[l.From]}>{Snapshot[l.To]}({l.Key.Local.Protocol}{l.Key.Local.Area})"));

    public override string ToString() => string.Join("; ", _areas.Select((a, i) => $"N{i} in {string.Join('+', a)}"))
        + " | " + string.Join("; ", _links.Select(l => $"N{l.A}-N{l.B} {l.Forth}/{l.Back} in {l.Area}"));

    private void Connect(int area)
    {
        var members = Enumerable.Range(0, _areas.Length).Where(n => _areas[n].Contains(area)).ToArray();
        for (var i = 1; i < members.Length; i++)
            AddLink(members[_random.Next(i)], members[i], area);
        for (var i = _random.Next(3); i > 0 && members.Length > 1; i--)
        {
            if (members[_random.Next(members.Length)] is var one && members[_random.Next(members.Length)] is var other && one != other)
                AddLink(one, other, area);
        }
    }

    private void AddLink(int one, int other, int area) => _links.Add((one, other, area, (uint)_random.Next(1, 5), (uint)_random.Next(1, 5)));

    private FlexAlgoDefinition Definition(int area) => new(_shape.Algorithm, (FlexAlgoMetric)_random.Next(3))
    {
        ExcludeAny = _random.Next(3) == 0 ? 4 : default(AdminGroup),
        IncludeAny = _random.Next(4) == 0 ? 3 : default(AdminGroup),
        IncludeAll = _random.Next(8) == 0 ? 1 : default(AdminGroup),
        ExcludedSrlgs = _random.Next(3) == 0 ? [0, 3] : [],
        UsesPrefixMetric = area != 1,
    };

    private NodeKey Key(int node, int area) => area == _foreign
        ? new NodeKey(LinkStateProtocol.IsisLevel2, 0, 65001, 0, 0, new IgpRouterId((ulong)node + 1, 6))
        : _shape.IsOspf
        ? new NodeKey(LinkStateProtocol.Ospfv2, 0, 65000, 0, (uint)area, new IgpRouterId(Loopback(node).Low, 4))
        : new NodeKey(area == 0 ? LinkStateProtocol.IsisLevel2 : LinkStateProtocol.IsisLevel1, 0, 65000, 0, 0, new IgpRouterId((ulong)node + 1, 6));

    public static IpAddress Loopback(int node) => IpAddress.V4(0x0A000001 + (uint)node);

    private IEnumerable<TopologyChange> Nodes()
    {
        for (var node = 0; node < _areas.Length; node++)
        {
            var (hasSr, small, isDefining) = (_random.Next(15) > 0, _random.Next(15) == 0, _random.Next(3) == 0);
            foreach (var area in _areas[node])
            {
                var participates = hasSr && _shape.Algorithm != 0 && _random.Next(5) > 0 && _participants.Add((node, area));
                yield return new NodeChange("net", Key(node, area), new NodeAttributes
                {
                    Name = $"N{node}",
                    RouterIds = [Loopback(node)],
                    Overloaded = _shape.WithOverload && _random.Next(12) == 0,
                    Srgb = !hasSr ? LabelBlock.Empty : new LabelBlock([new LabelRange(new Label((uint)(16000 + (node % 3 * 1000))), small ? 3u : 100u)]),
                    Algorithms = !hasSr ? [] : participates ? [0, _shape.Algorithm] : [0],
                    FlexAlgoDefinitions = _shape.Algorithm != 0 && isDefining
                        ? [_definitions[area] with { Priority = (byte)_random.Next(3), Metric = _random.Next(5) == 0 ? FlexAlgoMetric.Igp : _definitions[area].Metric }] : [],
                });
            }
        }
    }

    private IEnumerable<TopologyChange> Links()
    {
        foreach (var ((a, b, area, forth, back), number) in _links.Select((l, i) => (l, (uint)i)))
        {
            var key = new LinkKey(Key(a, area), Key(b, area))
            {
                LocalAddress = IpAddress.V4(0xAC100000 + (number * 2)),
                RemoteAddress = IpAddress.V4(0xAC100001 + (number * 2)),
            };
            var group = (uint)_random.Next(5);
            yield return new LinkChange("net", key, Attributes(forth, number * 2, group));
            yield return new LinkChange("net", key.Mirrored(), Attributes(back, (number * 2) + 1, group));
        }
    }

    // One-way links of BGP: the border routers are the same as in the IGP by their router ids.
    private IEnumerable<TopologyChange> Peerings()
    {
        for (var number = 200u; _shape.WithPeer && number < 204; number++)
        {
            var (ours, theirs) = (_random.Next(_firstForeign), _random.Next(_firstForeign, _areas.Length));
            var (from, to) = number % 2 == 0 ? (ours, theirs) : (theirs, ours);
            var key = new LinkKey(PeerKey(from), PeerKey(to)) { LocalIdentifier = number, RemoteIdentifier = number };
            yield return new NodeChange("net", key.Local, NodeAttributes.None);
            yield return new NodeChange("net", key.Remote, NodeAttributes.None);
            yield return new LinkChange("net", key, Attributes(Metric.Missing, number, 7) with
            {
                TeMetric = Metric.Missing,
                AdjacencySids = [],
                PeerSids = [new PeerSid(PeerSidKind.Adjacency, 24000 + number, true)],
            });
        }
    }

    private NodeKey PeerKey(int node) => new(LinkStateProtocol.Bgp, 0, node < _firstForeign ? 65000u : 65001, 0, 0, default, (uint)Loopback(node).Low);

    private LinkAttributes Attributes(uint metric, uint number, uint group) => new()
    {
        IgpMetric = metric,
        TeMetric = (uint)_random.Next(1, 10),
        DelayMicroseconds = _random.Next(25) == 0 ? Metric.Missing : (uint)_random.Next(1, 10),
        AdminGroup = (uint)_random.Next(8),
        Srlgs = [group],
        UnreservedBandwidth = [.. Enumerable.Repeat((ulong)_random.Next(1, 11) * 1000, 8)],
        AdjacencySids = _random.Next(6) == 0 ? [] : [new AdjacencySid(24000 + number, true, 0, 0)],
    };

    // Routers announce their own prefixes; borders then pass on, area by area, what they reach in the others.
    private void AnnounceAll()
    {
        var prefixes = Enumerable.Range(0, _areas.Length).Where(n => _random.Next(8) > 0).ToArray();
        foreach (var node in prefixes)
        {
            foreach (var area in _shape.IsOspf && node < _firstForeign ? [_areas[node].Min()] : _areas[node].ToArray())
                Announce(node, area, node, 0, isOwn: true);
        }
        Snapshot = _builder.Flush();
        PassOn(prefixes, from => from != 0, _ => [0]);
        if (_shape.IsOspf || _shape.Leaks)
            PassOn(prefixes, from => from == 0, border => [.. _areas[border].Where(a => a != 0)]);
    }

    private void PassOn(int[] prefixes, Func<int, bool> isFrom, Func<int, int[]> into)
    {
        var (oracle, special) = (new DomainOracle(Snapshot), new DomainOracle(Snapshot, _shape.Algorithm));
        foreach (var border in Enumerable.Range(0, _areas.Length).Where(n => _areas[n].Count > 1 && _areas[n].Contains(0)))
        {
            foreach (var prefix in prefixes)
            {
                var own = prefix == border;
                if ((own && !_shape.IsOspf) || _random.Next(12) == 0)
                    continue;
                foreach (var area in into(border))
                {
                    var reached = own ? 0 : oracle.DistanceWithin(Index(border), IpPrefix.Host(Loopback(prefix)), d => isFrom(AreaOf(d)) && AreaOf(d) != area);
                    if (reached is not { } metric || (own && _areas[border].Min() == area))
                        continue;
                    // A border passes the SID of an algorithm on only if it has the algorithm's route, or is where it ends.
                    var hasSpecial = own ? _participants.Contains((prefix, _areas[prefix].Min()))
                        : special.Reaches(Index(border), IpPrefix.Host(Loopback(prefix)), SidIndex(prefix) + 50, d => isFrom(AreaOf(d)) && AreaOf(d) != area);
                    Announce(border, area, prefix, metric, isOwn: false, hasSpecial);
                }
            }
        }
        Snapshot = _builder.Flush();
    }

    private int AreaOf(RoutingDomain domain) => domain.AutonomousSystem == 65001 ? _foreign : _shape.IsOspf ? (int)domain.Area : domain.Protocol == LinkStateProtocol.IsisLevel2 ? 0 : 1;

    private int Index(int node) => Snapshot.TryFind(Key(node, _areas[node].First()), out var index) ? index.Value : throw new KeyNotFoundException($"N{node}");

    private uint SidIndex(int node) => (uint)(node < _firstForeign ? node : node - _firstForeign) + 1;

    private void Announce(int at, int area, int node, uint metric, bool isOwn, bool hasSpecial = true)
    {
        var flags = (isOwn ? PrefixSidFlags.Node : PrefixSidFlags.NoPenultimateHopPopping | (_shape.IsOspf ? 0 : PrefixSidFlags.Readvertised))
            | (isOwn && _random.Next(8) == 0 ? PrefixSidFlags.NoPenultimateHopPopping : 0);
        var index = SidIndex(node);
        ImmutableArray<PrefixSid> sids = [new PrefixSid(index, false, 0, flags)];
        // Who takes no part in an algorithm has no SID for it to give.
        if (hasSpecial && _participants.Contains((at, area)))
            sids = sids.Add(new PrefixSid(index + 50, false, _shape.Algorithm, flags));
        var key = new PrefixKey(Key(at, area), IpPrefix.Host(Loopback(node))) { OspfRouteType = (byte)(!_shape.IsOspf ? 0 : isOwn ? 1 : 2) };
        _builder.Apply(new PrefixChange("net", key, new PrefixAttributes
        {
            Metric = metric,
            IsNodePrefix = isOwn,
            IsReadvertised = !isOwn,
            IsDown = !isOwn && !_shape.IsOspf && area != 0,
            IsAttached = !isOwn && _shape.IsOspf && at == node,
            PrefixSids = sids,
            FlexAlgoMetrics = !isOwn && _shape.Algorithm != 0 && _random.Next(3) > 0 ? [new FlexAlgoPrefixMetric(_shape.Algorithm, (uint)_random.Next(1, 20))] : [],
        }));
    }
}
