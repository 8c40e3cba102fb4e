namespace PceServer.Topology;

/// <summary>One router with all its identities, and the links that leave it.</summary>
internal sealed class Router
{
    private readonly List<NodeEntry> _identities = [];

    public IReadOnlyList<NodeEntry> Identities => _identities;

    /// <summary>Place among all routers, known or not.</summary>
    public int Place { get; set; }

    /// <summary>Number in the newest snapshot; -1 when no identity is known as a node.</summary>
    public int Index { get; set; } = -1;

    public bool IsKnown => Index >= 0;

    public bool IsPseudonode => _identities[0].Key.RouterId.IsPseudonode;

    /// <summary>Usable links, in the order of their numbers.</summary>
    public HalfLink[] Edges { get; set; } = [];

    /// <summary>Announced half-links that are no edges.</summary>
    public HalfLink[] Unusable { get; set; } = [];

    public void Add(NodeEntry identity)
    {
        _identities.Add(identity);
        identity.Router = this;
    }

    /// <summary>
    /// Whether an identity may be this router's: no two IGP ids in one flooding scope, since these are two routers whatever else they
    /// share, and not of two ASes.
    /// </summary>
    public bool Admits(NodeKey key)
    {
        foreach (var mine in _identities)
        {
            var k = mine.Key;
            if (k.AutonomousSystem != key.AutonomousSystem && k.AutonomousSystem != 0 && key.AutonomousSystem != 0)
                return false;
            if (k.RouterId != key.RouterId && k.Protocol == key.Protocol && k.Instance == key.Instance && k.Area == key.Area)
                return false;
        }
        return true;
    }
}
