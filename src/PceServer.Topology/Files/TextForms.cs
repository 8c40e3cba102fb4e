using System.Globalization;

namespace PceServer.Topology;

/// <summary>How identifiers and label blocks are written in topology files.</summary>
internal static class TextForms
{
    public static readonly IReadOnlyDictionary<string, LinkStateProtocol> Protocols = new Dictionary<string, LinkStateProtocol>
    {
        ["isis-1"] = LinkStateProtocol.IsisLevel1,
        ["isis-2"] = LinkStateProtocol.IsisLevel2,
        ["ospfv2"] = LinkStateProtocol.Ospfv2,
        ["ospfv3"] = LinkStateProtocol.Ospfv3,
        ["direct"] = LinkStateProtocol.Direct,
        ["static"] = LinkStateProtocol.Static,
        ["bgp"] = LinkStateProtocol.Bgp,
        ["rsvp-te"] = LinkStateProtocol.RsvpTe,
        ["segment-routing"] = LinkStateProtocol.SegmentRouting,
        ["unknown"] = LinkStateProtocol.Unknown,
    };

    public const string IgpIdRule = "an IGP router id: 0000.0000.0001, 0000.0000.0001.02, 10.0.0.1 or 10.0.0.1:172.16.0.1";
    public const string BlockRule = "a run of labels like 16000-23999, labels up to 1048575";
    public const string ColorRule = "colours in hexadecimal, 0x and up to 64 digits";

    public static string Of(LinkStateProtocol protocol) => Protocols.FirstOrDefault(p => p.Value == protocol).Key ?? "unknown";

    public static bool TryIgpId(string text, out IgpRouterId id)
    {
        id = default;
        var halves = text.Split(':');
        if (halves is [var one] && IpAddress.TryParse(one, out var router) && !router.IsIpv6)
            id = new IgpRouterId(router.Low, 4);
        else if (halves is [var left, var right] && IpAddress.TryParse(left, out router) && IpAddress.TryParse(right, out var network)
            && !router.IsIpv6 && !network.IsIpv6)
            id = new IgpRouterId((router.Low << 32) | network.Low, 8);
        else if (text == "-")
            return true;
        else
            return TryIsis(text, out id);
        return true;
    }

    /// <summary>System id made of the digits of an IPv4 address, as operators do: 10.0.0.1 gives 0100.0000.0001.</summary>
    public static IgpRouterId SystemIdOf(IpAddress address)
    {
        var digits = string.Concat(address.ToString().Split('.').Select(part => part.PadLeft(3, '0')));
        return new IgpRouterId(ulong.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture), 6);
    }

    public static bool TryRange(string text, out LabelRange range)
    {
        range = default;
        if (text.Split('-') is not [var from, var to]
            || !uint.TryParse(from, NumberStyles.None, CultureInfo.InvariantCulture, out var first)
            || !uint.TryParse(to, NumberStyles.None, CultureInfo.InvariantCulture, out var last)
            || last < first || last > Label.MaximumValue)
            return false;
        range = new LabelRange(new Label(first), last - first + 1);
        return true;
    }

    /// <summary>Runs that are none, or lie beyond the labels, are left out: whoever reads the file would refuse it.</summary>
    public static IEnumerable<string> Of(LabelBlock block) => block.Ranges
        .Where(static r => r.Size > 0 && (ulong)r.First.Value + r.Size - 1 <= Label.MaximumValue)
        .Select(r => $"{r.First}-{(ulong)r.First.Value + r.Size - 1}");

    /// <summary>Flags as a list of words.</summary>
    public static IEnumerable<string> Words<T>(T flags, IReadOnlyDictionary<string, T> words) where T : struct, Enum =>
        words.Where(w => flags.HasFlag(w.Value)).Select(w => w.Key);

    private static bool TryIsis(string text, out IgpRouterId id)
    {
        id = default;
        var parts = text.Split('.');
        if (parts.Length is not (3 or 4) || parts.Take(3).Any(p => p.Length != 4) || (parts.Length == 4 && parts[3].Length != 2)
            || !ulong.TryParse(string.Concat(parts), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
            return false;
        id = new IgpRouterId(value, (byte)(parts.Length == 3 ? 6 : 7));
        return true;
    }
}
