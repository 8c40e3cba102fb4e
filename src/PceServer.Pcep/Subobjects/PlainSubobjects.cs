using PceServer.Wire;

namespace PceServer.Pcep;

/// <summary>IPv4 prefix (RFC 3209 §4.3.3.2): <c>address:32 / prefix length:8 attribute:8</c>. The last octet is the attribute in an XRO, flags in an RRO.</summary>
public sealed record Ipv4Subobject(Ipv4Address Address, byte PrefixLength = 32) : Subobject
{
    public const byte Code = 1;

    public override byte Type => Code;

    public byte Attribute { get; init; }

    internal static Ipv4Subobject Read(bool loose, ref WireReader body) => new(body.Ipv4(), body.U8()) { Attribute = body.U8(), Loose = loose };

    public override void WriteBody(ref WireWriter writer)
    {
        writer.Ipv4(Address);
        writer.U8(PrefixLength);
        writer.U8(Attribute);
    }
}

/// <summary>IPv6 prefix (RFC 3209 §4.3.3.3): <c>address:128 / prefix length:8 attribute:8</c>.</summary>
public sealed record Ipv6Subobject(Ipv6Address Address, byte PrefixLength = 128) : Subobject
{
    public const byte Code = 2;

    public override byte Type => Code;

    public byte Attribute { get; init; }

    internal static Ipv6Subobject Read(bool loose, ref WireReader body) => new(body.Ipv6(), body.U8()) { Attribute = body.U8(), Loose = loose };

    public override void WriteBody(ref WireWriter writer)
    {
        writer.Ipv6(Address);
        writer.U8(PrefixLength);
        writer.U8(Attribute);
    }
}

/// <summary>Label (RFC 3473 §5.1): <c>U and flags:8 C-Type:8 / label</c>.</summary>
public sealed record LabelSubobject(byte Flags, byte CType, ValueList<byte> Label) : Subobject
{
    public const byte Code = 3;

    public override byte Type => Code;

    internal static LabelSubobject Read(bool loose, ref WireReader body) =>
        new(body.U8(), body.U8(), ValueList.Create(body.Rest())) { Loose = loose };

    public override void WriteBody(ref WireWriter writer)
    {
        writer.U8(Flags);
        writer.U8(CType);
        writer.Bytes(Label.Span);
    }
}

/// <summary>Unnumbered interface (RFC 3477 §4): <c>Reserved:8 attribute:8 / router id:32 / interface id:32</c>.</summary>
public sealed record UnnumberedSubobject(Ipv4Address RouterId, uint InterfaceId) : Subobject
{
    public const byte Code = 4;

    public override byte Type => Code;

    /// <summary>Flags in an RRO.</summary>
    public byte Reserved { get; init; }

    public byte Attribute { get; init; }

    internal static UnnumberedSubobject Read(bool loose, ref WireReader body)
    {
        var reserved = body.U8();
        var attribute = body.U8();
        return new UnnumberedSubobject(body.Ipv4(), body.U32()) { Reserved = reserved, Attribute = attribute, Loose = loose };
    }

    public override void WriteBody(ref WireWriter writer)
    {
        writer.U8(Reserved);
        writer.U8(Attribute);
        writer.Ipv4(RouterId);
        writer.U32(InterfaceId);
    }
}

/// <summary>Autonomous system (RFC 3209 §4.3.3.4): <c>AS:16</c>, or in eight octets <c>Reserved:8 attribute:8 / AS:32</c>.</summary>
public sealed record AsSubobject(uint AsNumber) : Subobject
{
    public const byte Code = 32;

    public override byte Type => Code;

    /// <summary>The form of eight octets.</summary>
    public bool FourOctets { get; init; }

    public byte Reserved { get; init; }

    public byte Attribute { get; init; }

    internal static AsSubobject Read(bool loose, ref WireReader body)
    {
        if (body.Remaining == 2)
            return new AsSubobject(body.U16()) { Loose = loose };
        var reserved = body.Reserved8();
        var attribute = body.U8();
        return new AsSubobject(body.U32()) { FourOctets = true, Reserved = reserved, Attribute = attribute, Loose = loose };
    }

    public override void WriteBody(ref WireWriter writer)
    {
        if (!FourOctets && AsNumber <= ushort.MaxValue)
        {
            writer.U16((ushort)AsNumber);
            return;
        }
        writer.U8(Reserved);
        writer.U8(Attribute);
        writer.U32(AsNumber);
    }
}

/// <summary>SRLG (RFC 5521 §2.1.1): <c>SRLG id:32 / Reserved:8 attribute:8</c>.</summary>
public sealed record SrlgSubobject(uint SrlgId) : Subobject
{
    public const byte Code = 34;

    public override byte Type => Code;

    public byte Reserved { get; init; }

    /// <summary>2, SRLG, when sent; ignored on receipt.</summary>
    public byte Attribute { get; init; } = 2;

    internal static SrlgSubobject Read(bool loose, ref WireReader body) => new(body.U32()) { Reserved = body.Reserved8(), Attribute = body.U8(), Loose = loose };

    public override void WriteBody(ref WireWriter writer)
    {
        writer.U32(SrlgId);
        writer.U8(Reserved);
        writer.U8(Attribute);
    }
}
