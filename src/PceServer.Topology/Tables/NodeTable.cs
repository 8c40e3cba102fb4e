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
        NoTransit = Array.ConvertAll(nodes, n => n.Attributes.Overloaded || n.Attributes.Drained);
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
