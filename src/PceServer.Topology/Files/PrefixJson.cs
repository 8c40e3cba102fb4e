using System.Text.Json;

namespace PceServer.Topology;

/// <summary>Prefixes in topology files, in the <c>prefixes</c> of the node that announces them.</summary>
internal static class PrefixJson
{
    private const byte InterArea = 2, External1 = 3;

    public static (PrefixKey Key, PrefixAttributes Attributes)? Read(JsonCursor json, NodeKey node)
    {
        var prefix = json.Parsed<IpPrefix>("prefix", "an IP prefix", IpPrefix.TryParse);
        if (!json.Has("prefix"))
            json.Error("prefix", "", "every entry needs one");
        var attributes = new PrefixAttributes
        {
            Metric = json.UInt32("metric") ?? 0,
            IsNodePrefix = json.Flag("node"),
            IsReadvertised = json.Flag("readvertised") ?? false,
            IsExternal = json.Flag("external") ?? false,
            IsAnycast = json.Flag("anycast") ?? false,
            IsDown = json.Flag("down") ?? false,
            IsAttached = json.Flag("attached") ?? false,
            PrefixSids = [.. json.Objects("sids").Select(SidJson.ReadPrefixSid)],
            SidRanges = [.. json.Objects("ranges").Select(SidJson.ReadRange)],
            FlexAlgoMetrics = [.. json.Objects("flexAlgoMetrics").Select(ReadFlexAlgoMetric)],
            SourceRouterId = json.Address("sourceRouterId"),
            Srv6Locators = [.. json.Objects("srv6Locators").Select(Srv6Json.ReadLocator)],
            IsUnreachable = json.Flag("unreachable") ?? false,
        };
        if (json.UInt32("sid") is { } index)
            attributes = attributes with { PrefixSids = [.. attributes.PrefixSids, new PrefixSid(index, false, 0, PrefixSidFlags.None)] };
        var topology = (ushort)(json.Number("multiTopologyId", 4095) ?? 0);
        var routeType = json.Byte("ospfRouteType") ?? RouteType(node.Protocol, attributes);
        if (routeType == InterArea)
            attributes = attributes with { IsReadvertised = true };
        json.NothingElse();
        return prefix is { } known ? (new PrefixKey(node, known) { MultiTopologyId = topology, OspfRouteType = routeType }, attributes)
            : null;
    }

    public static void Write(Utf8JsonWriter json, PrefixKey key, PrefixAttributes prefix)
    {
        json.WriteStartObject();
        json.WriteString("prefix", key.Prefix.ToString());
        json.Number("metric", prefix.Metric, 0);
        if (prefix.IsNodePrefix is { } isNode)
            json.WriteBoolean("node", isNode);
        json.Flag("readvertised", prefix.IsReadvertised);
        json.Flag("external", prefix.IsExternal);
        json.Flag("anycast", prefix.IsAnycast);
        json.Flag("down", prefix.IsDown);
        json.Flag("attached", prefix.IsAttached);
        json.Array("sids", prefix.PrefixSids, SidJson.Write);
        json.Array("ranges", prefix.SidRanges, SidJson.Write);
        json.Array("flexAlgoMetrics", prefix.FlexAlgoMetrics, static (j, m) =>
        {
            j.WriteStartObject();
            j.WriteNumber("algorithm", m.Algorithm);
            j.WriteNumber("metric", m.Metric);
            j.WriteEndObject();
        });
        json.Text("sourceRouterId", prefix.SourceRouterId?.ToString());
        json.Array("srv6Locators", prefix.Srv6Locators, Srv6Json.Write);
        json.Flag("unreachable", prefix.IsUnreachable);
        json.Number("multiTopologyId", key.MultiTopologyId, 0);
        json.Number("ospfRouteType", key.OspfRouteType, 0);
        json.WriteEndObject();
    }

    /// <summary>In OSPF the route type says where a prefix comes from (RFC 9552 §5.2.3.1).</summary>
    private static byte RouteType(LinkStateProtocol protocol, PrefixAttributes prefix) =>
        protocol is not (LinkStateProtocol.Ospfv2 or LinkStateProtocol.Ospfv3) ? (byte)0
        : prefix.IsReadvertised ? InterArea : prefix.IsExternal ? External1 : (byte)0;

    private static FlexAlgoPrefixMetric ReadFlexAlgoMetric(JsonCursor json)
    {
        var metric = new FlexAlgoPrefixMetric(json.Byte("algorithm") ?? 0, json.UInt32("metric") ?? 0);
        json.NothingElse();
        return metric;
    }
}
