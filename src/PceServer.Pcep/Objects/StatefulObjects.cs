using PceServer.Wire;

namespace PceServer.Pcep;

/// <summary>The 12 flag bits of LSP; bits 4 to 6 from the right hold the operational state (RFC 8231 §7.3).</summary>
[Flags]
public enum LspFlags : ushort
{
    None = 0,
    Delegate = 0x001,
    Sync = 0x002,
    Remove = 0x004,
    Administrative = 0x008,
    Create = 0x080,
    P2mp = 0x100,
    Fragmentation = 0x200,
    EroCompression = 0x400,

    /// <summary>P: the PCC asks the PCE to allocate a binding (RFC 9604 §8).</summary>
    PceAllocation = 0x800,
}

/// <summary>Operational state of an LSP (RFC 8231 §7.3).</summary>
public enum OperationalState : byte
{
    Down = 0,
    Up = 1,
    Active = 2,
    GoingDown = 3,
    GoingUp = 4,
}

/// <summary>LSP (RFC 8231 §7.3): <c>PLSP-ID:20 Flags:12 / TLVs</c>.</summary>
public sealed record LspObject(PlspId PlspId, LspFlags Flags = LspFlags.None) : PcepTlvObject
{
    public static readonly ObjectCode Key = new(32, 1);

    public override ObjectCode Code => Key;

    [Shown]
    public OperationalState Operational
    {
        get => (OperationalState)(((int)Flags >> 4) & 7);
        init => Flags = (LspFlags)(((int)Flags & ~0x70) | (((int)value & 7) << 4));
    }

    public bool Has(LspFlags flag) => (Flags & flag) == flag;

    /// <summary>The symbolic path name, or null where the TLV is absent.</summary>
    public string? Name => Tlv<SymbolicPathName>()?.Name;

    public Ipv4LspIdentifiers? Ipv4Identifiers => Tlv<Ipv4LspIdentifiers>();

    public Ipv6LspIdentifiers? Ipv6Identifiers => Tlv<Ipv6LspIdentifiers>();

    /// <summary>LSP-IDENTIFIERS is there, in its form for IPv4 or IPv6, for one destination or several (RFC 8231 §7.3.1).</summary>
    internal bool HasIdentifiers
    {
        get
        {
            foreach (var tlv in Tlvs.Span)
            {
                if (tlv is Ipv4LspIdentifiers or Ipv6LspIdentifiers or P2mpIpv4LspIdentifiers or P2mpIpv6LspIdentifiers)
                    return true;
            }
            return false;
        }
    }

    internal static LspObject Read(ref WireReader body)
    {
        var first = body.U32();
        return new LspObject(new PlspId(first >> 12), (LspFlags)(first & 0xFFF)) { Tlvs = PaddedTlvs.Read(ref body) };
    }

    public override void WriteBody(ref WireWriter writer)
    {
        writer.U32((PlspId.Value << 12) | ((uint)Flags & 0xFFF));
        WriteTlvs(ref writer);
    }
}

/// <summary>Flags of SRP (RFC 8281 §5.2, RFC 8741 §4).</summary>
[Flags]
public enum SrpFlags : uint
{
    None = 0,

    /// <summary>R, LSP-REMOVE.</summary>
    Remove = 1,

    /// <summary>C, LSP-CONTROL-REQUEST.</summary>
    ControlRequest = 2,
}

/// <summary>SRP (RFC 8231 §7.2): <c>Flags:32 / SRP-ID-number:32 / TLVs</c>.</summary>
public sealed record SrpObject([property: FieldName("srpIdNumber")] SrpId SrpId, SrpFlags Flags = SrpFlags.None) : PcepTlvObject
{
    public static readonly ObjectCode Key = new(33, 1);

    public override ObjectCode Code => Key;

    public PathSetup PathSetup => Tlv<PathSetupType>()?.Pst ?? PathSetup.RsvpTe;

    internal static SrpObject Read(ref WireReader body)
    {
        var flags = (SrpFlags)body.U32();
        return new SrpObject(new SrpId(body.U32()), flags) { Tlvs = PaddedTlvs.Read(ref body) };
    }

    public override void WriteBody(ref WireWriter writer)
    {
        writer.U32((uint)Flags);
        writer.U32(SrpId.Value);
        WriteTlvs(ref writer);
    }
}
