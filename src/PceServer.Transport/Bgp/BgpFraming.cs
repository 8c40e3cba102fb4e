using DotNetty.Buffers;
using DotNetty.Codecs;
using DotNetty.Transport.Channels;
using PceServer.Bgp;
using PceServer.Wire;

namespace PceServer.Transport;

/// <summary>Cuts the octet stream into messages by the length field of the BGP header (RFC 4271 §4.1), up to what the session allows (RFC 8654 §4).</summary>
internal sealed class BgpFraming(Func<BgpSessionParameters> parameters) : LengthFieldBasedFrameDecoder(65535, 16, 2, -18, 0)
{
    private bool _faulted;

    protected override void Decode(IChannelHandlerContext context, IByteBuffer input, List<object> output)
    {
        // The header is judged before the frame is complete: a peer that speaks something else may never complete it.
        if (!_faulted && Fault(input) is { } fault)
        {
            _faulted = true;
            output.Add(fault);
        }
        if (_faulted)
            input.SkipBytes(input.ReadableBytes);
        else
            base.Decode(context, input, output);
    }

    private BgpFault? Fault(IByteBuffer input)
    {
        var header = input.GetIoBuffer(input.ReaderIndex, Math.Min(BgpCodec.HeaderOctets, input.ReadableBytes)).AsSpan();
        if (header.Length == BgpCodec.HeaderOctets)
            return BgpCodec.CheckHeader(header, parameters());
        var marker = header[..Math.Min(header.Length, BgpCodec.MarkerOctets)];
        return marker.IndexOfAnyExcept((byte)0xFF) is >= 0 and var at
            ? new BgpFault(BgpErrors.ConnectionNotSynchronized, default, new WireFault("marker is not all ones", at))
            : null;
    }
}
