using PceServer.Bgp;
using PceServer.Bgp.LinkState;
using PceServer.Wire;

namespace PceServer.Benchmarks.Bgp;

/// <summary>The announcements of a made-up IS-IS network, as a router sends them: a ring of nodes with chords, one NLRI in each UPDATE, its attributes with it.</summary>
internal sealed class LinkStateStream
{
    private static readonly PathAttribute[] s_common = [new Origin(OriginCode.Igp), AsPath.Empty, new LocalPreference(100)];
    private static readonly ValueList<byte> s_nextHop = [127, 0, 0, 1];

    private readonly List<byte> _octets = [];

    /// <param name="halfLinks">A multiple of twice the nodes: each node reaches that many others on either side of it.</param>
    public LinkStateStream(int nodes, int halfLinks, int prefixes)
    {
        (Nodes, HalfLinks, Prefixes) = (nodes, halfLinks, prefixes);
        for (var n = 0; n < nodes; n++)
            Add(Node(n), NodeAttributes(n));
        var reach = halfLinks / nodes / 2;
        for (var n = 0; n < nodes; n++)
        {
            for (var step = 1; step <= reach; step++)
            {
                var other = (n + step) % nodes;
                Add(Link(n, other, step, forward: true), LinkAttributes(n, step));
                Add(Link(other, n, step, forward: false), LinkAttributes(n, step));
            }
        }
        for (var p = 0; p < prefixes; p++)
            Add(Prefix(p), [new PrefixMetric(10), PrefixSid.Index((uint)(p % 50_000), 0x40), new PrefixAttributeFlags([0x20])]);
        Octets = [.. _octets];
        _octets.Clear();
        _octets.TrimExcess();
        EndOfRib = BgpCodec.Encode(BgpUpdate.EndOfRibMarker(AddressFamily.LinkState), BgpSessionParameters.Default);
    }

    public int Nodes { get; }

    public int HalfLinks { get; }

    public int Prefixes { get; }

    public int Nlris => Nodes + HalfLinks + Prefixes;

    public byte[] Octets { get; }

    public byte[] EndOfRib { get; }

    /// <summary>The UPDATEs of the stream, one by one.</summary>
    public List<byte[]> Messages()
    {
        var messages = new List<byte[]>(Nlris);
        for (var at = 0; at < Octets.Length;)
        {
            var length = (Octets[at + 16] << 8) | Octets[at + 17];
            messages.Add(Octets.AsSpan(at, length).ToArray());
            at += length;
        }
        return messages;
    }

    private void Add(LinkStateNlri nlri, ValueList<ITlv> tlvs)
    {
        var update = new BgpUpdate([new MpReachNlri(AddressFamily.LinkState, s_nextHop, [nlri]), .. s_common, new LinkStateAttribute(tlvs)]);
        _octets.AddRange(BgpCodec.Encode(update, BgpSessionParameters.Default));
    }

    private static NodeDescriptor Descriptor(int node) => new()
    {
        AutonomousSystem = new AutonomousSystem(65000),
        BgpLsIdentifier = 0,
        IgpRouterId = new IgpRouterIdentifier((uint)node + 1, 6),
    };

    private static NodeNlri Node(int node) => new(ProtocolId.IsisLevel2, 0, Descriptor(node));

    private static LinkNlri Link(int local, int remote, int step, bool forward)
    {
        // Each link has a subnet of its own: the node it starts from and the step tell it from the others.
        var subnet = 0x0B000000u + ((uint)(forward ? local : remote) * 32) + ((uint)step * 2);
        return new LinkNlri(ProtocolId.IsisLevel2, 0, Descriptor(local), Descriptor(remote), new LinkDescriptor
        {
            Ipv4InterfaceAddress = new Ipv4Address(forward ? subnet : subnet + 1),
            Ipv4NeighborAddress = new Ipv4Address(forward ? subnet + 1 : subnet),
        });
    }

    private static PrefixNlri Prefix(int prefix) => new(ProtocolId.IsisLevel2, 0, Descriptor(prefix), new PrefixDescriptor
    {
        Reachability = IpReachability.V4(0x0A000001u + (uint)prefix, 32),
    });

    private static ValueList<ITlv> NodeAttributes(int node) =>
    [
        new NodeMsd([new Msd(Msd.BaseMplsImposition, 10)]), NodeName.Of($"r{node}"), new IsisAreaIdentifier([0x49, 0, 1]),
        new LocalIpv4RouterId(new Ipv4Address(0x0A000001u + (uint)node)), new SrCapabilities(0x80, [new SidRange(50_000, SidLabel.Label(16_000))]),
        new SrAlgorithms([0, 1]), new SrLocalBlock(0, [new SidRange(1000, SidLabel.Label(15_000))]),
    ];

    private static ValueList<ITlv> LinkAttributes(int node, int step) =>
    [
        new AdministrativeGroup((uint)step), new MaximumLinkBandwidth(1.25e9f), new MaximumReservableLinkBandwidth(1.25e9f),
        new UnreservedBandwidth([1e9f, 1e9f, 1e9f, 1e9f, 1e9f, 1e9f, 1e9f, 1e9f]), new TeDefaultMetric((uint)(10 * step)), new IgpMetric((uint)(10 * step)),
        new SharedRiskLinkGroups([(uint)node]), new AdjacencySid(0x30, 0, 24_000u + (uint)step, 3), new MinMaxUnidirectionalLinkDelay(1000, 1200),
    ];
}
