using PceServer.Wire;

namespace PceServer.Pcep;

/// <summary>Bits of PCECC-CAPABILITY (RFC 9050 §7.1.1).</summary>
[Flags]
public enum PceccCapabilities : uint
{
    None = 0,

    /// <summary>L.</summary>
    Label = 1,

    /// <summary>N (RFC 9757).</summary>
    NativeIp = 2,
}

/// <summary>PCECC-CAPABILITY, inside PATH-SETUP-TYPE-CAPABILITY: <c>Flags:32</c> (RFC 9050 §7.1.1).</summary>
public sealed record PceccCapability(PceccCapabilities Flags) : ITlv<PceccCapability>
{
    public static ushort Code => 1;

    public ushort Type => Code;

    public static PceccCapability Read(ref WireReader reader) => new((PceccCapabilities)reader.U32());

    public void Write(ref WireWriter writer) => writer.U32((uint)Flags);
}

/// <summary>Bits of SRv6-PCE-CAPABILITY (RFC 9603 §4.1.1).</summary>
[Flags]
public enum Srv6Capabilities : ushort
{
    None = 0,

    /// <summary>N: a node or adjacency identifier is resolved to a SID.</summary>
    NaiToSid = 2,

    /// <summary>S: SR-Algorithm (RFC 9933 §4.1.2).</summary>
    SrAlgorithm = 4,
}

/// <summary>One maximum SID depth (RFC 9603 §4.1.1).</summary>
public readonly record struct MaximumSidDepth(byte MsdType, byte MsdValue)
{
    /// <summary>One of SRv6: segments left, end pop, H.Encaps, end D (RFC 9352 §4).</summary>
    internal bool IsOfSrv6 => MsdType is 41 or 42 or 44 or 45;
}

/// <summary>
/// SRv6-PCE-CAPABILITY, inside PATH-SETUP-TYPE-CAPABILITY (RFC 9603 §4.1.1): <c>Reserved:16 Flags:16 / (MSD-Type:8 MSD-Value:8)*</c>.
/// </summary>
public sealed record Srv6PceCapability(Srv6Capabilities Flags, ValueList<MaximumSidDepth> Msds) : ITlv<Srv6PceCapability>
{
    public static ushort Code => 27;

    public ushort Type => Code;

    public ushort Reserved { get; init; }

    public static Srv6PceCapability Read(ref WireReader reader)
    {
        var reserved = reader.Reserved16();
        var flags = (Srv6Capabilities)reader.U16();
        var msds = new MaximumSidDepth[reader.Remaining / 2];
        for (var i = 0; i < msds.Length; i++)
            msds[i] = new MaximumSidDepth(reader.U8(), reader.U8());
        return new Srv6PceCapability(flags, ValueList.Own(msds)) { Reserved = reserved };
    }

    public void Write(ref WireWriter writer)
    {
        writer.U16(Reserved);
        writer.U16((ushort)Flags);
        foreach (var msd in Msds.Span)
        {
            writer.U8(msd.MsdType);
            writer.U8(msd.MsdValue);
        }
    }
}

/// <summary>P2MP-CAPABLE, in OPEN: <c>Reserved:16</c> (RFC 8306 §3.1.2).</summary>
public sealed record P2mpCapable(ushort Reserved) : ITlv<P2mpCapable>
{
    public static ushort Code => 6;

    public ushort Type => Code;

    public static P2mpCapable Read(ref WireReader reader) => new(reader.Reserved16());

    public void Write(ref WireWriter writer) => writer.U16(Reserved);
}
