using System.Text;
using PceServer.Wire;

namespace PceServer.Bgp.LinkState;

/// <summary>Reads of lists that several TLVs share; a length that is no multiple of the item is a fault.</summary>
internal static class TlvReading
{
    public static ValueList<ushort> U16List(ref WireReader reader)
    {
        var values = new ushort[Count(ref reader, 2, 1)];
        for (var i = 0; i < values.Length; i++)
            values[i] = reader.U16();
        return ValueList.Own(values);
    }

    public static ValueList<uint> U32List(ref WireReader reader, int minimum)
    {
        var values = new uint[Count(ref reader, 4, minimum)];
        for (var i = 0; i < values.Length; i++)
            values[i] = reader.U32();
        return ValueList.Own(values);
    }

    public static ValueList<ulong> U64List(ref WireReader reader)
    {
        var values = new ulong[Count(ref reader, 8, 0)];
        for (var i = 0; i < values.Length; i++)
            values[i] = reader.U64();
        return ValueList.Own(values);
    }

    /// <summary>Exactly <paramref name="count"/> values.</summary>
    public static ValueList<float> F32List(ref WireReader reader, int count)
    {
        if (reader.Remaining != count * 4)
            reader.Fail($"{reader.Remaining} octets where {count * 4} are due");
        if (reader.Faulted)
            return default;
        var values = new float[count];
        for (var i = 0; i < values.Length; i++)
            values[i] = reader.F32();
        return ValueList.Own(values);
    }

    public static ValueList<Msd> Msds(ref WireReader reader)
    {
        var values = new Msd[Count(ref reader, 2, 0)];
        for (var i = 0; i < values.Length; i++)
            values[i] = new Msd(reader.U8(), reader.U8());
        return ValueList.Own(values);
    }

    public static byte? Find(ValueList<Msd> values, byte type)
    {
        foreach (var value in values)
        {
            if (value.Type == type)
                return value.Value;
        }
        return null;
    }

    private static int Count(ref WireReader reader, int octets, int minimum)
    {
        if (reader.Remaining % octets != 0 || reader.Remaining < minimum * octets)
            reader.Fail($"{reader.Remaining} octets are no list of {octets}-octet values");
        return reader.Remaining / octets;
    }
}

internal static class TlvWriting
{
    public static void U16List(ref WireWriter writer, ValueList<ushort> values)
    {
        foreach (var value in values)
            writer.U16(value);
    }

    public static void U32List(ref WireWriter writer, ValueList<uint> values)
    {
        foreach (var value in values)
            writer.U32(value);
    }

    public static void U64List(ref WireWriter writer, ValueList<ulong> values)
    {
        foreach (var value in values)
            writer.U64(value);
    }

    public static void F32List(ref WireWriter writer, ValueList<float> values)
    {
        foreach (var value in values)
            writer.F32(value);
    }

    public static void Msds(ref WireWriter writer, ValueList<Msd> values)
    {
        foreach (var value in values)
        {
            writer.U8(value.Type);
            writer.U8(value.Value);
        }
    }

    public static void Address(ref WireWriter writer, UInt128 address, bool isIpv6)
    {
        if (isIpv6)
            writer.U128(address);
        else
            writer.U32((uint)address);
    }
}

/// <summary>Names on the wire are octets, 7-bit by the RFC; what is not ASCII is shown as UTF-8 where it is valid, else escaped.</summary>
internal static class WireText
{
    private static readonly UTF8Encoding Strict = new(false, true);

    public static ValueList<byte> Octets(string text) => ValueList.Own(Encoding.UTF8.GetBytes(text));

    public static string Show(ReadOnlySpan<byte> octets)
    {
        try
        {
            return Strict.GetString(octets);
        }
        catch (DecoderFallbackException)
        {
            var text = new StringBuilder();
            foreach (var octet in octets)
                text.Append(octet is >= 0x20 and < 0x7F ? ((char)octet).ToString() : $"\\x{octet:x2}");
            return text.ToString();
        }
    }
}

/// <summary>TLVs inside a TLV. Lengths that do not fit are the kind of fault that discards the attribute (RFC 9552 §8.2.2).</summary>
internal static class NestedTlvs
{
    public static ValueList<ITlv> Read(ref WireReader reader, TlvRegistry registry)
    {
        if (!reader.More)
            return default;
        var list = new List<ITlv>(4);
        while (reader.More)
        {
            if (!TryHeader(ref reader, out var code, out var value))
                return default;
            var copy = value;
            var tlv = registry.Read(code, ref value);
            if (value.Fault is { } fault)
            {
                if (ReferenceEquals(fault.Reason, LinkStateTlvs.SubTlvOverrun))
                    reader.Fail(fault.Reason, fault.Offset);
                tlv = new MalformedTlv(code, ValueList.Create(copy.Rest()), fault.Reason);
            }
            list.Add(tlv);
        }
        return ValueList.Own(list.ToArray());
    }

    public static bool TryHeader(ref WireReader reader, out ushort code, out WireReader value)
    {
        code = 0;
        value = default;
        if (reader.Faulted)
            return false;
        if (reader.Remaining < 4)
        {
            reader.Fail(LinkStateTlvs.SubTlvOverrun);
            return false;
        }
        code = reader.U16();
        var length = reader.U16();
        if (length > reader.Remaining)
        {
            reader.Fail(LinkStateTlvs.SubTlvOverrun);
            return false;
        }
        value = reader.Slice(length);
        return true;
    }

    public static void Write(ref WireWriter writer, ValueList<ITlv> tlvs)
    {
        foreach (var tlv in tlvs)
            LinkStateTlvs.Write(ref writer, tlv);
    }
}
