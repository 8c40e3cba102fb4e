using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace PceServer.Topology;

/// <summary>
/// The topology at one moment, never changed after it is made. Nodes and directed usable links are numbered from zero; the links that leave
/// node n are <c>OutStart[n]</c> up to <c>OutStart[n + 1]</c>, and each column holds one value for each link, in integer units, <see cref="Metric.Missing"/>
/// where unknown. Columns ask nothing of a link that leaves a pseudonode: metrics zero, bandwidth unlimited; affinities are to be read on
/// the way in only.
/// </summary>
public sealed class TopologySnapshot
{
    public static readonly TopologySnapshot Empty = new();

    private Link?[]? _links;
    private RoutingDomains? _routingDomains;

    public ulong Version { get; internal init; }

    public int NodeCount => NodeTable.Nodes.Length;

    public int EdgeCount => LinkTable.Keys.Length;

    /// <summary>Links leaving node n: edge numbers from <c>OutStart[n]</c> to <c>OutStart[n + 1]</c>.</summary>
    public ReadOnlySpan<int> OutStart => LinkTable.OutStart;

    /// <summary>Links reaching node n: <c>InEdges</c> from <c>InStart[n]</c> to <c>InStart[n + 1]</c>.</summary>
    public ReadOnlySpan<int> InStart => LinkTable.InStart;

    public ReadOnlySpan<int> InEdges => LinkTable.InEdges;

    public ReadOnlySpan<int> EdgeFrom => LinkTable.From;

    public ReadOnlySpan<int> EdgeTo => LinkTable.To;

    /// <summary>-1 where there is no reverse link.</summary>
    public ReadOnlySpan<int> EdgeReverse => LinkTable.Reverse;

    /// <summary>Place of the link's domain in <see cref="Domains"/>.</summary>
    public ReadOnlySpan<ushort> EdgeDomain => LinkTable.Domain;

    /// <summary>The domains that usable links lie in.</summary>
    public ImmutableArray<RoutingDomain> Domains => ImmutableCollectionsMarshal.AsImmutableArray(LinkTable.Domains);

    /// <summary>What holds in each domain alone; made when first asked for.</summary>
    public RoutingDomains RoutingDomains =>
        _routingDomains ?? Interlocked.CompareExchange(ref _routingDomains, RoutingDomains.Of(NodeTable, LinkTable), null)
            ?? _routingDomains;

    /// <summary>Missing as well for IS-IS links of metric 2^24-1, which shortest paths leave out (RFC 5305 §3).</summary>
    public ReadOnlySpan<uint> EdgeIgpMetric => Columns.IgpMetric;

    public ReadOnlySpan<uint> EdgeTeMetric => Columns.TeMetric;

    /// <summary>Microseconds.</summary>
    public ReadOnlySpan<uint> EdgeDelay => Columns.Delay;

    /// <summary>Microseconds.</summary>
    public ReadOnlySpan<uint> EdgeDelayVariation => Columns.DelayVariation;

    /// <summary>Units of 0.000003 %.</summary>
    public ReadOnlySpan<uint> EdgeLoss => Columns.Loss;

    /// <summary>First 64 colours; <see cref="Link.Attributes"/> has all 256.</summary>
    public ReadOnlySpan<ulong> EdgeAdminGroup => Columns.Colors;

    /// <summary>Bytes per second; zero where not announced.</summary>
    public ReadOnlySpan<ulong> EdgeMaximumBandwidth => Columns.MaximumBandwidth;

    /// <summary>Bytes per second; zero where not announced.</summary>
    public ReadOnlySpan<ulong> EdgeReservableBandwidth => Columns.ReservableBandwidth;

    /// <summary>Bytes per second of edge e at priority p in place <c>e * 8 + p</c>; zero where not announced.</summary>
    public ReadOnlySpan<ulong> EdgeUnreservedBandwidth => Columns.UnreservedBandwidth;

    /// <summary>SRLGs of edge e: <see cref="EdgeSrlgs"/> from <c>EdgeSrlgStart[e]</c> to <c>EdgeSrlgStart[e + 1]</c>.</summary>
    public ReadOnlySpan<int> EdgeSrlgStart => Columns.Srlgs.Start;

    public ReadOnlySpan<uint> EdgeSrlgs => Columns.Srlgs.Values;

    /// <summary>
    /// True for drained nodes and those overloaded in every level and area that they are in: a path may start or end there, never pass.
    /// Where a router is overloaded in one of several domains, <see cref="RoutingDomains.NoTransit"/> of that domain says so.
    /// </summary>
    public ReadOnlySpan<bool> NoTransit => NodeTable.NoTransit;

    public ReadOnlySpan<bool> IsPseudonode => NodeTable.IsPseudonode;

    public ImmutableArray<Node> Nodes => ImmutableCollectionsMarshal.AsImmutableArray(NodeTable.Nodes);

    /// <summary>Made when first asked for; loops over many links do better with the columns.</summary>
    public ImmutableArray<Link> Links
    {
        get
        {
            if (EdgeCount == 0)
                return [];
            for (var e = 0; e < EdgeCount; e++)
                _ = this[new EdgeIndex(e)];
            return ImmutableCollectionsMarshal.AsImmutableArray((Link[])_links!);
        }
    }

    /// <summary>Every prefix of every node; all advertisers of one prefix stand together.</summary>
    public ImmutableArray<Prefix> Prefixes => ImmutableCollectionsMarshal.AsImmutableArray(PrefixTable.Sorted);

    /// <summary>SRv6 SIDs by node, facts to be shown (RFC 9514 §6).</summary>
    public ImmutableArray<Srv6Sid> Srv6Sids => ImmutableCollectionsMarshal.AsImmutableArray(Srv6SidTable);

    /// <summary>Half-links that were announced but are no edges, and why.</summary>
    public ImmutableArray<UnusableLink> UnusableLinks => ImmutableCollectionsMarshal.AsImmutableArray(LinkTable.Unusable);

    public Node this[NodeIndex node] => NodeTable.Nodes[node.Value];

    public Link this[EdgeIndex edge]
    {
        get
        {
            var links = _links ?? Interlocked.CompareExchange(ref _links, new Link?[EdgeCount], null) ?? _links;
            return links[edge.Value] ??= MakeLink(edge);
        }
    }

    public LinkKey KeyOf(EdgeIndex edge) => LinkTable.Keys[edge.Value];

    public LinkAttributes AttributesOf(EdgeIndex edge) => Columns.Attributes[edge.Value];

    /// <summary>Node SIDs of a node, all algorithms; the one to prefer comes first.</summary>
    public ImmutableArray<NodeSid> NodeSids(NodeIndex node) => PrefixTable.NodeSids[node.Value];

    public bool TryGetNodeSid(NodeIndex node, byte algorithm, out NodeSid sid)
    {
        foreach (var candidate in PrefixTable.NodeSids[node.Value])
        {
            if (candidate.Sid.Algorithm == algorithm)
            {
                sid = candidate;
                return true;
            }
        }
        sid = default;
        return false;
    }

    /// <summary>Every prefix SID of every algorithm, announced or mapped: node SIDs, anycast sets and other prefixes.</summary>
    public ImmutableArray<PrefixSegment> PrefixSegments =>
        ImmutableCollectionsMarshal.AsImmutableArray(PrefixTable.Segments(NodeTable.Nodes));

    /// <summary>What every node says of exactly this prefix.</summary>
    public ReadOnlySpan<Prefix> AdvertisersOf(IpPrefix prefix) => PrefixTable.Advertisers(prefix);

    public ReadOnlySpan<Prefix> PrefixesOf(NodeIndex node) => PrefixTable.OfNode(node);

    /// <summary>The longest announced prefix that holds the address.</summary>
    public bool TryMatch(IpAddress address, out IpPrefix prefix) => PrefixTable.TryMatch(address, out prefix);

    /// <summary>The label that <paramref name="at"/> expects for a SID: absolute, or the index in its own SRGB.</summary>
    public bool TryGetLabel(NodeIndex at, PrefixSid sid, out Label label)
    {
        label = new Label(sid.Value);
        return sid.IsLabel || this[at].Attributes.Srgb.TryLabel(sid.Value, out label);
    }

    /// <summary>The label of an adjacency SID at the node that announces it: absolute, or the index in its SRLB.</summary>
    public bool TryGetLabel(NodeIndex at, AdjacencySid sid, out Label label)
    {
        label = new Label(sid.Value);
        return sid.IsLabel || this[at].Attributes.Srlb.TryLabel(sid.Value, out label);
    }

    /// <summary>The label of a BGP peering SID at the node that announces it: absolute, or the index in its SRLB.</summary>
    public bool TryGetLabel(NodeIndex at, PeerSid sid, out Label label)
    {
        label = new Label(sid.Value);
        return sid.IsLabel || this[at].Attributes.Srlb.TryLabel(sid.Value, out label);
    }

    /// <summary>
    /// The definition in force, whichever domain it is announced in (RFC 9350 §5.3): highest priority, then highest IGP router id.
    /// Algorithms 0 and 1 need none. <see cref="RoutingDomains.TryGetFlexAlgo"/> keeps to one domain.
    /// </summary>
    public bool TryGetFlexAlgo(byte algorithm, [NotNullWhen(true)] out FlexAlgoDefinition? definition) =>
        FlexAlgoTable.TryGet(NodeTable, algorithm, static _ => true, out definition);

    /// <summary>Whether the node lists the algorithm, in whichever domain; one that lists none takes part in algorithm 0.</summary>
    public bool Participates(NodeIndex node, byte algorithm) =>
        this[node].Attributes.Algorithms is { IsEmpty: false } algorithms ? algorithms.Contains(algorithm) : algorithm == 0;

    public bool TryFind(NodeKey key, out NodeIndex node) => NodeTable.ByKey.TryGetValue(key, out node);

    public bool TryFind(LinkKey key, out EdgeIndex edge)
    {
        edge = default;
        return TryFind(key.Local, out var local) && LinkTable.TryFind(key, local, out edge);
    }

    /// <summary>The node that owns an address: router id, host prefix, or interface.</summary>
    public bool TryFindOwner(IpAddress address, out NodeIndex node)
    {
        if (PrefixTable.Addresses(NodeTable.Nodes).TryGetValue(address, out node))
            return true;
        if (!LinkTable.TryFind(address, out var edge))
            return false;
        node = new NodeIndex(LinkTable.From[edge.Value]);
        return true;
    }

    /// <summary>The link that leaves by the interface with this address.</summary>
    public bool TryFindEdge(IpAddress localInterface, out EdgeIndex edge) => LinkTable.TryFind(localInterface, out edge);

    /// <summary>The link that leaves a node by an unnumbered interface.</summary>
    public bool TryFindEdge(NodeIndex node, uint interfaceIdentifier, out EdgeIndex edge)
    {
        for (var e = OutStart[node.Value]; e < OutStart[node.Value + 1]; e++)
        {
            edge = new EdgeIndex(e);
            if (interfaceIdentifier != 0 && LinkTable.Keys[e].LocalIdentifier == interfaceIdentifier)
                return true;
        }
        edge = default;
        return false;
    }

    /// <summary>A node by what an operator calls it: router id or other address of it, name, or IGP id.</summary>
    public bool TryFind(string text, out NodeIndex node) =>
        NodeTable.TryFind(text, out node) || (IpAddress.TryParse(text, out var address) && TryFindOwner(address, out node));

    /// <summary>What an operator would want to know about this topology, the gravest first; looked over when first asked for.</summary>
    public ImmutableArray<HealthFinding> Health => HealthReport.Of(this);

    /// <summary>True when node numbers mean the same nodes in both.</summary>
    public bool HasNodesOf(TopologySnapshot other) => ReferenceEquals(NodeTable.ByKey, other.NodeTable.ByKey);

    /// <summary>True when node and edge numbers mean the same in both: only attributes or prefixes may differ.</summary>
    public bool HasLinksOf(TopologySnapshot other) => ReferenceEquals(LinkTable, other.LinkTable);

    internal NodeTable NodeTable { get; init; } = NodeTable.Empty;
    internal LinkTable LinkTable { get; init; } = LinkTable.Empty;
    internal LinkColumns Columns { get; init; } = LinkColumns.Empty;
    internal PrefixTable PrefixTable { get; init; } = PrefixTable.Empty;
    internal Srv6Sid[] Srv6SidTable { get; init; } = [];
    internal Provenance Provenance { get; init; } = Provenance.Clear;

    /// <summary>Takes over what a predecessor knows of the domains, where it still holds.</summary>
    internal TopologySnapshot Succeeding(TopologySnapshot older)
    {
        _routingDomains = older._routingDomains?.For(NodeTable, older.LinkTable, LinkTable);
        return this;
    }

    private Link MakeLink(EdgeIndex edge)
    {
        var e = edge.Value;
        var reverse = LinkTable.Reverse[e];
        return new Link(
            edge, new NodeIndex(LinkTable.From[e]), new NodeIndex(LinkTable.To[e]), LinkTable.Keys[e], Columns.Attributes[e], reverse < 0
                ? null : new EdgeIndex(reverse));
    }
}
