using System.Runtime.CompilerServices;
using PceServer.PathComputation.Constraints;
using PceServer.PathComputation.Domains;
using PceServer.PathComputation.Search;
using PceServer.Topology;

namespace PceServer.PathComputation.Segments;

/// <summary>
/// What one SR algorithm makes of a snapshot: the links on which its shortest paths run, and the node SIDs that ride on them. Made once for each snapshot and
/// algorithm, kept as long as the snapshot lives.
/// </summary>
internal sealed class SegmentRouting
{
    /// <summary>A link on which no node SID travels.</summary>
    public const uint Unusable = uint.MaxValue;

    private static readonly ConditionalWeakTable<TopologySnapshot, SegmentRouting?[]> s_known = [];

    private readonly RoutingDomains _domains;
    private uint[]? _incomingWeights;
    private DomainRoutes? _routes;
    private PrefixFec[]? _anycastEnds;

    private SegmentRouting(TopologySnapshot topology, byte algorithm)
    {
        (Topology, Algorithm, _domains) = (topology, algorithm, topology.RoutingDomains);
        for (var (d, igps) = (0, 0); d < _domains.Count && !HasSeveralDomains; d++)
            HasSeveralDomains = _domains[d].IsIgp && ++igps > 1;
        SidIndex = new uint[topology.NodeCount];
        SrgbSize = new uint[topology.NodeCount];
        HasSid = new bool[topology.NodeCount];
        foreach (var node in topology.Nodes)
            ReadNode(node);
        Weights = ReadLinks();
        foreach (var weight in Weights)
            LargestWeight = weight != Unusable && weight > LargestWeight ? weight : LargestWeight;
    }

    public TopologySnapshot Topology { get; }

    public byte Algorithm { get; }

    /// <summary>Metric by edge that the routers themselves use for this algorithm.</summary>
    public uint[] Weights { get; }

    /// <summary>The same in the order of incoming links.</summary>
    public uint[] IncomingWeights => _incomingWeights ??= Arcs.Gather<uint>(Topology.InEdges, Weights);

    public uint LargestWeight { get; }

    /// <summary>By node: its SID, an index into the SRGB of whoever forwards to it.</summary>
    public uint[] SidIndex { get; }

    public bool[] HasSid { get; }

    /// <summary>By node: labels in its SRGB; 0 = does not forward on node SIDs.</summary>
    public uint[] SrgbSize { get; }

    /// <summary>Node SIDs are followed domain by domain; in one domain a shortest path of the whole snapshot is the same, and quicker.</summary>
    public bool HasSeveralDomains { get; }

    /// <summary>The ways of prefix SIDs from router to router.</summary>
    public DomainRoutes Routes => Volatile.Read(ref _routes) ?? Interlocked.CompareExchange(ref _routes, new DomainRoutes(this), null) ?? _routes;

    /// <summary>With one domain, the anycast segments of which some member forwards by SIDs and has none of its own.</summary>
    public PrefixFec[] AnycastEnds => _anycastEnds ??= FindAnycastEnds();

    public static SegmentRouting Of(TopologySnapshot topology, byte algorithm)
    {
        var byAlgorithm = s_known.GetValue(topology, _ => new SegmentRouting?[256]);
        return Volatile.Read(ref byAlgorithm[algorithm])
            ?? Interlocked.CompareExchange(ref byAlgorithm[algorithm], new SegmentRouting(topology, algorithm), null)
            ?? byAlgorithm[algorithm]!;
    }

    /// <summary>A path of this algorithm keeps to its nodes and its links; peering links belong to none.</summary>
    public void Prune(ulong[] weights)
    {
        for (var edge = 0; edge < weights.Length; edge++)
        {
            if (Weights[edge] == Unusable && !LinkMetrics.IsPeering(Topology, edge))
                weights[edge] = LinkMetrics.None;
        }
    }

    /// <summary>What the algorithm itself minimises, as an objective.</summary>
    public ulong[] ObjectiveColumn()
    {
        var column = new ulong[Weights.Length];
        for (var edge = 0; edge < column.Length; edge++)
            column[edge] = Weights[edge] == Unusable ? LinkMetrics.IsPeering(Topology, edge) ? 0 : LinkMetrics.None : Weights[edge];
        return column;
    }

    private void ReadNode(Node node)
    {
        var at = node.Index.Value;
        // A LAN forwards no label itself: it is in nobody's way.
        SrgbSize[at] = node.IsPseudonode ? uint.MaxValue
            : Topology.Participates(node.Index, Algorithm) ? (uint)node.Attributes.Srgb.Ranges.Sum(r => r.Size) : 0;
        // A SID announced as a label means something at its own node only (RFC 8667 §2.1.1.1): it leads nobody there.
        if (!Topology.TryGetNodeSid(node.Index, Algorithm, out var sid) || sid.Sid.IsLabel || !Topology.Participates(node.Index, Algorithm))
            return;
        // Without penultimate hop popping the last hop swaps to the owner's own label (RFC 8667 §2.1.1): the owner must have one.
        var keepsLabel = (sid.Sid.Flags & (PrefixSidFlags.NoPenultimateHopPopping | PrefixSidFlags.ExplicitNull)) == PrefixSidFlags.NoPenultimateHopPopping;
        if (keepsLabel && SrgbSize[at] <= sid.Sid.Value)
            return;
        (HasSid[at], SidIndex[at]) = (true, sid.Sid.Value);
    }

    private PrefixFec[] FindAnycastEnds()
    {
        var lonely = new HashSet<int>();
        for (var node = 0; node < HasSid.Length && !HasSeveralDomains; node++)
        {
            if (!HasSid[node] && SrgbSize[node] > 0 && !Topology.IsPseudonode[node])
                lonely.Add(node);
        }
        return lonely.Count == 0 ? [] : [.. Routes.Fecs.All.Where(f => f.Owners.Length > 1 && f.Owners.Any(lonely.Contains))];
    }

    private uint[] ReadLinks()
    {
        var definitions = Definitions();
        var weights = Topology.EdgeIgpMetric.ToArray();
        for (var edge = 0; edge < weights.Length; edge++)
        {
            var domain = Topology.EdgeDomain[edge];
            var reverse = Topology.EdgeReverse[edge];
            // An adjacency is one within a domain: both halves are announced in it.
            if (reverse < 0 || Topology.EdgeDomain[reverse] != domain || !_domains[domain].IsIgp || !BothParticipate(edge, domain))
                weights[edge] = Unusable;
            else if (definitions[domain] is { } definition)
                weights[edge] = Under(definition, edge, weights[edge]);
        }
        return weights;
    }

    /// <summary>By domain, the definition in force there.</summary>
    private FlexAlgoDefinition?[] Definitions()
    {
        var definitions = new FlexAlgoDefinition?[_domains.Count];
        for (var d = 0; Algorithm >= 128 && d < definitions.Length; d++)
            definitions[d] = _domains.TryGetFlexAlgo(d, Algorithm, out var found) ? found : null;
        return definitions;
    }

    /// <summary>The link's metric under a flexible algorithm's definition, or <see cref="Unusable"/> (RFC 9350 §13). A link without the metric is left out.</summary>
    private uint Under(FlexAlgoDefinition definition, int edge, uint igp)
    {
        if (Topology.IsPseudonode[Topology.EdgeFrom[edge]])
            return 0;
        var attributes = Topology.AttributesOf(new EdgeIndex(edge));
        attributes = attributes.FlexAlgo ?? attributes;
        var colours = attributes.AdminGroup;
        if (colours.Intersects(definition.ExcludeAny) || (!definition.IncludeAny.IsEmpty && !colours.Intersects(definition.IncludeAny))
            || !colours.Includes(definition.IncludeAll) || definition.ExcludedSrlgs.Any(attributes.Srlgs.Contains))
            return Unusable;
        return definition.Metric switch
        {
            FlexAlgoMetric.Igp => igp,
            FlexAlgoMetric.MinimumDelay => attributes.DelayMicroseconds,
            FlexAlgoMetric.Te => attributes.TeMetric,
            _ => Unusable,
        };
    }

    private bool BothParticipate(int edge, int domain) => Algorithm == 0 || (IsIn(Topology.EdgeFrom[edge], domain) && IsIn(Topology.EdgeTo[edge], domain));

    private bool IsIn(int node, int domain) => Topology.IsPseudonode[node] || _domains.Participates(new NodeIndex(node), domain, Algorithm);
}
