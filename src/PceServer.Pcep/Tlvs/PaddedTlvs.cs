using System.Buffers.Binary;
using PceServer.Wire;

namespace PceServer.Pcep;

/// <summary>Lists of TLVs in PCEP's form (RFC 5440 §7.1): <c>Type:16 Length:16 / value</c>, padded to four octets that the length does not count.</summary>
public static class PaddedTlvs
{
    /// <summary>The first TLV of a kind, or null.</summary>
    public static T? First<T>(this ValueList<ITlv> tlvs) where T : class, ITlv
    {
        foreach (var tlv in tlvs.Span)
        {
            if (tlv is T found)
                return found;
        }
        return null;
    }

    /// <summary>All that is left in the reader, as TLVs of the registry.</summary>
    internal static ValueList<ITlv> Read(ref WireReader reader, TlvRegistry registry)
    {
        var count = Count(reader.Ahead);
        if (count == 0)
            return default;
        var tlvs = new ITlv[count];
        for (var i = 0; i < tlvs.Length; i++)
        {
            tlvs[i] = ReadOne(ref reader, registry);
            if (reader.Faulted)
                return default;
        }
        return ValueList.Own(tlvs);
    }

    /// <summary>All that is left in the reader, as TLVs of PCEP's own name space.</summary>
    internal static ValueList<ITlv> Read(ref WireReader reader) => Read(ref reader, PcepTlvs.Registry);

    public static void Write(ValueList<ITlv> tlvs, ref WireWriter writer)
    {
        foreach (var tlv in tlvs.Span)
            Write(tlv, ref writer);
    }

    public static void Write(ITlv tlv, ref WireWriter writer)
    {
        writer.U16(tlv.Type);
        var length = writer.Length;
        writer.U16(0);
        tlv.Write(ref writer);
        var octets = writer.Length - length - 2;
        writer.PatchU16(length, octets);
        writer.Zeros(-octets & 3);
    }

    // Walks the headers alone, so that the list is allocated once at its size. An overrun ends the walk: the reading pass meets it again and reports it.
    private static int Count(ReadOnlySpan<byte> list)
    {
        var count = 0;
        for (var at = 0; at < list.Length; count++)
            at = list.Length - at < 4 ? list.Length : at + 4 + ((BinaryPrimitives.ReadUInt16BigEndian(list[(at + 2)..]) + 3) & ~3);
        return count;
    }

    private static ITlv ReadOne(ref WireReader reader, TlvRegistry registry)
    {
        var type = reader.U16();
        int length = reader.U16();
        var outer = reader.Enter(length);
        var tlv = registry.Read(type, ref reader);
        reader.Leave(outer);
        if ((length & 3) != 0)
            SkipPadding(ref reader, -length & 3);
        return tlv;
    }

    /// <summary>Passes over padding; notes where it is short or not zero.</summary>
    internal static void SkipPadding(ref WireReader reader, int octets)
    {
        if (reader.Remaining < octets && !reader.Faulted)
            reader.Note(DeviationNotes.MissingFinalPadding);
        foreach (var octet in reader.Bytes(Math.Min(octets, reader.Remaining)))
        {
            if (octet != 0)
                reader.Note(DeviationNotes.DirtyPadding);
        }
    }
}
