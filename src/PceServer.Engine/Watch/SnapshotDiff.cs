using PceServer.Topology;

namespace PceServer.Engine.Watch;

/// <summary>
/// What differs between two snapshots, as far as walks depend on it. A link that is lost or costs more concerns only the lists that cross it, because a walk
/// follows every equal-cost branch; a link that is new or costs less, and any change of labels, may pull packets from anywhere.
/// </summary>
public sealed class SnapshotDiff
{
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
        diff.CompareNodes(before, after);
        diff.CompareLinks(before, after);
        diff.ComparePrefixes(before, after);
        return diff;
    }

    private void CompareNodes(TopologySnapshot before, TopologySnapshot after)
    {
        var known = 0;
        foreach (var node in after.Nodes)
        {
            if (!before.TryFind(node.Key, out var index))
            {
                Nodes.Add(node.Key);
                AffectsAll = MayHelp = true;
                continue;
            }
            known++;
            var old = before[index].Attributes;
            if (ReferenceEquals(old, node.Attributes) || old == node.Attributes)
                continue;
            Nodes.Add(node.Key);
            AffectsAll = MayHelp = true;
        }
        if (known < before.NodeCount)
            Nodes.UnionWith(before.Nodes.Where(node => !after.TryFind(node.Key, out _)).Select(node => node.Key));
    }

    private void CompareLinks(TopologySnapshot before, TopologySnapshot after)
    {
        var known = 0;
        for (var i = 0; i < after.EdgeCount; i++)
        {
            var edge = new EdgeIndex(i);
            var key = after.KeyOf(edge);
            // Snapshots that follow one another mostly number their links alike; only where they do not is the key looked up.
            var old = i < before.EdgeCount && ReferenceEquals(before.KeyOf(edge), key) ? before.AttributesOf(edge)
                : before.TryFind(key, out var index) ? before.AttributesOf(index) : null;
            if (old is not null)
                known++;
            var fresh = after.AttributesOf(edge);
            if (!ReferenceEquals(old, fresh) && old != fresh)
                Changed(key, old, fresh);
        }
        for (var i = 0; known < before.EdgeCount && i < before.EdgeCount; i++)
        {
            if (!after.TryFind(before.KeyOf(new EdgeIndex(i)), out _))
                Links.Add(before.KeyOf(new EdgeIndex(i)));
        }
    }

    private void Changed(LinkKey link, LinkAttributes? before, LinkAttributes after)
    {
        Links.Add(link);
        AffectsAll |= before is null || after.IgpMetric < before.IgpMetric || before.FlexAlgo != after.FlexAlgo;
        MayHelp |= before is null || after.IgpMetric < before.IgpMetric || before with { IgpMetric = after.IgpMetric } != after;
    }

    /// <summary>Prefixes carry node SIDs: whatever changes in them may change labels anywhere.</summary>
    private void ComparePrefixes(TopologySnapshot before, TopologySnapshot after)
    {
        var (old, fresh) = (before.Prefixes, after.Prefixes);
        if (old == fresh)
            return;
        var same = old.Length == fresh.Length;
        for (var i = 0; same && i < fresh.Length; i++)
        {
            same = (ReferenceEquals(old[i].Attributes, fresh[i].Attributes) || old[i].Attributes == fresh[i].Attributes)
                && (ReferenceEquals(old[i].Key, fresh[i].Key) || old[i].Key == fresh[i].Key);
        }
        if (!same && !PrefixSidsOf(before).SetEquals(PrefixSidsOf(after)))
            AffectsAll = MayHelp = true;
    }

    private static HashSet<(PrefixKey, PrefixSid)> PrefixSidsOf(TopologySnapshot topology) =>
        [.. topology.Prefixes.SelectMany(prefix => prefix.Attributes.PrefixSids.Select(sid => (prefix.Key, sid)))];
}
