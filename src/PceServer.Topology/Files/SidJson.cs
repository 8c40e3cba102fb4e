using System.Text.Json;

namespace PceServer.Topology;

/// <summary>
/// SIDs in topology files: <c>{"index": 7}</c> or <c>{"label": 24001}</c>, with algorithm, flags, weight and neighbour as the kind has
/// them.
/// </summary>
internal static class SidJson
{
    private static readonly Dictionary<string, PrefixSidFlags> PrefixFlags = new()
    {
        ["readvertised"] = PrefixSidFlags.Readvertised,
        ["node"] = PrefixSidFlags.Node,
        ["no-php"] = PrefixSidFlags.NoPenultimateHopPopping,
        ["explicit-null"] = PrefixSidFlags.ExplicitNull,
    };

    private static readonly Dictionary<string, AdjacencySidFlags> AdjacencyFlags = new()
    {
        ["backup"] = AdjacencySidFlags.Backup,
        ["set"] = AdjacencySidFlags.Set,
        ["persistent"] = AdjacencySidFlags.Persistent,
        ["ipv6"] = AdjacencySidFlags.Ipv6,
    };

    private static readonly Dictionary<string, PeerSidKind> PeerKinds = new()
    {
        ["node"] = PeerSidKind.Node,
        ["adjacency"] = PeerSidKind.Adjacency,
        ["set"] = PeerSidKind.Set,
    };

    public static PrefixSid ReadPrefixSid(JsonCursor json)
    {
        var (value, isLabel) = ReadValue(json);
        var sid = new PrefixSid(value, isLabel, json.Byte("algorithm") ?? 0, Flags(json, PrefixFlags));
        json.NothingElse();
        return sid;
    }

    public static AdjacencySid ReadAdjacencySid(JsonCursor json)
    {
        var (value, isLabel) = ReadValue(json);
        var neighbor = json.Parsed<IgpRouterId>("neighbor", TextForms.IgpIdRule, TextForms.TryIgpId) ?? default;
        var sid = new AdjacencySid(value, isLabel, Flags(json, AdjacencyFlags), json.Byte("weight") ?? 0, neighbor);
        json.NothingElse();
        return sid;
    }

    public static PeerSid ReadPeerSid(JsonCursor json)
    {
        var (value, isLabel) = ReadValue(json);
        var sid = new PeerSid(json.Choice("kind", PeerKinds) ?? PeerSidKind.Node, value, isLabel, Flags(json, AdjacencyFlags),
            json.Byte("weight") ?? 0);
        json.NothingElse();
        return sid;
    }

    public static SidRange ReadRange(JsonCursor json)
    {
        var size = (ushort)(json.Number("size", ushort.MaxValue) ?? 1);
        var first = json.Object("first") is { } sid ? ReadPrefixSid(sid) : default;
        var range = new SidRange(size, first, json.Flag("attached") ?? false);
        json.NothingElse();
        return range;
    }

    public static void Write(Utf8JsonWriter json, PrefixSid sid)
    {
        json.WriteStartObject();
        WriteValue(json, sid.Value, sid.IsLabel);
        json.Number("algorithm", sid.Algorithm, 0);
        json.Texts("flags", TextForms.Words(sid.Flags, PrefixFlags));
        json.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter json, AdjacencySid sid)
    {
        json.WriteStartObject();
        WriteValue(json, sid.Value, sid.IsLabel);
        json.Texts("flags", TextForms.Words(sid.Flags, AdjacencyFlags));
        json.Number("weight", sid.Weight, 0);
        if (sid.Neighbor != default)
            json.WriteString("neighbor", sid.Neighbor.ToString());
        json.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter json, PeerSid sid)
    {
        json.WriteStartObject();
        json.WriteString("kind", PeerKinds.First(k => k.Value == sid.Kind).Key);
        WriteValue(json, sid.Value, sid.IsLabel);
        json.Texts("flags", TextForms.Words(sid.Flags, AdjacencyFlags));
        json.Number("weight", sid.Weight, 0);
        json.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter json, SidRange range)
    {
        json.WriteStartObject();
        json.WriteNumber("size", range.Size);
        json.WritePropertyName("first");
        Write(json, range.First);
        json.Flag("attached", range.IsAttached);
        json.WriteEndObject();
    }

    private static (uint Value, bool IsLabel) ReadValue(JsonCursor json)
    {
        var label = json.UInt32("label", Label.MaximumValue);
        var index = json.UInt32("index");
        if (label.HasValue == index.HasValue)
            json.Error("", label is null ? "" : $"{label}, {index}", "a SID has either a label or an index");
        return (label ?? index ?? 0, label.HasValue);
    }

    private static void WriteValue(Utf8JsonWriter json, uint value, bool isLabel) => json.WriteNumber(isLabel ? "label" : "index", value);

    private static T Flags<T>(JsonCursor json, IReadOnlyDictionary<string, T> words) where T : struct, Enum =>
        json.Several("flags", $"some of {string.Join(", ", words.Keys)}", (string text, out T value) => words.TryGetValue(text, out value))
            .Aggregate(default(T), (all, one) => (T)Enum.ToObject(typeof(T), Convert.ToByte(all) | Convert.ToByte(one)));
}
