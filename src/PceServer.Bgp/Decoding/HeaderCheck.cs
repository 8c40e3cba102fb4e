using PceServer.Wire;

namespace PceServer.Bgp;

internal static class HeaderCheck
{
    public static BgpFault? Check(ReadOnlySpan<byte> header, BgpSessionParameters parameters)
    {
        if (header[..BgpCodec.MarkerOctets].IndexOfAnyExcept((byte)0xFF) is >= 0 and var at)
            return Fault(BgpErrors.ConnectionNotSynchronized, default, "marker is not all ones", at);
        var length = (header[16] << 8) | header[17];
        var type = header[18];
        if (length < BgpCodec.HeaderOctets)
            return Fault(BgpErrors.BadMessageLength, header.Slice(16, 2), $"length {length}", 16);
        if (type is < 1 or > 5)
            return Fault(BgpErrors.BadMessageType, header.Slice(18, 1), $"message type {type}", 18);
        var (minimum, maximum) = Bounds((BgpMessageType)type, parameters);
        return length < minimum || length > maximum
            ? Fault(BgpErrors.BadMessageLength, header.Slice(16, 2), $"{(BgpMessageType)type} of {length} octets", 16)
            : null;
    }

    /// <summary>RFC 4271 §4.2 to §4.5; OPEN and KEEPALIVE stay at 4,096 octets whatever was agreed (RFC 8654 §4).</summary>
    private static (int Minimum, int Maximum) Bounds(BgpMessageType type, BgpSessionParameters parameters) => type switch
    {
        BgpMessageType.Open => (29, BgpSessionParameters.StandardMaximumMessageOctets),
        BgpMessageType.Update => (23, parameters.MaximumReceivedOctets),
        BgpMessageType.Notification => (21, parameters.MaximumReceivedOctets),
        BgpMessageType.Keepalive => (19, 19),
        // The length of a ROUTE-REFRESH has an error of its own.
        _ => (19, parameters.MaximumReceivedOctets),
    };

    private static BgpFault Fault(BgpError error, ReadOnlySpan<byte> data, string reason, int offset) =>
        new(error, ValueList.Create(data), new WireFault(reason, offset));
}
