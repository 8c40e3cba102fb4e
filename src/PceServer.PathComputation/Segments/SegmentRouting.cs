using System.Runtime.CompilerServices;
using PceServer.PathComputation.Constraints;
using PceServer.PathComputation.Search;
using PceServer.Topology;

namespace PceServer.PathComputation.Segments;

/// <summary>
/// What one SR algorithm makes of a snapshot: the links on which its shortest paths run, and the node SIDs that ride on them. Made once for each snapshot and
/// algorithm, kept as long as the snapshot lives.
/// </summary>
internal sealed class SegmentRouting
{
    private static readonly ConditionalWeakTable<TopologySnapshot, SegmentRouting?[]> s_known = [];

    private SegmentRouting(TopologySnapshot topology, byte algorithm)
    {
        (Topology, Algorithm) = (topology, algorithm);
        SidIndex = new uint[topology.NodeCount];
        SrgbSize = new uint[topology.NodeCount];
        HasSid = new bool[topology.NodeCount];
        IsPseudonode = new bool[topology.NodeCount];
        foreach (var node in topology.Nodes)
            ReadNode(node);
        Weights = ReadLinks();
    }

    public TopologySnapshot Topology { get; }

    public byte Algorithm { get; }

    /// <summary>Metric by edge that the routers themselves use for this algorithm.</summary>
    public ulong[] Weights { get; }

    /// <summary>By node: an index into the SRGB, or 0 for a SID that is an absolute label and asks for no index.</summary>
    public uint[] SidIndex { get; }

    public bool[] HasSid { get; }

    /// <summary>By node: labels in its SRGB; 0 = does not forward on node SIDs.</summary>
    public uint[] SrgbSize { get; }

    public bool[] IsPseudonode { get; }

    public static SegmentRouting Of(TopologySnapshot topology, byte algorithm)
    {
        var byAlgorithm = s_known.GetValue(topology, _ => new SegmentRouting?[256]);
        return Volatile.Read(ref byAlgorithm[algorithm])
            ?? Interlocked.CompareExchange(ref byAlgorithm[algorithm], new SegmentRouting(topology, algorithm), null)
            ?? byAlgorithm[algorithm]!;
    }

    /// <summary>A node that does not list its algorithms takes part in algorithm 0 only.</summary>
    public static bool Participates(NodeAttributes node, byte algorithm) =>
        node.Algorithms.IsDefaultOrEmpty ? algorithm == 0 : node.Algorithms.Contains(algorithm);

    private void ReadNode(Node node)
    {
        var at = node.Index.Value;
        IsPseudonode[at] = node.IsPseudonode;
        // A LAN forwards no label itself: it is in nobody's way.
        SrgbSize[at] = node.IsPseudonode ? uint.MaxValue
            : Participates(node.Attributes, Algorithm) ? (uint)node.Attributes.Srgb.Ranges.Sum(r => r.Size) : 0;
        if (!Topology.TryGetNodeSid(node.Index, Algorithm, out var sid) || !Participates(node.Attributes, Algorithm))
            return;
        HasSid[at] = true;
        SidIndex[at] = sid.Sid.IsLabel ? 0 : sid.Sid.Value;
    }

    private ulong[] ReadLinks()
    {
        var weights = new ulong[Topology.EdgeCount];
        foreach (var link in Topology.Links)
        {
            var leavesPseudonode = IsPseudonode[link.From.Value];
            weights[link.Index.Value] = LinkMetrics.IsPeering(link) || !BothParticipate(link)
                ? DistanceTree.Unreachable
                : LinkMetrics.Of(link, leavesPseudonode, PathMetric.Igp);
        }
        return weights;
    }

    private bool BothParticipate(Link link) =>
        Algorithm == 0 || (IsIn(Topology[link.From]) && IsIn(Topology[link.To]));

    private bool IsIn(Node node) => node.IsPseudonode || Participates(node.Attributes, Algorithm);
}
