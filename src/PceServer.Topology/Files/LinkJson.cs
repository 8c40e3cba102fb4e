using System.Text.Json;

namespace PceServer.Topology;

/// <summary>Links in topology files: one object for both directions, or for one (<c>oneWay</c>).</summary>
internal static class LinkJson
{
    /// <summary>The half-links of one entry: a to b, then b to a.</summary>
    public static IEnumerable<(LinkKey Key, LinkAttributes Attributes)> Read(JsonCursor json, IReadOnlyDictionary<string, NodeKey> nodes)
    {
        var (a, b) = (End(json, "a", nodes), End(json, "b", nodes));
        var shared = LinkAttributesJson.Read(json, LinkAttributes.None);
        var forth = Direction(json, "ab", shared);
        var back = Direction(json, "ba", shared);
        var isOneWay = json.Flag("oneWay") ?? false;
        var reverseTopology = json.Number("multiTopologyId", 4095) ?? 0;
        var ends = ReadEnds(json);
        json.NothingElse();
        if (a is null || b is null)
            return [];
        var key = new LinkKey(a, b)
        {
            LocalAddress = ends.A4,
            RemoteAddress = ends.B4,
            LocalIpv6Address = ends.A6,
            RemoteIpv6Address = ends.B6,
            LocalIdentifier = ends.A,
            RemoteIdentifier = ends.B,
            MultiTopologyId = (ushort)reverseTopology,
        };
        return isOneWay ? [(key, forth)] : [(key, forth), (key.Mirrored(), back)];
    }

    public static void Write(Utf8JsonWriter json, LinkKey key, LinkAttributes forth, LinkAttributes? back, Func<NodeKey, string> nameOf)
    {
        json.WriteStartObject();
        json.WriteString("a", nameOf(key.Local));
        json.WriteString("b", nameOf(key.Remote));
        json.Flag("oneWay", back is null);
        json.Text("aAddress", key.LocalAddress?.ToString());
        json.Text("bAddress", key.RemoteAddress?.ToString());
        json.Text("aIpv6Address", key.LocalIpv6Address?.ToString());
        json.Text("bIpv6Address", key.RemoteIpv6Address?.ToString());
        json.Number("aInterface", key.LocalIdentifier, 0);
        json.Number("bInterface", key.RemoteIdentifier, 0);
        json.Number("multiTopologyId", key.MultiTopologyId, 0);
        WriteDirection(json, "ab", forth);
        if (back is not null)
            WriteDirection(json, "ba", back);
        json.WriteEndObject();
    }

    private static NodeKey? End(JsonCursor json, string field, IReadOnlyDictionary<string, NodeKey> nodes)
    {
        var name = json.Text(field);
        if (name is not null && nodes.TryGetValue(name, out var key))
            return key;
        if (name is not null || !json.Has(field))
            json.Error(field, name ?? "", "the id of a node of this file");
        return null;
    }

    private static (IpAddress? A4, IpAddress? B4, IpAddress? A6, IpAddress? B6, uint A, uint B) ReadEnds(JsonCursor json) => (
        Address(json, "aAddress", false), Address(json, "bAddress", false), Address(json, "aIpv6Address", true),
            Address(json, "bIpv6Address", true),
        json.UInt32("aInterface") ?? 0, json.UInt32("bInterface") ?? 0);

    private static IpAddress? Address(JsonCursor json, string field, bool isIpv6) => json.Parsed(
        field, isIpv6 ? "an IPv6 address" : "an IPv4 address",
        (string text, out IpAddress value) => IpAddress.TryParse(text, out value) && value.IsIpv6 == isIpv6);

    private static LinkAttributes Direction(JsonCursor json, string field, LinkAttributes shared)
    {
        if (json.Object(field) is not { } own)
            return shared;
        var attributes = LinkAttributesJson.Read(own, shared);
        own.NothingElse();
        return attributes;
    }

    private static void WriteDirection(Utf8JsonWriter json, string field, LinkAttributes attributes)
    {
        json.WriteStartObject(field);
        LinkAttributesJson.Write(json, attributes);
        json.WriteEndObject();
    }
}
