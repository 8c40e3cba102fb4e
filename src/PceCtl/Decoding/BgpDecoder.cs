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
        var decoded = BgpCodec.Decode(octets, s_parameters);
        var body = decoded.Message switch
        {
            null => [],
            BgpUpdate update => Update(update),
            _ => [new ViewField("fields", RecordView.Fields(decoded.Message))],
        };
        body = [.. body, new ViewField("findings", decoded.Findings.Select(f => (object?)RecordView.Fields(f)).ToList())];
        var name = octets.Length > 18 ? MessageName(octets[18]) : null;
        return new Decoded(name, body, Error(decoded), decoded.Message is null ? null : BgpCodec.Encode(decoded.Message, s_parameters), ViewText.Write(name, body));
    }

    // A fault that was handled without ending the session is still one that the sender made.
    private static WireFault? Error(BgpDecoded decoded)
    {
        if (decoded.Fault is { } fault)
            return fault.Fault;
        return decoded.Findings.Count > 0 ? decoded.Findings[0].Fault : null;
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
