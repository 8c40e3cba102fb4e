namespace PceServer.Topology;

/// <summary>A node's place in one <see cref="TopologySnapshot"/>; says nothing in another.</summary>
public readonly record struct NodeIndex(int Value)
{
    public override string ToString() => $"n{Value}";
}

/// <summary>A directed, usable link's place in one <see cref="TopologySnapshot"/>; says nothing in another.</summary>
public readonly record struct EdgeIndex(int Value)
{
    public override string ToString() => $"e{Value}";
}
