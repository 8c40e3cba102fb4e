using System.Collections.Immutable;
using PceServer.Forwarding.Failures;
using PceServer.Testing;
using PceServer.Topology;

namespace PceServer.Forwarding.Tests.Reference;

/// <summary>Small networks with every oddity that the model knows, and stacks that have a fair chance to get somewhere.</summary>
internal sealed class RandomNetwork
{
    private readonly Random _random;
    private readonly string[] _names;
    private readonly RandomDomains _domains;
    private string _last = "";

    public RandomNetwork(int seed)
    {
        _random = new Random(seed);
        _names = [.. Enumerable.Range(0, _random.Next(3, 9)).Select(i => $"R{i}")];
        _domains = new RandomDomains(_random);
        Said = [.. Statements()];
        Net = Net.Build(Said);
        Overlay = new NetworkOverlay { BindingSids = [.. Bindings()] };
    }

    /// <summary>The network in words, for who looks into a difference.</summary>
    public string[] Said { get; }

    public Net Net { get; }

    public NetworkOverlay Overlay { get; } = NetworkOverlay.Empty;

    /// <summary>A link changes its metric, comes, or goes.</summary>
    public void Change()
    {
        var link = Net.Snapshot.Links[_random.Next(Net.Snapshot.EdgeCount)];
        var name = $"{Net.Name(link.From)}-{Net.Name(link.To)}";
        switch (_random.Next(4))
        {
            case 0 when Net.Snapshot.EdgeCount > 4 && !name.Contains('X'):
                Net.Fail(name);
                break;
            case 1:
                Net.Apply($"{Pick(_names)}-{Other()} {Metric()}{_domains.OfLink()}");
                break;
            case 2:
                Net.Apply(NodeStatement(Pick(_names)));
                break;
            default:
                Net.Apply($"set {name} {Metric()}");
                break;
        }
    }

    public FailureSet Failures() => _random.Next(4) switch
    {
        0 => FailureSet.None,
        1 => new FailureSet { Nodes = [Net[Pick(_names)]] },
        2 => new FailureSet { Srlgs = [1] },
        _ => new FailureSet { Links = [.. Enumerable.Range(0, _random.Next(1, 3)).Select(_ => new EdgeIndex(_random.Next(Net.Snapshot.EdgeCount)))] },
    };

    /// <summary>Segment after segment from where the last one ends, so that most stacks lead somewhere, with something else strewn in.</summary>
    public TraceRequest Request()
    {
        var labels = ImmutableArray.CreateBuilder<Label>();
        var headEnd = Net[Pick(_names)];
        var at = headEnd;
        for (var count = _random.Next(1, 5); count > 0; count--)
        {
            if (_random.Next(16) == 0)
                labels.Add(AnyLabel());
            else
                labels.Add(Segment(ref at));
        }
        // What TTL an alert has that goes along with the packet, nobody says.
        var isUniform = _random.Next(2) == 0 || labels.Contains(Label.RouterAlert);
        return new TraceRequest(headEnd, labels.ToImmutable(), _random.Next(5) == 0 ? Net[Pick(_names)] : at)
        {
            TimeToLive = _random.Next(3) == 0 ? (byte)_random.Next(1, 7) : (byte)255,
            TtlModel = isUniform ? TtlModel.Uniform : TtlModel.Pipe,
        };
    }

    private Label Segment(ref NodeIndex at)
    {
        var here = at;
        var links = Net.Snapshot.Links.Where(l => l.From == here && l.Attributes.AdjacencySids.Length > 0 && !Net.Snapshot[l.To].IsPseudonode).ToArray();
        if (links.Length > 0 && _random.Next(3) == 0)
        {
            var link = links[_random.Next(links.Length)];
            at = link.To;
            return new Label(link.Attributes.AdjacencySids[0].Value);
        }
        var binding = Overlay.BindingSids.FirstOrDefault(b => b.HeadEnd == Net.Snapshot[here].Key);
        if (binding is not null && _random.Next(3) == 0)
            return binding.Label;
        at = Net[Pick(_names)];
        var algorithm = (byte)(_random.Next(4) == 0 ? 128 : 0);
        return (Net.Snapshot.TryGetNodeSid(at, algorithm, out var sid) || Net.Snapshot.TryGetNodeSid(at, 0, out sid))
            && Net.Snapshot.TryGetLabel(here, sid.Sid, out var label) ? label : AnyLabel();
    }

    private IEnumerable<string> Statements()
    {
        for (var i = 1; i < _names.Length; i++)
            yield return $"{_names[i]}-{_names[_random.Next(i)]} {Link()}{_domains.OfLink()}";
        for (var extra = _random.Next(_names.Length + 2); extra > 0; extra--)
            yield return $"{Pick(_names)}-{Other()} {Link()}{_domains.OfLink()}";
        if (_random.Next(3) == 0)
            yield return $"lan X {string.Join(' ', _names.OrderBy(_ => _random.Next()).Take(3))} {Metric()}{_domains.OfLan()}";
        foreach (var name in _names)
            yield return NodeStatement(name);
        if (_random.Next(2) == 0)
            yield return $"anycast 10.9.9.9 sid=60 {Pick(_names)} {Pick(_names)}";
        if (_random.Next(4) == 0)
            yield return $"prefix {Pick(_names)} 192.0.2.0/24 sid={_random.Next(1, 5)}";
        foreach (var statement in _domains.Leaks(_names))
            yield return statement;
    }

    private string Other()
    {
        // Never a link of a node to itself: the statement before took a name that is remembered.
        var name = _names.Where(n => n != _last).ElementAt(_random.Next(_names.Length - 1));
        _last = "";
        return name;
    }

    private string Pick(string[] names) => _last = names[_random.Next(names.Length)];

    private int Metric() => _random.Next(1, 4);

    private string Link()
    {
        var adjacency = _random.Next(24) switch
        {
            0 or 1 => " adj=no",
            2 or 3 => " adj=24001",
            4 => $" adj={_random.Next(16001, 16009)}",
            5 => $" adj={_random.Next(16001, 16009)} persistent",
            _ => "",
        };
        return $"{Metric()}/{Metric()}{(_random.Next(6) == 0 ? " srlg=1" : "")}{adjacency} delay={Metric()} te={Metric()}";
    }

    private string NodeStatement(string name)
    {
        var srgb = _random.Next(8) switch
        {
            0 => " srgb=20000+100",
            1 => " srgb=16000+4,30000+70",
            2 => " srgb=16000+5",
            3 when _random.Next(3) == 0 => " srgb=no",
            4 when _random.Next(4) == 0 => " srgb=16000+50,16010+50",
            5 when _random.Next(4) == 0 => " srgb=10+100",
            _ => "",
        };
        var flags = _random.Next(6) switch { 0 => " nophp", 1 => " explicitnull", 2 when _random.Next(3) == 0 => " overload", _ => "" };
        return $"node {name}{srgb}{flags} msd={_random.Next(3, 12)}{(_random.Next(12) == 0 ? " sid=3" : "")}{_domains.OfNode(Array.IndexOf(_names, name), flags == " overload")}";
    }

    private Label AnyLabel() => _random.Next(12) switch
    {
        0 => new Label((uint)_random.Next(0, 16)),
        1 => new Label((uint)_random.Next(16000, 16070)),
        2 => new Label((uint)_random.Next(1000, 1003)),
        3 => new Label(16060),
        < 8 => new Label((uint)_random.Next(24001, 24006)),
        _ => Net.Snapshot.TryGetNodeSid(Net[Pick(_names)], 0, out var sid) && Net.Snapshot.TryGetLabel(Net[Pick(_names)], sid.Sid, out var label) ? label : new Label(16001),
    };

    /// <summary>Each leads to another node, where the next binding SID may stand: now and then they lead in a ring.</summary>
    private IEnumerable<BindingSid> Bindings()
    {
        var owners = _names.OrderBy(_ => _random.Next()).Take(_random.Next(4)).ToArray();
        for (var i = 0; i < owners.Length; i++)
        {
            var next = (i + 1) % owners.Length;
            var to = Net[owners[next]];
            var first = Net.Snapshot.TryGetNodeSid(to, 0, out var sid) && Net.Snapshot.TryGetLabel(Net[owners[i]], sid.Sid, out var label) ? label : AnyLabel();
            var second = _random.Next(2) == 0 ? new Label(1000 + (uint)next) : AnyLabel();
            yield return new BindingSid(Net.NodeKey(owners[i]), new Label(1000 + (uint)i), [first, second], $"lsp{i}");
        }
    }
}
