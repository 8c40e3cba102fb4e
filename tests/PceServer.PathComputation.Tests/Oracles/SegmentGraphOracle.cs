using PceServer.Topology;

namespace PceServer.PathComputation.Tests.Oracles;

/// <summary>
/// The fewest SIDs of any latency-optimal path between all pairs, from scratch: Floyd-Warshall with counts of shortest paths tells which pairs one node SID serves
/// and how long that takes; then least (latency, SIDs) over all chains of segments.
/// </summary>
internal sealed class SegmentGraphOracle
{
    private const long Far = long.MaxValue / 4;
    private readonly int _nodes;
    private readonly (long Latency, int Sids)[,] _best;

    public SegmentGraphOracle(TopologySnapshot topology)
    {
        _nodes = topology.NodeCount;
        var segments = Segments(topology);
        _best = new (long, int)[_nodes, _nodes];
        for (var source = 0; source < _nodes; source++)
            Spread(source, segments);
    }

    public (ulong Latency, int Sids) Best(int source, int target) => ((ulong)_best[source, target].Latency, _best[source, target].Sids);

    /// <summary>Latency of one segment between two nodes, or <see cref="Far"/>.</summary>
    private long[,] Segments(TopologySnapshot topology)
    {
        var distance = new long[_nodes, _nodes];
        for (var i = 0; i < _nodes; i++)
        {
            for (var j = 0; j < _nodes; j++)
                distance[i, j] = i == j ? 0 : Far;
        }
        foreach (var link in topology.Links)
            distance[link.From.Value, link.To.Value] = Math.Min(distance[link.From.Value, link.To.Value], link.Attributes.IgpMetric);
        for (var k = 0; k < _nodes; k++)
        {
            for (var i = 0; i < _nodes; i++)
            {
                for (var j = 0; j < _nodes; j++)
                    distance[i, j] = Math.Min(distance[i, j], distance[i, k] + distance[k, j]);
            }
        }
        var segments = new long[_nodes, _nodes];
        for (var i = 0; i < _nodes; i++)
        {
            foreach (var j in Enumerable.Range(0, _nodes).OrderBy(j => distance[i, j]))
            {
                var ways = topology.Links.Where(l => l.To.Value == j && distance[i, l.From.Value] + l.Attributes.IgpMetric == distance[i, j]).ToList();
                // One way in, from a node that has itself one way only.
                segments[i, j] = i == j ? 0 : ways.Count == 1 && segments[i, ways[0].From.Value] < Far ? segments[i, ways[0].From.Value] + ways[0].Attributes.DelayMicroseconds : Far;
            }
        }
        foreach (var link in topology.Links.Where(l => l.Attributes.AdjacencySids.Length > 0))
            segments[link.From.Value, link.To.Value] = Math.Min(segments[link.From.Value, link.To.Value], link.Attributes.DelayMicroseconds);
        return segments;
    }

    private void Spread(int source, long[,] segments)
    {
        var done = new bool[_nodes];
        for (var i = 0; i < _nodes; i++)
            _best[source, i] = i == source ? (0, 0) : (Far, 0);
        for (var round = 0; round < _nodes; round++)
        {
            var node = -1;
            for (var i = 0; i < _nodes; i++)
            {
                if (!done[i] && (node < 0 || _best[source, i].CompareTo(_best[source, node]) < 0))
                    node = i;
            }
            done[node] = true;
            for (var i = 0; i < _nodes; i++)
            {
                var next = (_best[source, node].Latency + segments[node, i], _best[source, node].Sids + 1);
                if (i != node && segments[node, i] < Far && next.CompareTo(_best[source, i]) < 0)
                    _best[source, i] = next;
            }
        }
    }
}
