namespace PceServer.Topology;

/// <summary>The nodes of a snapshot; shared by the snapshots between which no node changed.</summary>
internal sealed class NodeTable
{
    private Dictionary<string, NodeIndex>? _byText;

    public static readonly NodeTable Empty = new([], []);

    public NodeTable(Node[] nodes, Dictionary<NodeKey, NodeIndex> byKey)
    {
        Nodes = nodes;
        ByKey = byKey;
        NoTransit = Array.ConvertAll(nodes, IsClosed);
        IsPseudonode = Array.ConvertAll(nodes, n => n.IsPseudonode);
        Defining = Array.FindAll(nodes, n => !n.Attributes.FlexAlgoDefinitions.IsEmpty);
    }

    public Node[] Nodes { get; }

    /// <summary>
    /// Every identity of every node. Shared as long as no identity comes or goes, which is how one tells that numbers still mean the same
    /// nodes.
    /// </summary>
    public Dictionary<NodeKey, NodeIndex> ByKey { get; }

    public bool[] NoTransit { get; }

    public bool[] IsPseudonode { get; }

    public KeptFindings Health { get; } = new();

    /// <summary>Nodes that define a flexible algorithm.</summary>
    public Node[] Defining { get; }

    public bool TryFind(string text, out NodeIndex node) => (_byText ??= Texts()).TryGetValue(text, out node);

    /// <summary>Overload in one level or area leaves the others open (ISO 10589 §7.2.8.1); peering and static identities tell nothing of it.</summary>
    private static bool IsClosed(Node node)
    {
        if (node.Attributes.Drained || !node.Attributes.Overloaded || node.Keys.Length == 1)
            return node.Attributes.Drained || node.Attributes.Overloaded;
        for (var i = 0; i < node.Keys.Length; i++)
        {
            if (RoutingDomain.Of(node.Keys[i]).IsIgp && node.AttributesByKey[i] is { Overloaded: false })
                return false;
        }
        return true;
    }

    private Dictionary<string, NodeIndex> Texts()
    {
        var texts = new Dictionary<string, NodeIndex>(StringComparer.OrdinalIgnoreCase);
        foreach (var node in Nodes)
        {
            if (node.Attributes.Name is { } name)
                texts.TryAdd(name, node.Index);
        }
        foreach (var node in Nodes)
        {
            foreach (var key in node.Keys)
                texts.TryAdd(key.ToString(), node.Index);
        }
        return texts;
    }
}
