using PceServer.Wire;

namespace PceServer.Bgp;

/// <summary>What one message turned out to be. A <see cref="Fault"/> ends the session; a message beside it is only to be shown.</summary>
/// <param name="Findings">Faults that were handled without ending the session, in the order met.</param>
public sealed record BgpDecoded(BgpMessage? Message, BgpFault? Fault, ValueList<BgpFinding> Findings = default)
{
    /// <summary>The routes that the UPDATE announces count as withdrawn (RFC 7606 §2).</summary>
    public bool TreatAsWithdraw { get; init; }
}

/// <summary>
/// Reads and writes whole BGP messages: <c>Marker:128 Length:16 Type:8 body</c> (RFC 4271 §4.1). Reading never throws; what a fault calls for
/// is part of the result.
/// </summary>
public static class BgpCodec
{
    public const int HeaderOctets = 19;
    public const int MarkerOctets = 16;

    /// <summary>Judges marker, length and type as soon as the header is there, before the rest of the message comes (RFC 4271 §6.1).</summary>
    /// <param name="header">At least 19 octets.</param>
    public static BgpFault? CheckHeader(ReadOnlySpan<byte> header, BgpSessionParameters parameters) => HeaderCheck.Check(header, parameters);

    /// <summary>Reads one whole message, header included.</summary>
    public static BgpDecoded Decode(ReadOnlySpan<byte> message, BgpSessionParameters parameters) => DecodeInPlace(message.ToArray(), parameters);

    /// <summary>Reads one whole message, header included. What is read may hold on to parts of the array, which nobody may write to any more.</summary>
    public static BgpDecoded DecodeInPlace(ArraySegment<byte> octets, BgpSessionParameters parameters)
    {
        ReadOnlySpan<byte> message = octets;
        if (message.Length < HeaderOctets)
            return Refuse(BgpErrors.BadMessageLength, default, new WireFault($"message of {message.Length} octets", 0));
        if (HeaderCheck.Check(message, parameters) is { } fault)
            return new BgpDecoded(null, fault);
        var length = (message[16] << 8) | message[17];
        if (length != message.Length)
            return Refuse(BgpErrors.BadMessageLength, message.Slice(16, 2), new WireFault($"length field {length}, message {message.Length} octets", 16));
        var reader = new WireReader(message[HeaderOctets..], HeaderOctets);
        return (BgpMessageType)message[18] switch
        {
            BgpMessageType.Open => OpenReading.Read(ref reader),
            BgpMessageType.Update => new UpdateReading(parameters, new MessageOctets(octets)).Read(reader),
            BgpMessageType.Notification => new BgpDecoded(BgpNotification.Read(ref reader), null),
            BgpMessageType.Keepalive => new BgpDecoded(BgpKeepalive.Instance, null),
            _ => ReadRouteRefresh(message, ref reader),
        };
    }

    /// <summary>Writes one message, header included. An UPDATE must fit what the peer takes; see <see cref="UpdatePacking"/>.</summary>
    public static void Encode(BgpMessage message, BgpSessionParameters parameters, ref WireWriter writer)
    {
        var start = writer.Length;
        writer.U64(ulong.MaxValue);
        writer.U64(ulong.MaxValue);
        writer.U16(0);
        writer.U8((byte)message.Type);
        message.Write(ref writer, parameters);
        writer.PatchU16(start + MarkerOctets, writer.Length - start);
    }

    public static byte[] Encode(BgpMessage message, BgpSessionParameters parameters)
    {
        var writer = new WireWriter(1024);
        Encode(message, parameters, ref writer);
        var octets = writer.ToArray();
        writer.Dispose();
        return octets;
    }

    internal static BgpDecoded Refuse(BgpError error, ReadOnlySpan<byte> data, WireFault fault) =>
        new(null, new BgpFault(error, ValueList.Create(data), fault));

    /// <summary>A wrong length is an error only with a subtype of RFC 7313; its data is the whole message (RFC 7313 §5).</summary>
    private static BgpDecoded ReadRouteRefresh(ReadOnlySpan<byte> message, ref WireReader reader)
    {
        if (message.Length != HeaderOctets + 4)
            return Refuse(BgpErrors.InvalidRouteRefreshLength, message, new WireFault($"ROUTE-REFRESH of {message.Length} octets", 16));
        return new BgpDecoded(BgpRouteRefresh.Read(ref reader), null);
    }
}
