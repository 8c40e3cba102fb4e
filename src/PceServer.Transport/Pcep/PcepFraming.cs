using DotNetty.Buffers;
using DotNetty.Codecs;
using DotNetty.Transport.Channels;

namespace PceServer.Transport;

/// <summary>Cuts the octet stream into messages by the length field of the common header (RFC 5440 §6.1).</summary>
internal sealed class PcepFraming() : LengthFieldBasedFrameDecoder(65535, 2, 2, -4, 0)
{
    private const int HeaderOctets = 4;
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

    private static PcepFramingFault? Fault(IByteBuffer input)
    {
        var start = input.ReaderIndex;
        var version = input.GetByte(start) >> 5;
        if (version != 1)
            return new PcepFramingFault($"message header has version {version}, not 1");
        if (input.ReadableBytes < HeaderOctets)
            return null;
        var length = input.GetUnsignedShort(start + 2);
        if (length < HeaderOctets)
            return new PcepFramingFault($"message length {length} is under {HeaderOctets}");
        return length % 4 == 0 ? null : new PcepFramingFault($"message length {length} is not a multiple of 4");
    }
}
