using System.Diagnostics.CodeAnalysis;

namespace PceServer.Topology;

/// <summary>
/// The routing domains of a snapshot (levels, areas, instances, ASes, topologies) and what holds in each of them alone: who is in it, who
/// is closed to transit, which flexible algorithms are defined and who takes part. Domains are numbered from zero, as in
/// <see cref="TopologySnapshot.EdgeDomain"/>; those that no usable link lies in come last.
/// </summary>
public sealed class RoutingDomains
{
    private static readonly ushort[] TheOnlyOne = [0];

    private readonly NodeTable _nodes;
    private readonly RoutingDomain[] _domains;
    private readonly int[]? _start;
    private readonly ushort[] _of;
    private readonly bool[]?[] _noTransit;

    private RoutingDomains(NodeTable nodes, RoutingDomain[] domains, int[]? start, ushort[] of)
    {
        (_nodes, _domains, _start, _of) = (nodes, domains, start, of);
        _noTransit = new bool[]?[domains.Length];
    }

    public int Count => _domains.Length;

    public RoutingDomain this[int domain] => _domains[domain];

    /// <summary>The number of a domain; false for one that no node is in.</summary>
    public bool TryFind(RoutingDomain wanted, out int domain)
    {
        domain = Array.IndexOf(_domains, wanted);
        return domain >= 0;
    }

    /// <summary>Numbers of the domains that a node is in, in ascending order; in one of another topology it is where it has a link there.</summary>
    public ReadOnlySpan<ushort> Of(NodeIndex node) => _start is { } start ? _of.AsSpan(start[node.Value]..start[node.Value + 1]) : _of;

    public bool IsIn(NodeIndex node, int domain) => Of(node).Contains((ushort)domain);

    /// <summary>What a node says of itself in a domain; null where it is not announced in it.</summary>
    public NodeAttributes? AttributesOf(NodeIndex node, int domain)
    {
        var it = _nodes.Nodes[node.Value];
        if (it.Keys.Length == 1)
            return _domains[domain].Holds(it.Key) && !it.AnnouncedKeys.IsEmpty ? it.Attributes : null;
        NodeAttributes? said = null;
        for (var i = 0; i < it.Keys.Length; i++)
        {
            if (it.AttributesByKey[i] is { } own && _domains[domain].Holds(it.Keys[i]))
                said = said is null ? own : said.Over(own);
        }
        return said;
    }

    /// <summary>
    /// By node number, true where a path inside of the domain may start or end but not pass: drained, or overloaded in this level or area
    /// (RFC 5305 §3, ISO 10589 §7.2.8.1). A router that is overloaded in one level still carries what crosses the other.
    /// </summary>
    public ReadOnlySpan<bool> NoTransit(int domain)
    {
        if (_start is null)
            return _nodes.NoTransit;
        if (Volatile.Read(ref _noTransit[domain]) is { } known)
            return known;
        var made = new bool[_nodes.Nodes.Length];
        for (var n = 0; n < made.Length; n++)
            made[n] = _nodes.NoTransit[n]
                || (_nodes.Nodes[n].Attributes.Overloaded && AttributesOf(new NodeIndex(n), domain) is { Overloaded: true });
        return Interlocked.CompareExchange(ref _noTransit[domain], made, null) ?? made;
    }

    /// <summary>
    /// The definition in force in a domain (RFC 9350 §5.3): of those that its nodes announce in it, highest priority, then highest IGP
    /// router id. Algorithms 0 and 1 need none.
    /// </summary>
    public bool TryGetFlexAlgo(int domain, byte algorithm, [NotNullWhen(true)] out FlexAlgoDefinition? definition) =>
        FlexAlgoTable.TryGet(_nodes, algorithm, _domains[domain].Holds, out definition);

    /// <summary>Whether the node lists the algorithm in this domain; where it lists none it takes part in algorithm 0.</summary>
    public bool Participates(NodeIndex node, int domain, byte algorithm) => AttributesOf(node, domain) switch
    {
        null => false,
        { Algorithms.IsEmpty: true } => algorithm == 0,
        var said => said.Algorithms.Contains(algorithm),
    };

    internal static RoutingDomains Of(NodeTable nodes, LinkTable links)
    {
        if (OnlyOne(nodes, links) is { } only)
            return new RoutingDomains(nodes, only, null, TheOnlyOne);
        var numbers = new DomainNumbers(links.Domains);
        var pairs = new List<ulong>();
        foreach (var node in nodes.Nodes)
        {
            foreach (var key in node.Keys)
                pairs.Add(Pair(node.Index.Value, numbers.Of(RoutingDomain.Of(key))));
        }
        var linked = links.HasSeveralTopologies ? links.Keys.Length : 0;
        for (var e = 0; e < linked; e++)
        {
            // The far end has a half of its own; the default topology is where the identity is.
            if (links.Domains[links.Domain[e]].MultiTopologyId != 0)
                pairs.Add(Pair(links.From[e], links.Domain[e]));
        }
        pairs.Sort();
        ulong[] members = [.. pairs.Distinct()];
        var grouped = Grouped<ushort>.By(nodes.Nodes.Length, members.Length, i => (int)(members[i] >> 16), i => (ushort)members[i]);
        return new RoutingDomains(nodes, [.. numbers.Domains], grouped.Start, grouped.Items);
    }

    /// <summary>The same for nodes that say something else of themselves under the same identities, and other links in the same domains; null when that is not so.</summary>
    internal RoutingDomains? For(NodeTable nodes, LinkTable before, LinkTable after)
    {
        var isSame = ReferenceEquals(nodes.ByKey, _nodes.ByKey)
            && (ReferenceEquals(before, after) || (ReferenceEquals(before.Domains, after.Domains) && !after.HasSeveralTopologies));
        return !isSame ? null : ReferenceEquals(nodes, _nodes) ? this : new RoutingDomains(nodes, _domains, _start, _of);
    }

    private static RoutingDomain[]? OnlyOne(NodeTable nodes, LinkTable links)
    {
        if (links.Domains.Length > 1 || nodes.Nodes.Length == 0)
            return links.Domains.Length > 1 ? null : links.Domains;
        var domain = links.Domains.Length == 1 ? links.Domains[0] : RoutingDomain.Of(nodes.Nodes[0].Key);
        foreach (var node in nodes.Nodes)
        {
            foreach (var key in node.Keys)
            {
                if (RoutingDomain.Of(key) != domain)
                    return null;
            }
        }
        return [domain];
    }

    private static ulong Pair(int node, ushort domain) => ((ulong)node << 16) | domain;
}
