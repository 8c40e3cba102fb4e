using PceServer.Bgp;
using PceServer.Bgp.LinkState;
using PceServer.Wire;

namespace PceCtl.Decoding;

/// <summary>BGP messages as fields and text, read as between two present-day speakers.</summary>
internal sealed class BgpDecoder : IMessageDecoder
{
    private static readonly BgpSessionParameters s_parameters = new() { ReceivesExtendedMessages = true, SendsExtendedMessages = true };

    public Decoded Decode(byte[] octets)
    {
        var (decoded, parameters) = DecodeAtItsAsWidth(octets);
        var body = decoded.Message switch
        {
            null => [],
            BgpUpdate update => Update(update),
            _ => [new ViewField("fields", RecordView.Fields(decoded.Message))],
        };
        body = [.. body, new ViewField("findings", decoded.Findings.Select(f => (object?)RecordView.Fields(f)).ToList())];
        var name = octets.Length > 18 ? MessageName(octets[18]) : null;
        return new Decoded(name, body, Error(decoded), decoded.Message is null ? null : BgpCodec.Encode(decoded.Message, parameters), ViewText.Write(name, body));
    }

    // Whether AS numbers have two octets or four was settled by OPENs that are not here: the width at which the path can be read is the right one.
    private static (BgpDecoded Decoded, BgpSessionParameters Parameters) DecodeAtItsAsWidth(byte[] octets)
    {
        var decoded = BgpCodec.Decode(octets, s_parameters);
        if (!HasBadPath(decoded))
            return (decoded, s_parameters);
        var narrow = s_parameters with { FourOctetAs = false };
        var again = BgpCodec.Decode(octets, narrow);
        return HasBadPath(again) ? (decoded, s_parameters) : (again, narrow);
    }

    private static bool HasBadPath(BgpDecoded decoded) =>
        decoded.Findings.Any(f => f.Code is (byte)PathAttributeCode.AsPath or (byte)PathAttributeCode.Aggregator && !f.IsReadable);

    // A fault that was handled without ending the session is still one that the sender made, if something could not be read for it.
    private static WireFault? Error(BgpDecoded decoded)
    {
        if (decoded.Fault is { } fault)
            return decoded.Message is not null && decoded.Findings.All(f => f.IsReadable) ? null : fault.Fault;
        foreach (var finding in decoded.Findings)
        {
            if (!finding.IsReadable)
                return finding.Fault;
        }
        return null;
    }

    private static IReadOnlyList<ViewField> Update(BgpUpdate update) =>
    [
        new("attributes", update.Attributes.Select(a => (object?)Attribute(a)).ToList()),
        new("nlri", Routes(update.Reach?.Nlri ?? default)),
        new("withdrawn", Routes(update.Unreach?.Nlri ?? default)),
        .. RecordView.Fields(update, "Attributes"),
    ];

    private static List<object?> Routes(ValueList<LinkStateNlri> nlri) => [.. nlri.Select(n => (object?)Route(n))];

    private static List<ViewField> Route(LinkStateNlri nlri)
    {
        var route = new List<ViewField>
        {
            new("type", (ulong)nlri.Type),
            new("name", Name(nlri.GetType(), "Nlri")),
            new("protocol", RecordView.Value(nlri.Protocol)),
            new("identifier", nlri.Identifier),
        };
        if (nlri.RouteDistinguisher is { } distinguisher)
            route.Add(new ViewField("routeDistinguisher", distinguisher));
        route.Add(new ViewField("descriptors", RecordView.Fields(nlri)));
        return route;
    }

    private static IReadOnlyList<ViewField> Attribute(PathAttribute attribute) =>
    [
        new("code", (ulong)attribute.Code),
        new("name", Name(attribute.GetType(), "Attribute")),
        new("flags", (ulong)attribute.Flags),
        new("fields", RecordView.Fields(attribute, "Code", "Flags", "Nlri")),
    ];

    private static string Name(Type type, string suffix) =>
        type.Name.EndsWith(suffix, StringComparison.Ordinal) ? type.Name[..^suffix.Length] : type.Name;

    private static string MessageName(byte type) => type switch
    {
        1 => "OPEN",
        2 => "UPDATE",
        3 => "NOTIFICATION",
        4 => "KEEPALIVE",
        5 => "ROUTE-REFRESH",
        _ => $"message {type}",
    };
}
