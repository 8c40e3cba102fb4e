using System.Globalization;
using PceServer.Topology;

namespace PceServer.Testing;

/// <summary>A node of a <see cref="Net"/> with its defaults and what its statement changed.</summary>
internal sealed class NetNode(string name, uint number)
{
    private uint _nextAdjacencyLabel = 24001;

    public NetWords Words { get; set; } = new([]);

    /// <summary>Not null for the pseudonode of a LAN: the node beside which it stands.</summary>
    public NetNode? Designated { get; init; }

    public bool HasSegmentRouting => !Words.Has("nosr") && Designated is null;

    public IpAddress Loopback => Words.Text("id") is { } id ? IpAddress.Parse(id) : IpAddress.V4(0x0A000000 + number);

    /// <summary>Under its first domain, if links put it into one.</summary>
    public NodeKey Key => KeyIn(Domains.Count > 0 ? Domains[0] : OwnDomain);

    /// <summary>Where links put it, in the order in which they did; else it is in <see cref="OwnDomain"/>.</summary>
    public List<NetDomain> Domains { get; } = [];

    public NetDomain OwnDomain => new(
        (Designated?.Words ?? Words).Text("protocol") switch
        {
            "isis1" => LinkStateProtocol.IsisLevel1,
            "ospf" => LinkStateProtocol.Ospfv2,
            _ => LinkStateProtocol.IsisLevel2,
        },
        Number("area", 0), Number("instance", 0), Number("as", 0));

    public NodeKey KeyIn(NetDomain domain)
    {
        var isOspf = domain.Protocol == LinkStateProtocol.Ospfv2;
        return new(domain.Protocol, domain.Instance, domain.AutonomousSystem, 0, domain.Area, RouterId(isOspf));
    }

    public void Enter(NetDomain domain)
    {
        if (!Domains.Contains(domain))
            Domains.Add(domain);
    }

    private IgpRouterId RouterId(bool isOspf) => (Designated, isOspf) switch
    {
        (null, true) => new((uint)Loopback.Low, 4),
        (null, false) => new(number, 6),
        ({ } router, true) => new((router.Loopback.Low << 32) | (0xAC0F0000 + number), 8),
        ({ } router, false) => new((router.RouterId(false).Value << 8) | (number & 0xFF), 7),
    };

    public Label NextAdjacencyLabel() => new(_nextAdjacencyLabel++);

    public IEnumerable<TopologyChange> Changes()
    {
        var overloaded = Words.Text("overload") is { Length: > 0 } named ? NetDomain.Several(named).ToArray() : null;
        foreach (var domain in Domains.DefaultIfEmpty(OwnDomain))
        {
            var attributes = Attributes();
            if (overloaded is not null)
                attributes = attributes with { Overloaded = overloaded.Contains(domain) };
            yield return new NodeChange(NetScript.Source, KeyIn(domain), attributes);
        }
        if (Designated is not null)
            yield break;
        foreach (var home in Words.Text("home") is { } text ? NetDomain.Several(text) : Domains.DefaultIfEmpty(OwnDomain))
            yield return new PrefixChange(NetScript.Source, new PrefixKey(KeyIn(home), IpPrefix.Host(Loopback)), LoopbackAttributes());
    }

    /// <summary>The loopback as another router passes it on (RFC 8667 §2.1.1.3).</summary>
    public PrefixAttributes PassedOn(NetWords words) => LoopbackAttributes() with
    {
        Metric = words.Number("metric", 0, 0),
        IsReadvertised = true,
        FlexAlgoMetrics = words.Text("fapm") is { } metric ? [new FlexAlgoPrefixMetric(128, uint.Parse(metric, CultureInfo.InvariantCulture))] : [],
        PrefixSids =
        [
            .. LoopbackAttributes().PrefixSids.Select(s => s with
            {
                Flags = (s.Flags & ~PrefixSidFlags.ExplicitNull) | PrefixSidFlags.NoPenultimateHopPopping | PrefixSidFlags.Readvertised,
            }),
        ],
    };

    private NodeAttributes Attributes() => Designated is not null ? new NodeAttributes { Name = name } : new NodeAttributes
    {
        Name = name,
        RouterIds = [Loopback],
        Overloaded = Words.Has("overload"),
        Drained = Words.Has("drained"),
        Srgb = HasSegmentRouting ? NetWords.Block(Words.Text("srgb") ?? "16000+8000") : LabelBlock.Empty,
        Srlb = HasSegmentRouting && Words.Text("srlb") is { } srlb ? NetWords.Block(srlb) : LabelBlock.Empty,
        Algorithms = HasSegmentRouting ? [0, .. Words.Numbers("algo").Select(a => (byte)a)] : [],
        FlexAlgoDefinitions = [.. Definitions()],
        MaximumSidDepth = Words.Text("msd") switch
        {
            "-" or "no" => null,
            null => 10,
            var text => byte.Parse(text, CultureInfo.InvariantCulture)
        },
    };

    private IEnumerable<FlexAlgoDefinition> Definitions()
    {
        if (Words.Text("fad128") is not { } metric)
            yield break;
        yield return new FlexAlgoDefinition(128, metric switch { "delay" => FlexAlgoMetric.MinimumDelay, "te" => FlexAlgoMetric.Te, _ => FlexAlgoMetric.Igp })
        {
            UsesPrefixMetric = Words.Has("fapm"),
        };
    }

    private PrefixAttributes LoopbackAttributes() => new()
    {
        IsNodePrefix = true,
        PrefixSids = HasSegmentRouting && Words.Text("sid") != "no" ? [.. Sids()] : [],
    };

    private IEnumerable<PrefixSid> Sids()
    {
        var flags = PrefixSidFlags.Node
            | (Words.Has("nophp") || Words.Has("explicitnull") ? PrefixSidFlags.NoPenultimateHopPopping : 0)
            | (Words.Has("explicitnull") ? PrefixSidFlags.ExplicitNull : 0);
        yield return new PrefixSid(Words.Number("sid", 0, number), false, 0, flags);
        foreach (var key in Words.Keys.Where(k => k.Length > 3 && k.StartsWith("sid", StringComparison.Ordinal)))
            yield return new PrefixSid(Words.Number(key, 0, 0), false, byte.Parse(key.AsSpan(3), CultureInfo.InvariantCulture), flags);
    }

    private uint Number(string key, uint otherwise) => (Designated?.Words ?? Words).Number(key, 0, otherwise);
}
