using System.Collections.Immutable;
using System.Text.Json;

namespace PceServer.Topology;

/// <summary>Nodes in topology files: identity and attributes in one object.</summary>
internal static class NodeJson
{
    /// <summary>
    /// The identity: what is not said comes from <paramref name="defaults"/>; an IS-IS system id or OSPF router id that is not said, from
    /// the router id.
    /// </summary>
    public static NodeKey ReadKey(JsonCursor json, NodeDefaults defaults)
    {
        var protocol = json.Choice("protocol", TextForms.Protocols) ?? defaults.Protocol;
        var igpId = json.Parsed<IgpRouterId>("igpId", TextForms.IgpIdRule, TextForms.TryIgpId);
        var bgpRouterId = json.Address("bgpRouterId");
        if (igpId is null && !json.Has("igpId"))
        {
            if (FirstRouterId(json) is { IsIpv6: false } routerId)
                igpId = protocol is LinkStateProtocol.Ospfv2 or LinkStateProtocol.Ospfv3 ? new IgpRouterId(routerId.Low, 4)
                    : protocol == LinkStateProtocol.Bgp ? default(IgpRouterId) : TextForms.SystemIdOf(routerId);
            else if (bgpRouterId is null)
                json.Error("igpId", "", "a node needs an igpId, an IPv4 routerId or a bgpRouterId");
        }
        return new NodeKey(
            protocol, json.Number("instance", ulong.MaxValue) ?? defaults.Instance, json.UInt32("as") ?? defaults.AutonomousSystem,
            json.UInt32("bgpLsId") ?? defaults.BgpLsId, json.UInt32("area") ?? defaults.Area, igpId ?? default,
            (uint)(bgpRouterId?.Low ?? 0));
    }

    public static NodeAttributes ReadAttributes(JsonCursor json, NodeDefaults defaults) => new()
    {
        Name = json.Text("name"),
        RouterIds = RouterIds(json),
        Overloaded = json.Flag("overloaded") ?? false,
        Drained = json.Flag("drained") ?? false,
        IsAttached = json.Flag("attached") ?? false,
        IsExternal = json.Flag("external") ?? false,
        IsAreaBorderRouter = json.Flag("areaBorder") ?? false,
        Srgb = json.Has("srgb") ? Block(json, "srgb") : defaults.Srgb,
        Srlb = json.Has("srlb") ? Block(json, "srlb") : defaults.Srlb,
        Algorithms = json.Has("algorithms") ? [.. json.Numbers("algorithms", 255).Select(v => (byte)v)] : defaults.Algorithms,
        MaximumSidDepth = json.Byte("msd") ?? defaults.MaximumSidDepth,
        OtherSidDepths = MsdJson.Read(json),
        SrmsPreference = json.Byte("srmsPreference"),
        IsisAreas = [.. json.Several("isisAreas", "a text", (string text, out string value) => (value = text).Length > 0)],
        FlexAlgoDefinitions = [.. json.Objects("flexAlgos").Select(FlexAlgoJson.Read)],
        Srv6 = Srv6Json.ReadCapabilities(json),
    };

    public static void WriteKey(Utf8JsonWriter json, NodeKey key)
    {
        json.WriteString("protocol", TextForms.Of(key.Protocol));
        json.Number("instance", key.Instance, 0);
        json.Number("as", key.AutonomousSystem, 0);
        json.Number("bgpLsId", key.BgpLsId, 0);
        json.Number("area", key.Area, 0);
        json.WriteString("igpId", key.RouterId.ToString());
        if (key.BgpRouterId != 0)
            json.WriteString("bgpRouterId", IpAddress.V4(key.BgpRouterId).ToString());
    }

    public static void WriteAttributes(Utf8JsonWriter json, NodeAttributes node)
    {
        json.Text("name", node.Name);
        json.Texts("routerIds", node.RouterIds.Select(a => a.ToString()));
        json.Flag("overloaded", node.Overloaded);
        json.Flag("drained", node.Drained);
        json.Flag("attached", node.IsAttached);
        json.Flag("external", node.IsExternal);
        json.Flag("areaBorder", node.IsAreaBorderRouter);
        json.Texts("srgb", TextForms.Of(node.Srgb));
        json.Texts("srlb", TextForms.Of(node.Srlb));
        json.Array("algorithms", node.Algorithms, static (j, v) => j.WriteNumberValue(v));
        json.Number("msd", node.MaximumSidDepth);
        MsdJson.Write(json, node.OtherSidDepths);
        json.Number("srmsPreference", node.SrmsPreference);
        json.Texts("isisAreas", node.IsisAreas);
        json.Array("flexAlgos", node.FlexAlgoDefinitions, FlexAlgoJson.Write);
        Srv6Json.Write(json, node.Srv6);
    }

    private static IpAddress? FirstRouterId(JsonCursor json) => RouterIds(json) is [var first, ..] ? first : null;

    private static ImmutableArray<IpAddress> RouterIds(JsonCursor json)
    {
        var several = json.Several("routerIds", "IP addresses", (string text, out IpAddress value) => IpAddress.TryParse(text, out value));
        return json.Address("routerId") is { } one ? [one, .. several] : [.. several];
    }

    private static LabelBlock Block(JsonCursor json, string field) =>
        new([.. json.Several<LabelRange>(field, TextForms.BlockRule, TextForms.TryRange)]);
}

/// <summary>What the <c>defaults</c> of a file say for every node that does not say otherwise.</summary>
internal sealed record NodeDefaults
{
    public LinkStateProtocol Protocol { get; init; } = LinkStateProtocol.IsisLevel2;
    public ulong Instance { get; init; }
    public uint AutonomousSystem { get; init; }
    public uint BgpLsId { get; init; }
    public uint Area { get; init; }
    public LabelBlock Srgb { get; init; } = LabelBlock.Empty;
    public LabelBlock Srlb { get; init; } = LabelBlock.Empty;
    public ImmutableArray<byte> Algorithms { get; init; } = [];
    public byte? MaximumSidDepth { get; init; }

    public static NodeDefaults Read(JsonCursor json)
    {
        var none = new NodeDefaults();
        var defaults = new NodeDefaults
        {
            Protocol = json.Choice("protocol", TextForms.Protocols) ?? none.Protocol,
            Instance = json.Number("instance", ulong.MaxValue) ?? 0,
            AutonomousSystem = json.UInt32("as") ?? 0,
            BgpLsId = json.UInt32("bgpLsId") ?? 0,
            Area = json.UInt32("area") ?? 0,
            Srgb = new([.. json.Several<LabelRange>("srgb", TextForms.BlockRule, TextForms.TryRange)]),
            Srlb = new([.. json.Several<LabelRange>("srlb", TextForms.BlockRule, TextForms.TryRange)]),
            Algorithms = [.. json.Numbers("algorithms", 255).Select(v => (byte)v)],
            MaximumSidDepth = json.Byte("msd"),
        };
        json.NothingElse();
        return defaults;
    }
}
