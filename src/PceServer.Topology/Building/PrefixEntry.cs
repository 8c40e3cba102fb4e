namespace PceServer.Topology;

/// <summary>A prefix as one identity of a router announces it.</summary>
internal sealed class PrefixEntry(PrefixKey key, NodeEntry node) : Announced<PrefixAttributes>
{
    public PrefixKey Key => key;

    public NodeEntry Node => node;

    protected override PrefixAttributes Merge(PrefixAttributes upper, PrefixAttributes lower) => upper.Over(lower);
}
