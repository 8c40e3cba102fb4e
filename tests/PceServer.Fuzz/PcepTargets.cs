using PceServer.Pcep;
using PceServer.Wire;

namespace PceServer.Fuzz;

/// <summary>What is done to each input, and what must hold whatever the octets are. A broken promise throws.</summary>
public static class PcepTargets
{
    private static readonly DecodeOptions s_strict = new() { Strict = true, Relax = true };

    /// <summary>A whole message: decodes, is written back as it came but for padding, and what was understood can be written.</summary>
    public static void Message(ReadOnlySpan<byte> octets)
    {
        var decoded = PcepCodec.Decode(octets);
        if (decoded.Message is null && decoded.Faults.Count == 0)
            throw new InvalidOperationException("neither a message nor a fault");
        if (decoded.Message is { } message)
            PcepCodec.Decode(PcepCodec.Encode(message));
        if (decoded.Objects.Count == 0 && decoded.Message is not UnknownMessage)
            return;
        var isPadded = (decoded.Deviations & (DeviationSet.DirtyPadding | DeviationSet.MissingFinalPadding | DeviationSet.CountedPadding)) == 0;
        if (isPadded && !PcepCodec.Reencode(decoded).AsSpan().SequenceEqual(octets))
            throw new InvalidOperationException("not written back as it came");
    }

    /// <summary>The same by the rules for a strict peer.</summary>
    public static void StrictMessage(ReadOnlySpan<byte> octets)
    {
        var decoded = PcepCodec.Decode(octets, s_strict);
        if (decoded.Message is null && decoded.Faults.Count == 0)
            throw new InvalidOperationException("neither a message nor a fault");
    }

    /// <summary>An object in a message whose framing is right: the session survives it.</summary>
    public static void Object(ReadOnlySpan<byte> octets)
    {
        if (octets.Length < 4 || octets.Length > 60000)
            return;
        Span<byte> message = stackalloc byte[octets.Length + 4];
        octets.CopyTo(message[4..]);
        (message[0], message[1]) = (0x20, (byte)MessageType.PcRpt);
        (message[2], message[3]) = ((byte)(message.Length >> 8), (byte)message.Length);
        (message[6], message[7]) = ((byte)(octets.Length >> 8), (byte)octets.Length);
        if (PcepCodec.Decode(message).SessionFault is not null)
            throw new InvalidOperationException("one bad object ended the session");
        Message(message);
    }

    /// <summary>A TLV on its own: two octets of type, two of length, the value.</summary>
    public static void Tlv(ReadOnlySpan<byte> octets)
    {
        var reader = new WireReader(octets);
        var type = reader.U16();
        reader.Skip(2);
        var value = reader.Rest();
        var inner = new WireReader(value);
        var tlv = PcepTlvs.Registry.Read(type, ref inner);
        if (inner.Faulted)
            return;
        var writer = new WireWriter(256);
        tlv.Write(ref writer);
        var isSame = writer.Written.SequenceEqual(value) || inner.Notes != 0;
        writer.Dispose();
        if (!isSame)
            throw new InvalidOperationException($"TLV {type} not written back as it came");
    }
}
