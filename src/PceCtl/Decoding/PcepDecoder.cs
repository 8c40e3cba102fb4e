using PceServer.Pcep;
using PceServer.Wire;

namespace PceCtl.Decoding;

/// <summary>PCEP messages as fields and text.</summary>
internal sealed class PcepDecoder : IMessageDecoder
{
    public Decoded Decode(byte[] octets)
    {
        var decoded = PcepCodec.Decode(octets);
        var fault = decoded.Faults.Count > 0 ? decoded.Faults[0] : null;
        if (FollowingOctets(octets) is > 0 and var more)
            fault = fault! with { Reason = $"{fault.Reason}: {more} octets follow the message, of which a line holds one" };
        var isWhole = decoded.Objects.Count > 0 || decoded.Message is not null;
        return new Decoded(
            octets.Length < 2 ? null : PcepNames.Message(decoded.Type),
            Body(decoded),
            fault is null ? null : new WireFault(fault.Reason, fault.Offset),
            isWhole ? PcepCodec.Reencode(decoded) : null,
            PcepText.Format(decoded));
    }

    // A header of ours with less to it than the line holds.
    private static int FollowingOctets(byte[] octets) =>
        octets.Length >= 4 && octets[0] >> 5 == PcepMessage.Version && ((octets[2] << 8) | octets[3]) is >= 4 and var length ? octets.Length - length : 0;

    private static List<ViewField> Body(DecodedMessage decoded)
    {
        var body = new List<ViewField>
        {
            new("type", (ulong)decoded.Type),
            new("flags", (ulong)decoded.HeaderFlags),
            new("objects", decoded.Objects.Select(item => (object?)PcepView.Object(item)).ToList()),
        };
        if (decoded.Message is UnknownMessage unknown)
            body.Add(new ViewField("body", Convert.ToHexStringLower(unknown.Body.Span)));
        body.Add(new ViewField("faults", decoded.Faults.Select(fault => (object?)PcepView.Fault(fault)).ToList()));
        body.Add(new ViewField("deviations", Deviations.In(decoded.Deviations).Select(d => (object?)RecordView.CamelCase(d.Deviation.ToString())).ToList()));
        return body;
    }
}
