using System.Runtime.InteropServices;

namespace PceServer.PathComputation.Segments;

/// <summary>All labels of a search, those of one node chained, and the test whether one makes another useless. Memory is kept from run to run.</summary>
internal sealed class LabelStore
{
    private readonly List<SearchLabel> _labels = [];
    private readonly List<int> _nextAtNode = [];
    private readonly List<ulong> _resources = [];
    private readonly List<ulong> _visited = [];
    private int[] _lastAtNode = [];
    private int _resourceCount;
    private int _visitedWords;

    public int Count => _labels.Count;

    public SearchLabel this[int index] => _labels[index];

    /// <param name="visitedWords">Words of 64 nodes that each label keeps to know where it has been; 0 when that does not matter.</param>
    public void Reset(int nodes, int resourceCount, int visitedWords)
    {
        foreach (var label in _labels)
            _lastAtNode[label.Node] = -1;
        if (_lastAtNode.Length < nodes)
        {
            _lastAtNode = new int[nodes];
            Array.Fill(_lastAtNode, -1);
        }
        (_resourceCount, _visitedWords) = (resourceCount, visitedWords);
        _labels.Clear();
        _nextAtNode.Clear();
        _resources.Clear();
        _visited.Clear();
    }

    public ReadOnlySpan<ulong> Resources(int label) => CollectionsMarshal.AsSpan(_resources).Slice(label * _resourceCount, _resourceCount);

    /// <summary>The nodes that a label's walk has met, one bit each.</summary>
    public ReadOnlySpan<ulong> Visited(int label) => CollectionsMarshal.AsSpan(_visited).Slice(label * _visitedWords, _visitedWords);

    /// <summary>True when some other label at the same node is at least as good in everything that may still matter.</summary>
    public bool IsDominated(in SearchLabel label, ReadOnlySpan<ulong> resources, ReadOnlySpan<ulong> visited, int except = -1)
    {
        for (var at = _lastAtNode[label.Node]; at >= 0; at = _nextAtNode[at])
        {
            ref readonly var other = ref CollectionsMarshal.AsSpan(_labels)[at];
            if (at != except && other.Cost <= label.Cost && other.Sids <= label.Sids && other.Passed >= label.Passed
                && other.Limit - other.Sids >= label.Limit - label.Sids
                && (other.Anycast < 0 || other.Anycast == label.Anycast) && (other.ClosedDomain < 0 || other.ClosedDomain == label.ClosedDomain)
                && AreWithin(Resources(at), resources) && AreSubset(Visited(at), visited))
                return true;
        }
        return false;
    }

    public int Add(in SearchLabel label, ReadOnlySpan<ulong> resources, ReadOnlySpan<ulong> visited)
    {
        var index = _labels.Count;
        _labels.Add(label);
        _nextAtNode.Add(_lastAtNode[label.Node]);
        _lastAtNode[label.Node] = index;
        _resources.AddRange(resources);
        _visited.AddRange(visited);
        return index;
    }

    private static bool AreWithin(ReadOnlySpan<ulong> some, ReadOnlySpan<ulong> others)
    {
        for (var i = 0; i < some.Length; i++)
        {
            if (some[i] > others[i])
                return false;
        }
        return true;
    }

    private static bool AreSubset(ReadOnlySpan<ulong> some, ReadOnlySpan<ulong> others)
    {
        for (var i = 0; i < some.Length; i++)
        {
            if ((some[i] & ~others[i]) != 0)
                return false;
        }
        return true;
    }
}
