using System.Collections.Immutable;
using PceServer.Topology;

namespace PceServer.Testing;

/// <summary>
/// A small network for tests, written as text, one statement a line (or one a string):
/// <code>
/// A-B 10                       both half-links, IGP metric 10; saying the pair again makes a parallel link (A-B#2)
/// A-B 10/30 delay=5/7          a value for each direction
/// A>B 10                       only A's half
/// node B sid=7 msd=5 overload  whatever differs from the defaults
/// lan X A B C 10               a pseudonode X of A, and what its members pay to enter it
/// anycast 10.9.9.9 sid=90 A C  the same host prefix and SID at several nodes
/// prefix A 192.0.2.0/24 metric=5 sid=200
/// A-B 10 in=L1                 the link in that domain: L1, L2, area0, area7, with #instance and @as; in=L1+L2 is one wire in both
/// pass B L2 A C metric=10      B announces the loopbacks of A and C into that domain again; fapm=7 adds a metric for algorithm 128
/// </code>
/// Node keys of a link: te (default: the IGP metric), delay and var (µs; default: not announced), loss, bw (bytes per second with k, M, G;
/// default 1.25G), unreserved (eight values by comma, or one; default bw), color (0x5, or bit numbers by comma), srlg, adj (label, or
/// 'no'), backup, persistent, msd, unnumbered, noaddr. '-' = not announced. Keys of a node: sid (index, or 'no'), srgb (16000+8000, more by comma;
/// 'no'), srlb, msd, overload, drained, nosr, nophp, explicitnull, algo=128 with sid128= and fad128=igp, te or delay (and fapm, its M flag), id (router id address), protocol (isis1, isis2,
/// ospf), area, as, instance, home=L1 (the only domains where it announces its loopback), overload=L1 (where it is overloaded; bare:
/// everywhere). Defaults: the n-th node named is 10.0.0.n, IS-IS level 2, SID index n in SRGB 16000-23999, algorithm 0, MSD
/// 10; adjacency labels from 24001.
/// </summary>
public sealed class Net
{
    private readonly NetScript _script = new();

    private Net(IEnumerable<string> statements)
    {
        Apply(statements);
    }

    public TopologyBuilder Builder { get; } = new();

    /// <summary>The newest snapshot.</summary>
    public TopologySnapshot Snapshot => Builder.Current;

    /// <summary>Everything that the statements said so far, as a feed would.</summary>
    public IReadOnlyList<TopologyChange> Changes => _script.Changes();

    public static Net Build(params string[] statements) => new(statements);

    public NodeIndex this[string name] => Snapshot.TryFind(_script.Node(name).Key, out var node)
        ? node : throw new KeyNotFoundException($"no node '{name}' in the snapshot");

    /// <summary>A directed link: <c>A-B</c>, or <c>A-B#2</c> for the second parallel one.</summary>
    public EdgeIndex Edge(string text) => Snapshot.TryFind(LinkKey(text), out var edge)
        ? edge : throw new KeyNotFoundException($"no usable link '{text}' in the snapshot");

    public NodeKey NodeKey(string name) => _script.Node(name).Key;

    /// <summary>Under its identity in a domain (<c>L1</c>, <c>area7</c>).</summary>
    public NodeKey NodeKey(string name, string domain) => _script.Node(name).KeyIn(NetDomain.Parse(domain));

    public LinkKey LinkKey(string text) => _script.Link(text);

    /// <summary>The links along <c>A-B-C</c> (first ones where they are parallel, unless <c>A-B#2-C</c>).</summary>
    public ImmutableArray<EdgeIndex> Path(string text)
    {
        var names = text.Split('-');
        return [.. names.Zip(names.Skip(1), (from, to) => Edge($"{from.Split('#')[0]}-{to}"))];
    }

    /// <summary>Loopback and router id of a node.</summary>
    public IpAddress Address(string name) => _script.Node(name).Loopback;

    /// <summary>The label that <paramref name="at"/> expects for the node SID of <paramref name="of"/>.</summary>
    public Label NodeLabel(string of, string at, byte algorithm = 0)
    {
        if (!Snapshot.TryGetNodeSid(this[of], algorithm, out var sid) || !Snapshot.TryGetLabel(this[at], sid.Sid, out var label))
            throw new KeyNotFoundException($"{at} has no label for {of} in algorithm {algorithm}");
        return label;
    }

    /// <summary>The first adjacency label of a link.</summary>
    public Label AdjacencyLabel(string edge)
    {
        var link = Snapshot[Edge(edge)];
        return Snapshot.TryGetLabel(link.From, link.Attributes.AdjacencySids[0], out var label)
            ? label : throw new KeyNotFoundException($"no label for {edge}");
    }

    public string Name(NodeIndex node) => Snapshot[node].DisplayName;

    /// <summary>A path as <c>A-B-C</c>.</summary>
    public string Names(IReadOnlyList<EdgeIndex> path) =>
        path.Count == 0 ? "" : string.Join('-', path.Select(e => Name(Snapshot[e].From)).Append(Name(Snapshot[path[^1]].To)));

    /// <summary>
    /// More statements, or others about links already there (<c>set A-B 20</c> changes the link that <c>A-B 10</c> made); returns the new
    /// snapshot.
    /// </summary>
    public TopologySnapshot Apply(params IEnumerable<string> statements)
    {
        foreach (var line in statements.SelectMany(s => s.Split('\n')))
            _script.Add(line);
        foreach (var change in _script.Changes())
            Builder.Apply(change);
        return Builder.Flush();
    }

    /// <summary>Withdraws both halves of a link; returns the new snapshot.</summary>
    public TopologySnapshot Fail(string link)
    {
        foreach (var key in _script.Remove(link))
            Builder.Apply(new LinkChange(NetScript.Source, key, null));
        return Builder.Flush();
    }
}
