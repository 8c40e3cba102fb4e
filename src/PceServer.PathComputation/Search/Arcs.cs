using System.Runtime.CompilerServices;
using PceServer.Topology;

namespace PceServer.PathComputation.Search;

/// <summary>The links of a snapshot in the order in which a search meets them: outgoing ones of each node, or incoming ones.</summary>
internal readonly ref struct Arcs
{
    private static readonly ConditionalWeakTable<TopologySnapshot, int[]> s_tails = [];

    private Arcs(ReadOnlySpan<int> starts, ReadOnlySpan<int> heads, ReadOnlySpan<bool> noTransit)
    {
        Starts = starts;
        Heads = heads;
        NoTransit = noTransit;
        HasNoTransit = noTransit.Contains(true);
    }

    public ReadOnlySpan<int> Starts { get; }

    /// <summary>The node at the other end.</summary>
    public ReadOnlySpan<int> Heads { get; }

    /// <summary>Nodes that are reached but never passed.</summary>
    public ReadOnlySpan<bool> NoTransit { get; }

    /// <summary>There are such nodes.</summary>
    public bool HasNoTransit { get; }

    public int NodeCount => Starts.Length - 1;

    /// <summary>Arc i is edge i.</summary>
    public static Arcs Out(TopologySnapshot topology) => new(topology.OutStart, topology.EdgeTo, topology.NoTransit);

    /// <summary>Arc i is edge <c>InEdges[i]</c>.</summary>
    public static Arcs In(TopologySnapshot topology) =>
        new(topology.InStart, s_tails.GetValue(topology, t => Gather(t.InEdges, t.EdgeFrom)), topology.NoTransit);

    /// <summary>Arcs of some other graph.</summary>
    public static Arcs Of(ReadOnlySpan<int> starts, ReadOnlySpan<int> heads, ReadOnlySpan<bool> noTransit) => new(starts, heads, noTransit);

    /// <summary>A column by edge, brought into the order of incoming arcs.</summary>
    public static T[] Gather<T>(ReadOnlySpan<int> edges, ReadOnlySpan<T> column)
    {
        var gathered = new T[edges.Length];
        for (var i = 0; i < gathered.Length; i++)
            gathered[i] = column[edges[i]];
        return gathered;
    }
}
