using System.Globalization;
using System.Text.Json;

namespace PceServer.Topology;

/// <summary>
/// SRv6 in topology files: <c>srv6</c> and <c>srv6Sids</c> of nodes, <c>srv6Locators</c> of prefixes, <c>srv6EndXSids</c> of links.
/// </summary>
internal static class Srv6Json
{
    private const string StructureRule = "four lengths in bits, block-node-function-argument, like 40-24-16-0, together at most 128";

    private static readonly Dictionary<string, Srv6SidFlags> Flags = new()
    {
        ["backup"] = Srv6SidFlags.Backup,
        ["set"] = Srv6SidFlags.Set,
        ["persistent"] = Srv6SidFlags.Persistent,
    };

    public static Srv6Capabilities? ReadCapabilities(JsonCursor json)
    {
        if (json.Object("srv6") is not { } own)
            return null;
        var capabilities = new Srv6Capabilities(own.Flag("oam") ?? false);
        own.NothingElse();
        return capabilities;
    }

    public static Srv6Locator ReadLocator(JsonCursor json)
    {
        var locator = new Srv6Locator(json.Byte("algorithm") ?? 0, json.UInt32("metric") ?? 0, json.Flag("down") ?? false, Structure(json));
        json.NothingElse();
        return locator;
    }

    public static Srv6EndXSid ReadEndX(JsonCursor json)
    {
        var sid = new Srv6EndXSid(
            Sid(json), Behavior(json) ?? 0, ReadFlags(json), json.Byte("algorithm") ?? 0, json.Byte("weight") ?? 0,
            json.Parsed<IgpRouterId>("neighbor", TextForms.IgpIdRule, TextForms.TryIgpId) ?? default, Structure(json));
        json.NothingElse();
        return sid;
    }

    public static (Srv6SidKey Key, Srv6SidAttributes Attributes) ReadSid(JsonCursor json, NodeKey node)
    {
        var key = new Srv6SidKey(node, Sid(json)) { MultiTopologyId = (ushort)(json.Number("multiTopologyId", 4095) ?? 0) };
        var sid = new Srv6SidAttributes
        {
            Behavior = Behavior(json),
            Algorithm = json.Byte("algorithm") ?? 0,
            Structure = Structure(json),
            Peers = [.. json.Objects("peers").Select(ReadPeer)],
        };
        json.NothingElse();
        return (key, sid);
    }

    public static void Write(Utf8JsonWriter json, Srv6Capabilities? capabilities)
    {
        if (capabilities is not { } known)
            return;
        json.WriteStartObject("srv6");
        json.Flag("oam", known.SupportsOam);
        json.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter json, Srv6Locator locator)
    {
        json.WriteStartObject();
        json.Number("algorithm", locator.Algorithm, 0);
        json.WriteNumber("metric", locator.Metric);
        json.Flag("down", locator.IsDown);
        json.Text("structure", locator.Structure?.ToString());
        json.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter json, Srv6EndXSid sid)
    {
        json.WriteStartObject();
        json.WriteString("sid", sid.Sid.ToString());
        json.WriteNumber("behavior", sid.Behavior);
        json.Texts("flags", TextForms.Words(sid.Flags, Flags));
        json.Number("algorithm", sid.Algorithm, 0);
        json.Number("weight", sid.Weight, 0);
        if (sid.Neighbor != default)
            json.WriteString("neighbor", sid.Neighbor.ToString());
        json.Text("structure", sid.Structure?.ToString());
        json.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter json, Srv6Sid sid)
    {
        json.WriteStartObject();
        json.WriteString("sid", sid.Key.Sid.ToString());
        json.Number("multiTopologyId", sid.Key.MultiTopologyId, 0);
        json.Number("behavior", sid.Attributes.Behavior);
        json.Number("algorithm", sid.Attributes.Algorithm, 0);
        json.Text("structure", sid.Attributes.Structure?.ToString());
        json.Array("peers", sid.Attributes.Peers, static (j, peer) =>
        {
            j.WriteStartObject();
            j.WriteNumber("as", peer.AutonomousSystem);
            j.WriteString("bgpRouterId", IpAddress.V4(peer.BgpRouterId).ToString());
            j.Texts("flags", TextForms.Words(peer.Flags, Flags));
            j.Number("weight", peer.Weight, 0);
            j.WriteEndObject();
        });
        json.WriteEndObject();
    }

    private static Srv6PeerNode ReadPeer(JsonCursor json)
    {
        var peer = new Srv6PeerNode(
            json.UInt32("as") ?? 0, (uint)(json.Address("bgpRouterId")?.Low ?? 0), ReadFlags(json), json.Byte("weight") ?? 0);
        json.NothingElse();
        return peer;
    }

    private static IpAddress Sid(JsonCursor json)
    {
        if (!json.Has("sid"))
            json.Error("sid", "", "every entry needs one");
        return json.Parsed("sid", "an IPv6 address", (string text, out IpAddress sid) => IpAddress.TryParse(text, out sid) && sid.IsIpv6) ?? default;
    }

    private static ushort? Behavior(JsonCursor json) => (ushort?)json.Number("behavior", ushort.MaxValue);

    private static Srv6SidFlags ReadFlags(JsonCursor json) => json.Several(
            "flags", $"some of {string.Join(", ", Flags.Keys)}", (string text, out Srv6SidFlags flag) => Flags.TryGetValue(text, out flag))
        .Aggregate(Srv6SidFlags.None, (all, one) => all | one);

    private static Srv6SidStructure? Structure(JsonCursor json) => json.Parsed<Srv6SidStructure>("structure", StructureRule, TryStructure);

    private static bool TryStructure(string text, out Srv6SidStructure structure)
    {
        structure = default;
        var parts = text.Split('-');
        Span<byte> bits = stackalloc byte[4];
        var sum = 0;
        for (var i = 0; i < 4; i++)
        {
            if (parts.Length != 4 || !byte.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out bits[i]))
                return false;
            sum += bits[i];
        }
        structure = new Srv6SidStructure(bits[0], bits[1], bits[2], bits[3]);
        return sum <= 128;
    }
}
