using System.Text.Json;

namespace PceServer.Topology;

/// <summary>Prefixes in topology files, in the <c>prefixes</c> of the node that announces them.</summary>
internal static class PrefixJson
{
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
            PrefixSids = [.. json.Objects("sids").Select(SidJson.ReadPrefixSid)],
            SidRanges = [.. json.Objects("ranges").Select(SidJson.ReadRange)],
            FlexAlgoMetrics = [.. json.Objects("flexAlgoMetrics").Select(ReadFlexAlgoMetric)],
            SourceRouterId = json.Address("sourceRouterId"),
        };
        if (json.UInt32("sid") is { } index)
            attributes = attributes with { PrefixSids = [.. attributes.PrefixSids, new PrefixSid(index, false, 0, PrefixSidFlags.None)] };
        var topology = (ushort)(json.Number("multiTopologyId", 4095) ?? 0);
        var routeType = json.Byte("ospfRouteType") ?? 0;
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
        json.Number("multiTopologyId", key.MultiTopologyId, 0);
        json.Number("ospfRouteType", key.OspfRouteType, 0);
        json.WriteEndObject();
    }

    private static FlexAlgoPrefixMetric ReadFlexAlgoMetric(JsonCursor json)
    {
        var metric = new FlexAlgoPrefixMetric(json.Byte("algorithm") ?? 0, json.UInt32("metric") ?? 0);
        json.NothingElse();
        return metric;
    }
}
