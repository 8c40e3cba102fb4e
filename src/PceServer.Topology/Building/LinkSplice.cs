namespace PceServer.Topology;

/// <summary>
/// Replaces the links of a few nodes in arrays that hold those of all: what stands between is copied in runs, without a look at the links
/// themselves. Node numbers stay.
/// </summary>
internal sealed class LinkSplice
{
    private readonly int[] _nodes;
    private readonly int[] _oldStart;

    /// <param name="nodes">Numbers of the nodes whose links are replaced, in order.</param>
    /// <param name="counts">How many links each of them has now.</param>
    public LinkSplice(int[] oldStart, int[] nodes, int[] counts)
    {
        (_oldStart, _nodes) = (oldStart, nodes);
        Start = new int[oldStart.Length];
        var (shift, next) = (0, 0);
        for (var n = 0; n + 1 < oldStart.Length; n++)
        {
            if (next < nodes.Length && nodes[next] == n)
                shift += counts[next++] - (oldStart[n + 1] - oldStart[n]);
            Start[n + 1] = oldStart[n + 1] + shift;
        }
    }

    /// <summary>The new starts.</summary>
    public int[] Start { get; }

    public ReadOnlySpan<int> Nodes => _nodes;

    /// <summary>The array with room for the new links, <paramref name="width"/> places for each.</summary>
    public T[] Spread<T>(T[] old, int width = 1)
    {
        var result = GC.AllocateUninitializedArray<T>(Start[^1] * width);
        var first = 0;
        foreach (var node in _nodes)
        {
            Copy(old, result, first, node, width);
            first = node + 1;
        }
        Copy(old, result, first, Start.Length - 1, width);
        return result;
    }

    /// <summary>Edges of the replaced nodes, by their new numbers.</summary>
    public IEnumerable<int> Edges()
    {
        foreach (var node in _nodes)
        {
            for (var e = Start[node]; e < Start[node + 1]; e++)
                yield return e;
        }
    }

    /// <summary>Where an edge of a node that keeps its links stands now.</summary>
    public int Moved(int edge, int node) => edge + Start[node] - _oldStart[node];

    private void Copy<T>(T[] old, T[] result, int first, int end, int width) =>
        old.AsSpan(_oldStart[first] * width, (_oldStart[end] - _oldStart[first]) * width).CopyTo(result.AsSpan(Start[first] * width));
}
