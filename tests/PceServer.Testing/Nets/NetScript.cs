using PceServer.Topology;

namespace PceServer.Testing;

/// <summary>Reads the statements of a <see cref="Net"/> and says them as topology changes.</summary>
internal sealed class NetScript
{
    public const string Source = "net";

    private readonly Dictionary<string, NetNode> _nodes = [];
    private readonly List<NetLink> _links = [];
    private readonly Dictionary<(string, IpPrefix), PrefixAttributes> _prefixes = [];
    private readonly Dictionary<(string By, string Of, NetDomain Into), NetWords> _passedOn = [];

    public NetNode Node(string name)
    {
        if (!_nodes.TryGetValue(name, out var node))
            _nodes.Add(name, node = new NetNode(name, (uint)_nodes.Count + 1));
        return node;
    }

    public LinkKey Link(string text) =>
        Locate(text) is var (link, direction) ? link.Key(direction) : throw new KeyNotFoundException($"no link '{text}'");

    public IEnumerable<LinkKey> Remove(string text)
    {
        var (link, _) = Locate(text) ?? throw new KeyNotFoundException($"no link '{text}'");
        _links.Remove(link);
        return link.Keys;
    }

    public IReadOnlyList<TopologyChange> Changes() =>
    [
        .. _nodes.Values.SelectMany(n => n.Changes()),
        .. _links.SelectMany(l => l.Changes()),
        .. _passedOn.Select(p => new PrefixChange(
            Source, new PrefixKey(Node(p.Key.By).KeyIn(p.Key.Into), IpPrefix.Host(Node(p.Key.Of).Loopback)), Node(p.Key.Of).PassedOn(p.Value))),
        .. _prefixes.Select(p => new PrefixChange(Source, new PrefixKey(Node(p.Key.Item1).Key, p.Key.Item2), p.Value)),
    ];

    public void Add(string line)
    {
        var words = line.Split('%')[0].Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        switch (words)
        {
            case []:
                break;
            case ["node", var name, .. var rest]:
                Node(name).Words = new NetWords(rest);
                break;
            case ["set", var link, .. var rest]:
                var changed = (Locate(link) ?? throw new KeyNotFoundException($"no link '{link}'")).Link;
                // In another domain it would be another link.
                changed.Words = LinkWords(changed.Words.Text("in") is { } domain ? [.. rest, $"in={domain}"] : rest);
                break;
            case ["lan", var name, .. var rest]:
                AddLan(name, [.. rest.Where(w => char.IsLetter(w[0]) && !w.Contains('='))],
                    LinkWords([.. rest.Where(w => char.IsDigit(w[0]) || w.Contains('='))]));
                break;
            case ["prefix", var name, var prefix, .. var rest]:
                AddPrefix(name, prefix, new NetWords(rest), isAnycast: false);
                break;
            case ["pass", var by, var into, .. var rest]:
                foreach (var passed in rest.Where(w => !w.Contains('=')))
                    _passedOn[(by, passed, NetDomain.Parse(into))] = new NetWords(rest.Where(w => w.Contains('=')));
                break;
            case ["anycast", var address, .. var rest]:
                foreach (var member in rest.Where(w => !w.Contains('=')))
                    AddPrefix(member, address, new NetWords(rest.Where(w => w.Contains('='))), isAnycast: true);
                break;
            case [var pair, .. var rest] when pair.Split('-', '>') is [var from, var to]:
                AddLink(Node(from), Node(to), pair.Contains('>'), LinkWords(rest));
                break;
            default:
                throw new FormatException($"not a statement about a network: '{line}'");
        }
    }

    private static NetWords LinkWords(string[] words) =>
        new(words.Select((w, i) => i == 0 && char.IsDigit(w[0]) ? $"igp={w}" : w));

    private void AddLink(NetNode from, NetNode to, bool isOneWay, NetWords words) =>
        _links.Add(new NetLink(from, to, (uint)_links.Count, isOneWay) { Words = words });

    private void AddLan(string name, string[] members, NetWords words)
    {
        var pseudonode = new NetNode(name, (uint)_nodes.Count + 1) { Designated = Node(members[0]) };
        _nodes.Add(name, pseudonode);
        foreach (var member in members)
            AddLink(Node(member), pseudonode, false, words);
    }

    private void AddPrefix(string node, string text, NetWords words, bool isAnycast)
    {
        if (!IpPrefix.TryParse(text, out var prefix))
            throw new FormatException($"'{text}' is not a prefix");
        Node(node);
        _prefixes[(node, prefix)] = new PrefixAttributes
        {
            Metric = words.Number("metric", 0, 0),
            IsAnycast = isAnycast,
            IsNodePrefix = false,
            PrefixSids = words.Has("sid") ? [new PrefixSid(words.Number("sid", 0, 0), false, 0, 0)] : [],
        };
    }

    private (NetLink Link, int Direction)? Locate(string text)
    {
        var parts = text.Split('#');
        var names = parts[0].Split('-', '>');
        if (names.Length != 2 || !_nodes.TryGetValue(names[0], out var from) || !_nodes.TryGetValue(names[1], out var to))
            return null;
        var rank = parts.Length > 1 ? int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture) - 1 : 0;
        return _links.Where(l => (l.From == from && l.To == to) || (l.From == to && l.To == from)).Skip(rank)
            .Select(l => ((NetLink, int)?)(l, l.From == from ? 0 : 1)).FirstOrDefault();
    }
}
