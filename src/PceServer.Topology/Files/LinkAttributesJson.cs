using System.Collections.Immutable;
using System.Text.Json;

namespace PceServer.Topology;

/// <summary>Link attributes in topology files.</summary>
internal static class LinkAttributesJson
{
    /// <summary>The fields of this object over what <paramref name="basis"/> says already.</summary>
    public static LinkAttributes Read(JsonCursor json, LinkAttributes basis)
    {
        var bandwidth = json.Number("bandwidthBytesPerSecond", ulong.MaxValue - 1);
        var metrics = basis with
        {
            IgpMetric = json.UInt32("igpMetric", Metric.Missing - 1) ?? basis.IgpMetric,
            TeMetric = json.UInt32("teMetric", Metric.Missing - 1) ?? basis.TeMetric,
            DelayMicroseconds = json.UInt32("delayMicroseconds", Metric.Missing - 1) ?? basis.DelayMicroseconds,
            DelayVariationMicroseconds = json.UInt32("delayVariationMicroseconds", Metric.Missing - 1) ?? basis.DelayVariationMicroseconds,
            LossUnits = json.UInt32("lossUnits", Metric.Missing - 1) ?? basis.LossUnits,
            AdminGroup = json.Parsed<AdminGroup>("adminGroup", TextForms.ColorRule, AdminGroup.TryParse) ?? basis.AdminGroup,
            MaximumBandwidth = json.Number("maximumBandwidth", ulong.MaxValue - 1) ?? bandwidth ?? basis.MaximumBandwidth,
            MaximumReservableBandwidth = json.Number("reservableBandwidth", ulong.MaxValue - 1) ?? bandwidth
                ?? basis.MaximumReservableBandwidth,
            UnreservedBandwidth = Unreserved(json, bandwidth, basis),
            MaximumSidDepth = json.Byte("msd") ?? basis.MaximumSidDepth,
        };
        return ReadRest(json, ReadLists(json, metrics));
    }

    public static void Write(Utf8JsonWriter json, LinkAttributes link)
    {
        json.Number("igpMetric", link.IgpMetric, Metric.Missing);
        json.Number("teMetric", link.TeMetric, Metric.Missing);
        json.Number("delayMicroseconds", link.DelayMicroseconds, Metric.Missing);
        json.Number("delayVariationMicroseconds", link.DelayVariationMicroseconds, Metric.Missing);
        json.Number("lossUnits", link.LossUnits, Metric.Missing);
        if (!link.AdminGroup.IsEmpty)
            json.WriteString("adminGroup", link.AdminGroup.ToString());
        json.Number("maximumBandwidth", link.MaximumBandwidth);
        json.Number("reservableBandwidth", link.MaximumReservableBandwidth);
        json.Array("unreservedBandwidth", link.UnreservedBandwidth, static (j, v) => j.WriteNumberValue(v));
        json.Number("msd", link.MaximumSidDepth);
        json.Array("srlgs", link.Srlgs, static (j, v) => j.WriteNumberValue(v));
        json.Array("adjacencySids", link.AdjacencySids, SidJson.Write);
        WriteRest(json, link);
    }

    private static ImmutableArray<ulong> Unreserved(JsonCursor json, ulong? bandwidth, LinkAttributes basis)
    {
        var values = json.Numbers("unreservedBandwidth", ulong.MaxValue - 1);
        if (values.Count is not (0 or 8))
            json.Error("unreservedBandwidth", $"{values.Count} values", "eight values, one for each priority");
        return values.Count == 8 ? [.. values] : bandwidth is { } all ? [.. Enumerable.Repeat(all, 8)] : basis.UnreservedBandwidth;
    }

    private static LinkAttributes ReadLists(JsonCursor json, LinkAttributes link)
    {
        if (json.Has("srlgs"))
            link = link with { Srlgs = [.. json.Numbers("srlgs", uint.MaxValue).Select(v => (uint)v)] };
        if (json.Has("adjacencySids"))
            link = link with { AdjacencySids = [.. json.Objects("adjacencySids").Select(SidJson.ReadAdjacencySid)] };
        if (json.UInt32("adjacencyLabel", Label.MaximumValue, 16) is { } label)
            link = link with { AdjacencySids = [.. link.AdjacencySids, new AdjacencySid(label, true, AdjacencySidFlags.None, 0)] };
        return json.Has("peerSids") ? link with { PeerSids = [.. json.Objects("peerSids").Select(SidJson.ReadPeerSid)] } : link;
    }

    private static LinkAttributes ReadRest(JsonCursor json, LinkAttributes link)
    {
        if (json.Number("residualBandwidth", ulong.MaxValue) is { } residual)
            link = link with { ResidualBandwidth = residual };
        if (json.Number("availableBandwidth", ulong.MaxValue) is { } available)
            link = link with { AvailableBandwidth = available };
        if (json.Number("utilizedBandwidth", ulong.MaxValue) is { } utilized)
            link = link with { UtilizedBandwidth = utilized };
        if (json.Text("name") is { } name)
            link = link with { Name = name };
        if (json.Has("srv6EndXSids"))
            link = link with { Srv6EndXSids = [.. json.Objects("srv6EndXSids").Select(Srv6Json.ReadEndX)] };
        if (json.Has("otherMsds"))
            link = link with { OtherSidDepths = MsdJson.Read(json) };
        if (json.Object("flexAlgo") is { } flexAlgo)
        {
            link = link with { FlexAlgo = Read(flexAlgo, LinkAttributes.None) };
            flexAlgo.NothingElse();
        }
        return link;
    }

    private static void WriteRest(Utf8JsonWriter json, LinkAttributes link)
    {
        json.Array("peerSids", link.PeerSids, SidJson.Write);
        json.Array("srv6EndXSids", link.Srv6EndXSids, Srv6Json.Write);
        json.Number("residualBandwidth", link.ResidualBandwidth);
        json.Number("availableBandwidth", link.AvailableBandwidth);
        json.Number("utilizedBandwidth", link.UtilizedBandwidth);
        json.Text("name", link.Name);
        MsdJson.Write(json, link.OtherSidDepths);
        if (link.FlexAlgo is not { } flexAlgo)
            return;
        json.WriteStartObject("flexAlgo");
        Write(json, flexAlgo);
        json.WriteEndObject();
    }
}

/// <summary>MSDs other than base imposition: <c>[{"type": 2, "depth": 5}]</c>.</summary>
internal static class MsdJson
{
    public static ImmutableArray<SidDepth> Read(JsonCursor json) => [.. json.Objects("otherMsds").Select(ReadOne)];

    public static void Write(Utf8JsonWriter json, ImmutableArray<SidDepth> depths) => json.Array("otherMsds", depths, static (j, depth) =>
    {
        j.WriteStartObject();
        j.WriteNumber("type", depth.Type);
        j.WriteNumber("depth", depth.Depth);
        j.WriteEndObject();
    });

    private static SidDepth ReadOne(JsonCursor json)
    {
        var depth = new SidDepth(json.Byte("type") ?? 0, json.Byte("depth") ?? 0);
        json.NothingElse();
        return depth;
    }
}
