using PceServer.Testing;

namespace PceServer.Topology.Tests;

/// <summary>What is said at the moment, and random things to say next.</summary>
internal sealed class RandomTopology
{
    private static readonly string[] Sources = ["r1", "r2", "static"];
    private readonly Dictionary<(string Source, object Key), TopologyChange> _said = [];
    private bool _isSupplement;

    public TopologySnapshot Fresh() => Snapshots.Of(Facts());

    public IEnumerable<TopologyChange> Facts() => [new SourcePolicy("static", 200, _isSupplement), .. _said.Values];

    public IEnumerable<TopologyChange> Change(SplitMix random)
    {
        for (var n = 1 + random.Below(8); n > 0; n--)
        {
            var source = Sources[random.Below(10) < 7 ? 0 : random.Below(3)];
            yield return random.Below(60) switch
            {
                0 => Gone(source),
                1 => Policy(random.Below(2) == 0),
                < 12 => Keep(RandomNode(random, source)),
                < 25 => Keep(RandomPrefix(random, source)),
                < 29 => Keep(RandomSrv6Sid(random, source)),
                _ => Keep(RandomLink(random, source)),
            };
        }
    }

    private SourceGone Gone(string source)
    {
        foreach (var key in _said.Keys.Where(k => k.Source == source).ToList())
            _said.Remove(key);
        return new SourceGone(source);
    }

    private SourcePolicy Policy(bool isSupplement)
    {
        _isSupplement = isSupplement;
        return new SourcePolicy("static", 200, isSupplement);
    }

    private TopologyChange Keep(TopologyChange change)
    {
        var (key, isSaid) = change switch
        {
            NodeChange c => ((object)c.Key, c.Attributes is not null),
            LinkChange c => (c.Key, c.Attributes is not null),
            PrefixChange c => (c.Key, c.Attributes is not null),
            Srv6SidChange c => (c.Key, c.Attributes is not null),
            _ => throw new ArgumentOutOfRangeException(nameof(change)),
        };
        if (isSaid)
            _said[(change.Source, key)] = change;
        else
            _said.Remove((change.Source, key));
        return change;
    }

    private static NodeChange RandomNode(SplitMix random, string source) =>
        new(source, Key(random), random.Below(6) == 0 ? null : new NodeAttributes
        {
            Name = random.Below(3) == 0 ? $"n{random.Below(5)}" : null,
            RouterIds = random.Below(4) == 0 ? [IpAddress.V4(0x0A000001 + (uint)random.Below(6))] : [],
            Overloaded = random.Below(5) == 0,
            MaximumSidDepth = random.Below(2) == 0 ? (byte)random.Below(3) : null,
            Algorithms = random.Below(3) == 0 ? [0, 128] : [],
            FlexAlgoDefinitions = random.Below(6) == 0 ? [new FlexAlgoDefinition(128, FlexAlgoMetric.Te, 0, (byte)random.Below(3))] : [],
            Srv6 = random.Below(5) == 0 ? new Srv6Capabilities(random.Below(2) == 0) : null,
        });

    private static LinkChange RandomLink(SplitMix random, string source)
    {
        var (a, b) = (Key(random), Key(random));
        var serial = (uint)random.Below(3);
        // The smaller end has the even address, so that the two halves have a chance to fit.
        var isForth = a.CompareTo(b) <= 0;
        var key = random.Below(3) switch
        {
            0 => new LinkKey(a, b)
            {
                LocalAddress = IpAddress.V4((serial * 2) + (isForth ? 0u : 1)),
                RemoteAddress = IpAddress.V4((serial * 2) + (isForth ? 1u : 0))
            },
            1 => new LinkKey(a, b) { LocalIdentifier = 1 + serial, RemoteIdentifier = 1 + serial },
            _ => new LinkKey(a, b),
        };
        // Another topology now and then, in which fewer nodes are.
        key = random.Below(8) == 0 ? key with { MultiTopologyId = 2 } : key;
        return new LinkChange(source, key, random.Below(5) == 0 ? null : new LinkAttributes
        {
            IgpMetric = random.Below(8) == 0 ? 0xFFFFFF : (uint)random.Below(4),
            DelayMicroseconds = random.Below(3) == 0 ? (uint)random.Below(100) : Metric.Missing,
            AdminGroup = new AdminGroup((ulong)random.Below(4)),
            MaximumBandwidth = random.Below(2) == 0 ? (ulong)random.Below(3) : null,
            UnreservedBandwidth = random.Below(2) == 0 ? [.. Enumerable.Range(0, 8).Select(p => (ulong)random.Below(2))] : [],
            Srlgs = random.Below(3) == 0 ? [(uint)random.Below(3)] : [],
            Srv6EndXSids = random.Below(9) == 0 ? [new Srv6EndXSid(Six(random), 5, Srv6SidFlags.Backup, 128, 1, default, new(40, 24, 16, 0))] : [],
        });
    }

    private static PrefixChange RandomPrefix(SplitMix random, string source) => new(
        source, new PrefixKey(Key(random), IpPrefix.Host(IpAddress.V4(0x0A000001 + (uint)random.Below(6)))), random.Below(5) == 0
            ? null : new PrefixAttributes
            {
                Metric = (uint)random.Below(3),
                IsNodePrefix = random.Below(3) == 0 ? true : null,
                IsAnycast = random.Below(6) == 0,
                PrefixSids = random.Below(2) == 0 ? [new PrefixSid((uint)random.Below(4), false, 0, PrefixSidFlags.Node)] : [],
            });

    private static Srv6SidChange RandomSrv6Sid(SplitMix random, string source) =>
        new(source, new Srv6SidKey(Key(random), Six(random)), random.Below(3) == 0 ? null : new Srv6SidAttributes
        {
            Behavior = random.Below(2) == 0 ? (ushort)random.Below(3) : null,
            Peers = random.Below(4) == 0 ? [new Srv6PeerNode(65000, (uint)random.Below(3), Srv6SidFlags.Set, 1)] : [],
        });

    private static IpAddress Six(SplitMix random) => IpAddress.V6(new UInt128(0x20010DB800000000, (ulong)random.Below(3)));

    private static NodeKey Key(SplitMix random) => random.Below(8) switch
    {
        0 => new(LinkStateProtocol.IsisLevel1, 0, 0, 0, 0, new IgpRouterId(1 + (ulong)random.Below(3), 6)),
        1 => new(LinkStateProtocol.Ospfv2, 1, 0, 0, (uint)random.Below(2), new IgpRouterId(0x0A000001 + (ulong)random.Below(4), 4)),
        2 => new(LinkStateProtocol.Bgp, 0, 65000 + (uint)random.Below(2), 0, 0, default, 0x0A000001 + (uint)random.Below(4)),
        3 => new(LinkStateProtocol.IsisLevel2, 0, 0, 0, 0, new IgpRouterId((1 << 8) | 1, 7)),
        _ => new(LinkStateProtocol.IsisLevel2, 0, 0, 0, 0, new IgpRouterId(1 + (ulong)random.Below(4), 6)),
    };
}
