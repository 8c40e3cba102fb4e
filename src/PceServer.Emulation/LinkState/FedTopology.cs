using System.Globalization;
using PceServer.Topology;

namespace PceServer.Emulation;

/// <summary>What a feeder says at present, beside what its file says: operators take links down, bend metrics and misadvertise by name, and restore.</summary>
/// <remarks>Every method returns the changes that peers have to be told. Not safe for concurrent use.</remarks>
public sealed class FedTopology
{
    private readonly Dictionary<object, TopologyChange> _file = [];
    private readonly Dictionary<object, TopologyChange> _said = [];

    /// <summary>Everything said at present: nodes, then links, then prefixes, so that a receiver knows the ends of a link before the link.</summary>
    public IReadOnlyList<TopologyChange> Statements =>
        [.. _said.Values.OfType<NodeChange>(), .. _said.Values.OfType<LinkChange>(), .. _said.Values.OfType<PrefixChange>(),
            .. _said.Values.OfType<Srv6SidChange>()];

    public int Count => _said.Count;

    /// <summary>Replaces everything by the announcements of a file.</summary>
    public IReadOnlyList<TopologyChange> Load(IEnumerable<TopologyChange> changes)
    {
        _file.Clear();
        foreach (var change in changes)
        {
            if (KeyOf(change) is { } key)
                _file[key] = change;
        }
        return Restore();
    }

    /// <summary>Says again what the file says, and nothing else.</summary>
    public IReadOnlyList<TopologyChange> Restore()
    {
        var gone = _said.Where(entry => !_file.ContainsKey(entry.Key)).Select(entry => Withdrawn(entry.Value));
        var changed = _file.Where(entry => !_said.TryGetValue(entry.Key, out var said) || !said.Equals(entry.Value)).Select(entry => entry.Value);
        return Say([.. gone, .. changed]);
    }

    /// <summary>Says something that no file holds, or withdraws (null attributes).</summary>
    public IReadOnlyList<TopologyChange> Say(IReadOnlyList<TopologyChange> changes)
    {
        foreach (var change in changes)
        {
            if (KeyOf(change) is not { } key)
                continue;
            if (IsWithdrawal(change))
                _said.Remove(key);
            else
                _said[key] = change;
        }
        return changes;
    }

    /// <summary>Withdraws both halves of a link.</summary>
    /// <param name="parallel">Which of several links between the two, from 1; null = all.</param>
    /// <exception cref="FedTopologyException">There is no such node or link.</exception>
    public IReadOnlyList<TopologyChange> LinkDown(string a, string b, int? parallel = null) =>
        Say([.. Halves(_said, a, b, parallel).Select(Withdrawn)]);

    /// <summary>Announces both halves of a link as the file has them.</summary>
    /// <exception cref="FedTopologyException">There is no such node or link.</exception>
    public IReadOnlyList<TopologyChange> LinkUp(string a, string b, int? parallel = null) => Say([.. Halves(_file, a, b, parallel)]);

    /// <summary>Misadvertises: the half from b to a goes, the half from a to b stays.</summary>
    /// <exception cref="FedTopologyException">There is no such node or link.</exception>
    public IReadOnlyList<TopologyChange> OneWay(string a, string b, int? parallel = null) =>
        Say([.. Halves(_said, a, b, parallel).Where(half => Identities(b).Contains(half.Key.Local)).Select(Withdrawn)]);

    /// <summary>Changes both halves of a link.</summary>
    /// <exception cref="FedTopologyException">There is no such node or link.</exception>
    public IReadOnlyList<TopologyChange> ChangeLink(string a, string b, Func<LinkAttributes, LinkAttributes> change, int? parallel = null) =>
        Say([.. Halves(_said, a, b, parallel).Select(half => half with { Attributes = change(half.Attributes!) })]);

    /// <exception cref="FedTopologyException">There is no such node.</exception>
    public IReadOnlyList<TopologyChange> ChangeNode(string node, Func<NodeAttributes, NodeAttributes> change)
    {
        var said = Identities(node).Select(key => _said.GetValueOrDefault(key)).OfType<NodeChange>().Where(one => one.Attributes is not null).ToList();
        return said.Count > 0
            ? Say([.. said.Select(one => one with { Attributes = change(one.Attributes!) })])
            : throw new FedTopologyException($"node {node} is not announced at present");
    }

    /// <summary>Misadvertises: gives the loopback of a node another SID index, for instance one that another node has.</summary>
    /// <exception cref="FedTopologyException">There is no such node, or it has no node SID.</exception>
    public IReadOnlyList<TopologyChange> ChangeSid(string node, uint index)
    {
        var keys = Identities(node);
        var loopbacks = _said.Values.OfType<PrefixChange>()
            .Where(said => keys.Contains(said.Key.Node) && said.Attributes is { IsNodePrefix: true, PrefixSids.IsEmpty: false }).ToList();
        if (loopbacks.Count == 0)
            throw new FedTopologyException($"node {node} announces no node SID");
        return Say([.. loopbacks.Select(said => said with
        {
            Attributes = said.Attributes! with { PrefixSids = [.. said.Attributes!.PrefixSids.Select(sid => sid with { Value = index, IsLabel = false })] },
        })]);
    }

    /// <summary>Withdraws a node, its prefixes and both halves of all its links.</summary>
    /// <exception cref="FedTopologyException">There is no such node.</exception>
    public IReadOnlyList<TopologyChange> NodeDown(string node) => Say([.. Around(_said, Identities(node)).Select(Withdrawn)]);

    /// <exception cref="FedTopologyException">There is no such node.</exception>
    public IReadOnlyList<TopologyChange> NodeUp(string node) => Say([.. Around(_file, Identities(node))]);

    /// <summary>
    /// A node by name, router id or IGP id, under all its identities: a router between levels or areas is announced in each.
    /// </summary>
    /// <exception cref="FedTopologyException">There is no such node.</exception>
    public IReadOnlySet<NodeKey> Identities(string text)
    {
        var keys = _file.Values.Concat(_said.Values).OfType<NodeChange>().Where(node => IsCalled(node, text)).Select(node => node.Key).ToHashSet();
        return keys.Count > 0 ? keys : throw new FedTopologyException($"no node is called '{text}': give its name, router id or IGP id");
    }

    private static bool IsCalled(NodeChange node, string text) =>
        string.Equals(node.Attributes?.Name, text, StringComparison.OrdinalIgnoreCase)
        || node.Key.RouterId.ToString() == text
        || (node.Attributes?.RouterIds.Any(id => id.ToString() == text) ?? false);

    // Halves come in pairs: a to b and b to a of the first link, then of the second.
    private List<LinkChange> Halves(Dictionary<object, TopologyChange> table, string a, string b, int? parallel)
    {
        var (from, to) = (Identities(a), Identities(b));
        var halves = table.Values.OfType<LinkChange>().Where(
            link => (from.Contains(link.Key.Local) && to.Contains(link.Key.Remote)) || (to.Contains(link.Key.Local) && from.Contains(link.Key.Remote)));
        var links = halves.GroupBy(half => from.Contains(half.Key.Local) ? half.Key : half.Key.Mirrored()).ToList();
        if (links.Count == 0)
            throw new FedTopologyException($"no link between {a} and {b} is announced{(table == _said ? " at present" : "")}");
        if (parallel is not { } number)
            return [.. links.SelectMany(link => link)];
        return number >= 1 && number <= links.Count
            ? [.. links[number - 1]]
            : throw new FedTopologyException(string.Create(CultureInfo.InvariantCulture, $"there are {links.Count} links between {a} and {b}, not {number}"));
    }

    private static IEnumerable<TopologyChange> Around(Dictionary<object, TopologyChange> table, IReadOnlySet<NodeKey> keys) => table.Values.Where(said => said switch
    {
        NodeChange node => keys.Contains(node.Key),
        LinkChange link => keys.Contains(link.Key.Local) || keys.Contains(link.Key.Remote),
        PrefixChange prefix => keys.Contains(prefix.Key.Node),
        Srv6SidChange sid => keys.Contains(sid.Key.Node),
        _ => false,
    });

    private static object? KeyOf(TopologyChange change) => change switch
    {
        NodeChange node => node.Key,
        LinkChange link => link.Key,
        PrefixChange prefix => prefix.Key,
        Srv6SidChange sid => sid.Key,
        _ => null,
    };

    private static bool IsWithdrawal(TopologyChange change) =>
        change is NodeChange { Attributes: null } or LinkChange { Attributes: null } or PrefixChange { Attributes: null } or Srv6SidChange { Attributes: null };

    private static TopologyChange Withdrawn(TopologyChange change) => change switch
    {
        NodeChange node => node with { Attributes = null },
        LinkChange link => link with { Attributes = null },
        PrefixChange prefix => prefix with { Attributes = null },
        Srv6SidChange sid => sid with { Attributes = null },
        _ => change,
    };
}

/// <summary>An operator named something that the fed topology does not hold.</summary>
public sealed class FedTopologyException(string message) : Exception(message);
