using DotNetty.Buffers;
using DotNetty.Codecs;
using DotNetty.Transport.Channels;
using PceServer.Bgp;
using PceServer.Wire;

namespace PceServer.Transport;

/// <summary>
/// Finds the whole messages in the octet stream by the length field of the BGP header (RFC 4271 §4.1), up to what the session allows (RFC 8654 §4).
/// What a read completes goes on as one array of whole messages.
/// </summary>
internal sealed class BgpFraming(Func<BgpSessionParameters> parameters) : ByteToMessageDecoder
{
    private bool _faulted;

    protected override void Decode(IChannelHandlerContext context, IByteBuffer input, List<object> output)
    {
        if (!_faulted)
        {
            var octets = input.GetIoBuffer(input.ReaderIndex, input.ReadableBytes).AsSpan();
            var whole = WholeMessages(octets, out var fault);
            // A copy, since what is decoded from it keeps parts of it and the buffer goes back to its pool.
            if (whole > 0)
                output.Add(octets[..whole].ToArray());
            input.SkipBytes(whole);
            if (fault is not null)
                output.Add(fault);
            _faulted = fault is not null;
        }
        if (_faulted)
            input.SkipBytes(input.ReadableBytes);
    }

    /// <summary>Octets of the messages that are complete. The header is judged before: a peer that speaks something else may never complete its message.</summary>
    private int WholeMessages(ReadOnlySpan<byte> octets, out BgpFault? fault)
    {
        var agreed = parameters();
        for (var at = 0; ;)
        {
            var header = octets[at..Math.Min(at + BgpCodec.HeaderOctets, octets.Length)];
            fault = header.Length == BgpCodec.HeaderOctets ? BgpCodec.CheckHeader(header, agreed) : CheckMarker(header);
            if (fault is not null || header.Length < BgpCodec.HeaderOctets)
                return at;
            var length = (header[16] << 8) | header[17];
            if (length > octets.Length - at)
                return at;
            at += length;
        }
    }

    private static BgpFault? CheckMarker(ReadOnlySpan<byte> header)
    {
        var marker = header[..Math.Min(header.Length, BgpCodec.MarkerOctets)];
        return marker.IndexOfAnyExcept((byte)0xFF) is >= 0 and var at
            ? new BgpFault(BgpErrors.ConnectionNotSynchronized, default, new WireFault("marker is not all ones", at))
            : null;
    }
}
