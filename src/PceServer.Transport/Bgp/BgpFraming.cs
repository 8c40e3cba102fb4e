using DotNetty.Buffers;
using DotNetty.Codecs;
using DotNetty.Transport.Channels;

namespace PceServer.Transport;

/// <summary>Cuts the octet stream into messages by the length field of the BGP header (RFC 4271 §4.1), up to what the session allows (RFC 8654 §4).</summary>
internal sealed class BgpFraming(Func<int> maximumOctets) : LengthFieldBasedFrameDecoder(65535, 16, 2, -18, 0)
{
    private const int MarkerOctets = 16;
    private const int HeaderOctets = 19;
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

    private BgpFramingFault? Fault(IByteBuffer input)
    {
        var start = input.ReaderIndex;
        for (var i = 0; i < Math.Min(MarkerOctets, input.ReadableBytes); i++)
        {
            if (input.GetByte(start + i) != 0xFF)
                return new BgpFramingFault(1, [], "marker is not all ones");
        }
        if (input.ReadableBytes < MarkerOctets + 2)
            return null;
        var length = input.GetUnsignedShort(start + MarkerOctets);
        return length >= HeaderOctets && length <= maximumOctets()
            ? null
            : new BgpFramingFault(2, [(byte)(length >> 8), (byte)length], $"message length {length} is not within {HeaderOctets} to {maximumOctets()}");
    }
}
