using PceServer.Wire;

namespace PceServer.Pcep;

/// <summary>
/// Octets to messages and back (RFC 5440 §6.1). Decoding goes in two stages, octets to objects and objects to a typed message, never
/// throws and never loops; encoding writes the order of the RFC's grammar.
/// </summary>
public static class PcepCodec
{
    /// <summary>The greatest multiple of four that the length field holds.</summary>
    public const int LongestMessage = 65532;

    /// <summary>Decodes one whole message, header included.</summary>
    public static DecodedMessage Decode(ReadOnlySpan<byte> message, DecodeOptions? options = null)
    {
        options ??= DecodeOptions.Default;
        var reader = new WireReader(message);
        var first = reader.U8();
        var type = (MessageType)reader.U8();
        int length = reader.U16();
        if (HeaderFault(message.Length, first, length) is { } fault)
            return Failed(type, fault);
        if (type is < MessageType.Open or > MessageType.StartTls)
            return Unknown(type, first, ref reader);
        var objects = ObjectStream.Read(ref reader);
        if (reader.Fault is { } broken)
            return Failed(type, Malformed(broken));
        var grammar = new Grammar(objects, options, (DeviationSet)reader.Notes, first);
        return grammar.Decode(type);
    }

    /// <summary>Writes a message in the order of the RFC's grammar.</summary>
    public static void Encode(PcepMessage message, ref WireWriter writer)
    {
        var start = writer.Length;
        WriteHeader(ref writer, message.HeaderFlags, message.Type);
        message.WriteObjects(ref writer);
        writer.PatchU16(start + 2, writer.Length - start);
    }

    public static byte[] Encode(PcepMessage message) => Encode(message, legacySegments: false);

    /// <param name="legacySegments">For a peer that uses the SR code points of the drafts (<see cref="DeviationSet.LegacySrSubobject"/>).</param>
    public static byte[] Encode(PcepMessage message, bool legacySegments)
    {
        var writer = new WireWriter(512);
        Encode(message, ref writer);
        if (legacySegments)
            LegacySegments.Apply(ref writer, 0);
        var octets = writer.ToArray();
        writer.Dispose();
        return octets;
    }

    /// <summary>Writes a decoded message as it came: every object in its place, readable or not. Only padding is made good.</summary>
    public static byte[] Reencode(DecodedMessage decoded)
    {
        if (decoded.Message is UnknownMessage unknown)
            return Encode(unknown);
        var writer = new WireWriter(512);
        WriteHeader(ref writer, decoded.HeaderFlags, decoded.Type);
        foreach (var item in decoded.Objects.Span)
        {
            item.Write(ref writer);
            writer.Zeros(-writer.Length & 3);
        }
        writer.PatchU16(2, writer.Length);
        var octets = writer.ToArray();
        writer.Dispose();
        return octets;
    }

    private static void WriteHeader(ref WireWriter writer, byte flags, MessageType type)
    {
        writer.U8((byte)((PcepMessage.Version << 5) | (flags & 31)));
        writer.U8((byte)type);
        writer.U16(0);
    }

    private static ProtocolFault? HeaderFault(int octets, byte first, int length)
    {
        if (octets < PcepMessage.HeaderOctets)
            return Malformed(new WireFault($"{octets} octets are no message header", 0));
        if (first >> 5 != PcepMessage.Version)
            return Malformed(new WireFault($"version {first >> 5}", 0)) with { Error = PcepErrors.VersionNotSupported };
        if (length != octets)
            return Malformed(new WireFault($"message length {length}, {octets} octets came", 2));
        // Padding that was left out of so long a message could not be made good any more.
        return length > LongestMessage ? Malformed(new WireFault($"message length {length} is no multiple of four", 2)) : null;
    }

    private static DecodedMessage Unknown(MessageType type, byte first, ref WireReader reader)
    {
        var flags = (byte)(first & 31);
        return new DecodedMessage(new UnknownMessage(type, ValueList.Create(reader.Rest())) { HeaderFlags = flags }, type) { HeaderFlags = flags };
    }

    private static DecodedMessage Failed(MessageType type, ProtocolFault fault) => new(null, type) { Faults = [fault] };

    private static ProtocolFault Malformed(WireFault fault) =>
        new(PcepErrors.InvalidOpen, FaultScope.Session, fault.Reason) { IsMalformed = true, Offset = fault.Offset };
}
