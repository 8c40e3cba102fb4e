using PceServer.Topology;

namespace PceServer.Engine.Watch;

/// <summary>
/// What differs between two snapshots, as far as walks depend on it. A link that is lost or costs more concerns only the lists that cross it, because a walk
/// follows every equal-cost branch; a link that is new or costs less, and any change of labels, may pull packets from anywhere.
/// </summary>
public sealed class SnapshotDiff
{
    /// <summary>Aspects of a node that no packet depends on.</summary>
    private const NodeAspects Words = NodeAspects.Name | NodeAspects.Areas;

    private SnapshotDiff()
    {
    }

    public required ulong From { get; init; }
    public required ulong To { get; init; }

    /// <summary>Any walk may have changed.</summary>
    public bool AffectsAll { get; private set; }

    /// <summary>There is more than before in some respect: an LSP without a path might now get one.</summary>
    public bool MayHelp { get; private set; }

    /// <summary>Links that are new, gone or different.</summary>
    public HashSet<LinkKey> Links { get; } = [];

    /// <summary>Nodes that are new, gone or different.</summary>
    public HashSet<NodeKey> Nodes { get; } = [];

    public bool IsEmpty => !AffectsAll && !MayHelp && Links.Count == 0 && Nodes.Count == 0;

    /// <summary>True where the link itself or one of its ends differs.</summary>
    public bool Touches(LinkKey link) => Links.Contains(link) || Nodes.Contains(link.Local) || Nodes.Contains(link.Remote);

    public static SnapshotDiff Between(TopologySnapshot before, TopologySnapshot after)
    {
        var diff = new SnapshotDiff { From = before.Version, To = after.Version };
        foreach (var change in TopologyDiff.Between(before, after))
        {
            switch (change)
            {
                case NodeEvent node: diff.Take(node); break;
                case LinkEvent link: diff.Take(link, before); break;
                case PrefixEvent prefix: diff.Take(prefix); break;
            }
        }
        return diff;
    }

    private void Take(NodeEvent node)
    {
        Nodes.UnionWith(node.Node.Keys);
        if (node.Kind != TopologyEventKind.Removed && (node.Kind == TopologyEventKind.Added || (node.Aspects & ~Words) != 0))
            AffectsAll = MayHelp = true;
    }

    private void Take(LinkEvent link, TopologySnapshot before)
    {
        Links.Add(link.Key);
        if (link.Kind == TopologyEventKind.Removed)
            return;
        var isNew = link.Kind == TopologyEventKind.Added;
        var isCheaper = (link.Aspects & LinkAspects.IgpMetric) != 0 && before.TryFind(link.Key, out var edge) && link.Attributes.IgpMetric < before.AttributesOf(edge).IgpMetric;
        AffectsAll |= isNew || isCheaper || (link.Aspects & (LinkAspects.FlexAlgo | LinkAspects.Reverse)) != 0;
        MayHelp |= isNew || isCheaper || (link.Aspects & ~(LinkAspects.IgpMetric | LinkAspects.Name)) != 0;
        // A list that stopped at this node for want of the label crosses no link of it.
        if ((link.Aspects & (LinkAspects.AdjacencySids | LinkAspects.PeerSids)) != 0)
            Nodes.Add(link.Key.Local);
    }

    /// <summary>Prefixes carry node SIDs: whatever changes in those may change labels anywhere. Prefixes without any only decide where packets without labels end.</summary>
    private void Take(PrefixEvent prefix)
    {
        if ((prefix.Aspects & PrefixAspects.PrefixSids) != 0 || (prefix.Aspects & PrefixAspects.SidRanges) != 0
            || !prefix.Attributes.PrefixSids.IsEmpty || !prefix.Attributes.SidRanges.IsEmpty)
            AffectsAll = MayHelp = true;
    }
}
