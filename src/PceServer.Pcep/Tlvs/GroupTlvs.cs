using PceServer.Wire;

namespace PceServer.Pcep;

/// <summary>Bits of the path protection TLV; the first six hold the protection type (RFC 8745 §3.2).</summary>
[Flags]
public enum ProtectionFlags : uint
{
    None = 0,

    /// <summary>P: protecting LSP, else working.</summary>
    Protecting = 1,

    /// <summary>S: secondary LSP.</summary>
    Secondary = 2,
}

/// <summary>Path Protection Association Group TLV: <c>PT:6 Unassigned:24 S:1 P:1</c> (RFC 8745 §3.2).</summary>
public sealed record PathProtectionAssociation(ProtectionFlags Flags) : ITlv<PathProtectionAssociation>
{
    public static ushort Code => 38;

    public ushort Type => Code;

    /// <summary>PT: the LSP protection flags of RFC 4872.</summary>
    [Shown]
    public byte ProtectionType
    {
        get => (byte)((uint)Flags >> 26);
        init => Flags = (ProtectionFlags)(((uint)Flags & 0x03FFFFFF) | ((uint)value << 26));
    }

    public static PathProtectionAssociation Read(ref WireReader reader) => new((ProtectionFlags)reader.U32());

    public void Write(ref WireWriter writer) => writer.U32((uint)Flags);
}

/// <summary>Bits of the disjointness TLVs (RFC 8800 §5.2).</summary>
[Flags]
public enum DisjointnessFlags : uint
{
    None = 0,

    /// <summary>L.</summary>
    LinkDiverse = 1,

    /// <summary>N.</summary>
    NodeDiverse = 2,

    /// <summary>S.</summary>
    SrlgDiverse = 4,

    /// <summary>P: this LSP gets its own best path.</summary>
    ShortestPath = 8,

    /// <summary>T: no path rather than one that is not disjoint.</summary>
    Strict = 16,
}

/// <summary>DISJOINTNESS-CONFIGURATION: <c>Flags:32</c>, what is asked for (RFC 8800 §5.2).</summary>
public sealed record DisjointnessConfiguration(DisjointnessFlags Flags) : ITlv<DisjointnessConfiguration>
{
    public static ushort Code => 46;

    public ushort Type => Code;

    public static DisjointnessConfiguration Read(ref WireReader reader) => new((DisjointnessFlags)reader.U32());

    public void Write(ref WireWriter writer) => writer.U32((uint)Flags);
}

/// <summary>DISJOINTNESS-STATUS: <c>Flags:32</c>, what was reached (RFC 8800 §5.2).</summary>
public sealed record DisjointnessStatus(DisjointnessFlags Flags) : ITlv<DisjointnessStatus>
{
    public static ushort Code => 47;

    public ushort Type => Code;

    public static DisjointnessStatus Read(ref WireReader reader) => new((DisjointnessFlags)reader.U32());

    public void Write(ref WireWriter writer) => writer.U32((uint)Flags);
}

/// <summary>POLICY-PARAMETERS-TLV: octets that only the policy understands (RFC 9005 §5.1).</summary>
public sealed record PolicyParameters(ValueList<byte> Parameters) : ITlv<PolicyParameters>
{
    public static ushort Code => 48;

    public ushort Type => Code;

    public static PolicyParameters Read(ref WireReader reader) => new(ValueList.Create(reader.Rest()));

    public void Write(ref WireWriter writer) => writer.Bytes(Parameters.Span);
}

/// <summary>Bits of the bidirectional LSP association TLV (RFC 9059 §4.2).</summary>
[Flags]
public enum BidirectionalFlags : uint
{
    None = 0,

    /// <summary>R: reverse LSP, else forward.</summary>
    Reverse = 1,

    /// <summary>C: both directions take the same links.</summary>
    Corouted = 2,
}

/// <summary>Bidirectional LSP Association Group TLV: <c>Flags:32</c> (RFC 9059 §4.2).</summary>
public sealed record BidirectionalLspAssociation(BidirectionalFlags Flags) : ITlv<BidirectionalLspAssociation>
{
    public static ushort Code => 54;

    public ushort Type => Code;

    public static BidirectionalLspAssociation Read(ref WireReader reader) => new((BidirectionalFlags)reader.U32());

    public void Write(ref WireWriter writer) => writer.U32((uint)Flags);
}

/// <summary>VIRTUAL-NETWORK-TLV: the name of the virtual network, at least one octet (RFC 9358 §4).</summary>
public sealed record VirtualNetwork([property: FieldName("virtualNetworkName")] WireString Name) : ITlv<VirtualNetwork>
{
    public static ushort Code => 65;

    public ushort Type => Code;

    public static VirtualNetwork Read(ref WireReader reader)
    {
        if (!reader.More)
            reader.Fail("VIRTUAL-NETWORK-TLV is empty");
        return new VirtualNetwork(WireString.Read(ref reader));
    }

    public void Write(ref WireWriter writer) => Name.Write(ref writer);
}
