using PceServer.Engine.Paths;
using PceServer.Topology;

namespace PceServer.Engine.Watch;

/// <summary>Which LSPs of one PCC cross a link or visit a node. Belongs to that PCC's actor.</summary>
public sealed class FootprintIndex
{
    private readonly Dictionary<LinkKey, HashSet<PlspId>> _byLink = [];
    private readonly Dictionary<NodeKey, HashSet<PlspId>> _byNode = [];
    private readonly Dictionary<PlspId, RecordedTrace> _traces = [];
    private readonly HashSet<PlspId> _dependent = [];

    /// <summary>Takes the place of what the LSP touched before; null = nothing.</summary>
    public void Set(PlspId lsp, RecordedTrace? trace)
    {
        if (_traces.Remove(lsp, out var before))
        {
            foreach (var link in before.Links)
                Drop(_byLink, link, lsp);
            foreach (var hop in before.Hops)
                Drop(_byNode, hop.NodeKey, lsp);
        }
        _dependent.Remove(lsp);
        if (trace is null)
            return;
        if (trace.DependsOnOthers)
            _dependent.Add(lsp);
        _traces[lsp] = trace;
        foreach (var link in trace.Links)
            Add(_byLink, link, lsp);
        foreach (var hop in trace.Hops)
            Add(_byNode, hop.NodeKey, lsp);
    }

    /// <summary>The LSPs whose walk a difference may have changed.</summary>
    public HashSet<PlspId> Touched(SnapshotDiff diff)
    {
        if (diff.AffectsAll)
            return [.. _traces.Keys];
        if (diff.IsEmpty)
            return [];
        var touched = new HashSet<PlspId>(_dependent);
        foreach (var link in diff.Links)
        {
            if (_byLink.TryGetValue(link, out var lsps))
                touched.UnionWith(lsps);
        }
        foreach (var node in diff.Nodes)
        {
            if (_byNode.TryGetValue(node, out var lsps))
                touched.UnionWith(lsps);
        }
        return touched;
    }

    private static void Add<TKey>(Dictionary<TKey, HashSet<PlspId>> index, TKey key, PlspId lsp) where TKey : notnull
    {
        if (!index.TryGetValue(key, out var lsps))
            index[key] = lsps = [];
        lsps.Add(lsp);
    }

    private static void Drop<TKey>(Dictionary<TKey, HashSet<PlspId>> index, TKey key, PlspId lsp) where TKey : notnull
    {
        if (index.TryGetValue(key, out var lsps) && lsps.Remove(lsp) && lsps.Count == 0)
            index.Remove(key);
    }
}
