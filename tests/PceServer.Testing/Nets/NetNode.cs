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

    public NodeKey Key => new(Protocol, Number("instance", 0), Number("as", 0), 0, Number("area", 0), RouterId);

    private bool IsOspf => Protocol == LinkStateProtocol.Ospfv2;

    private LinkStateProtocol Protocol => (Designated?.Words ?? Words).Text("protocol") switch
    {
        "isis1" => LinkStateProtocol.IsisLevel1,
        "ospf" => LinkStateProtocol.Ospfv2,
        _ => LinkStateProtocol.IsisLevel2,
    };

    private IgpRouterId RouterId => (Designated, IsOspf) switch
    {
        (null, true) => new((uint)Loopback.Low, 4),
        (null, false) => new(number, 6),
        ({ } router, true) => new((router.Loopback.Low << 32) | (0xAC0F0000 + number), 8),
        ({ } router, false) => new((router.RouterId.Value << 8) | (number & 0xFF), 7),
    };

    public Label NextAdjacencyLabel() => new(_nextAdjacencyLabel++);

    public IEnumerable<TopologyChange> Changes()
    {
        yield return new NodeChange(NetScript.Source, Key, Attributes());
        if (Designated is null)
            yield return new PrefixChange(NetScript.Source, new PrefixKey(Key, IpPrefix.Host(Loopback)), LoopbackAttributes());
    }

    private NodeAttributes Attributes() => Designated is not null ? new NodeAttributes { Name = name } : new NodeAttributes
    {
        Name = name,
        RouterIds = [Loopback],
        Overloaded = Words.Has("overload"),
        Drained = Words.Has("drained"),
        Srgb = HasSegmentRouting ? NetWords.Block(Words.Text("srgb") ?? "16000+8000") : LabelBlock.Empty,
        Srlb = HasSegmentRouting && Words.Text("srlb") is { } srlb ? NetWords.Block(srlb) : LabelBlock.Empty,
        Algorithms = HasSegmentRouting ? [0, .. Words.Numbers("algo").Select(a => (byte)a)] : [],
        MaximumSidDepth = Words.Text("msd") switch
        {
            "-" or "no" => null,
            null => 10,
            var text => byte.Parse(text, CultureInfo.InvariantCulture)
        },
    };

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
