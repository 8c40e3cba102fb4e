using PceServer.Wire;

namespace PceServer.Bgp.LinkState;

/// <summary>A TLV of known type whose value cannot be read: kept as it came, passed over by consumers (RFC 9552 §8.2.2, semantic errors).</summary>
public sealed record MalformedTlv(ushort Type, ValueList<byte> Value, string Reason) : ITlv
{
    public void Write(ref WireWriter writer) => writer.Bytes(Value.Span);
}

/// <summary>
/// The TLVs of attribute 29: <c>Type:16 Length:16 Value</c>, not padded (RFC 9552 §5.1). IANA keeps one registry for all of them;
/// <see cref="Node"/>, <see cref="Link"/>, <see cref="Prefix"/>, <see cref="Srv6Sid"/> and <see cref="SrPolicy"/> say which belong where.
/// </summary>
public static class LinkStateTlvs
{
    /// <summary>The reason of a fault that makes the attribute itself malformed, and not only one TLV of it.</summary>
    internal const string SubTlvOverrun = "sub-TLV lengths do not fit the TLV that holds them";

    public static TlvRegistry Node { get; } = LinkStateTlvTables.AddNode(new TlvRegistry());

    public static TlvRegistry Link { get; } = LinkStateTlvTables.AddLink(new TlvRegistry());

    public static TlvRegistry Prefix { get; } = LinkStateTlvTables.AddPrefix(new TlvRegistry());

    public static TlvRegistry Srv6Sid { get; } = LinkStateTlvTables.AddSrv6Sid(new TlvRegistry());

    public static TlvRegistry SrPolicy { get; } = LinkStateTlvTables.AddSrPolicy(new TlvRegistry());

    /// <summary>Every type, wherever it belongs: a peer may put a TLV into the attribute of another object, and then it is read and passed over.</summary>
    public static TlvRegistry All { get; } = LinkStateTlvTables.AddAll(new TlvRegistry());

    /// <summary>
    /// Reads TLVs to the end of the reader. Lengths that do not add up, here or in sub-TLVs, are a fault of the reader (attribute discard);
    /// a value that cannot be read becomes a <see cref="MalformedTlv"/> and a semantic finding.
    /// </summary>
    internal static ValueList<ITlv> Read(ref WireReader reader, byte attributeCode, ref FindingList findings)
    {
        var count = Count(reader);
        if (count == 0 && !reader.More)
            return default;
        var list = new ITlv[count];
        for (var i = 0; i < count; i++)
        {
            var code = reader.U16();
            var value = reader.Slice(reader.U16());
            list[i] = ReadOne(code, value, attributeCode, ref findings, ref reader);
        }
        if (reader.More)
            reader.Fail("TLV lengths do not add up to the length of the attribute");
        return reader.Faulted ? default : ValueList.Own(list);
    }

    internal static byte[] ToOctets(ValueList<ITlv> tlvs)
    {
        var writer = new WireWriter(512);
        foreach (var tlv in tlvs)
            Write(ref writer, tlv);
        var octets = writer.ToArray();
        writer.Dispose();
        return octets;
    }

    internal static void Write(ref WireWriter writer, ITlv tlv)
    {
        writer.U16(tlv.Type);
        var length = writer.Length;
        writer.U16(0);
        tlv.Write(ref writer);
        writer.PatchU16(length, writer.Length - length - 2);
    }

    internal static void Write(ref WireWriter writer, ValueList<UnknownTlv> tlvs)
    {
        foreach (var tlv in tlvs)
            Write(ref writer, tlv);
    }

    internal static void Header(ref WireWriter writer, ushort code, int length)
    {
        writer.U16(code);
        writer.U16((ushort)length);
    }

    internal static void U32(ref WireWriter writer, ushort code, uint? value)
    {
        if (value is not { } present)
            return;
        Header(ref writer, code, 4);
        writer.U32(present);
    }

    internal static void U128(ref WireWriter writer, ushort code, UInt128? value)
    {
        if (value is not { } present)
            return;
        Header(ref writer, code, 16);
        writer.U128(present);
    }

    internal static void MultiTopology(ref WireWriter writer, ushort? id)
    {
        if (id is not { } present)
            return;
        Header(ref writer, DescriptorCode.MultiTopology, 2);
        writer.U16(present);
    }

    private static ITlv ReadOne(ushort code, WireReader value, byte attributeCode, ref FindingList findings, ref WireReader outer)
    {
        var copy = value;
        var tlv = All.Read(code, ref value);
        if (value.Fault is not { } fault)
            return tlv;
        if (ReferenceEquals(fault.Reason, SubTlvOverrun))
        {
            outer.Fail(fault.Reason, fault.Offset);
            return tlv;
        }
        findings.Add(new BgpFinding(BgpFindingKind.Semantic, attributeCode, fault with { Reason = $"TLV {code}: {fault.Reason}" }));
        return new MalformedTlv(code, ValueList.Create(copy.Rest()), fault.Reason);
    }

    /// <summary>How many TLVs fit whole.</summary>
    private static int Count(WireReader reader)
    {
        var count = 0;
        while (reader.Remaining >= 4)
        {
            reader.Skip(2);
            reader.Skip(reader.U16());
            if (reader.Faulted)
                return count;
            count++;
        }
        return count;
    }
}
