namespace PceServer.Topology;

/// <summary>A prefix as one node announces it (RFC 9552 §5.2.3).</summary>
public sealed record PrefixKey(NodeKey Node, IpPrefix Prefix)
{
    public ushort MultiTopologyId { get; init; }
    public byte OspfRouteType { get; init; }

    /// <summary>By prefix first: all who announce it stand together.</summary>
    public int CompareTo(PrefixKey? other)
    {
        if (other is null)
            return 1;
        var order = Prefix.CompareTo(other.Prefix);
        order = order != 0 ? order : Node.CompareTo(other.Node);
        order = order != 0 ? order : MultiTopologyId.CompareTo(other.MultiTopologyId);
        return order != 0 ? order : OspfRouteType.CompareTo(other.OspfRouteType);
    }

    public override string ToString() => $"{Prefix} at {Node}";
}
