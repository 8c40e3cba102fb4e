using PceServer.Wire;

namespace PceServer.Pcep;

/// <summary>AUTO-BANDWIDTH-CAPABILITY, in OPEN: <c>Flags:32</c>, none assigned (RFC 8733 §5.1.1).</summary>
public sealed record AutoBandwidthCapability(uint Flags) : ITlv<AutoBandwidthCapability>
{
    public static ushort Code => 36;

    public ushort Type => Code;

    public static AutoBandwidthCapability Read(ref WireReader reader) => new(reader.U32());

    public void Write(ref WireWriter writer) => writer.U32(Flags);
}

/// <summary>AUTO-BANDWIDTH-ATTRIBUTES, in LSPA: sub-TLVs (RFC 8733 §5.2).</summary>
public sealed record AutoBandwidthAttributes(ValueList<ITlv> SubTlvs) : ITlv<AutoBandwidthAttributes>
{
    public static ushort Code => 37;

    public ushort Type => Code;

    public static AutoBandwidthAttributes Read(ref WireReader reader) => new(PaddedTlvs.Read(ref reader, PcepTlvs.AutoBandwidthSubTlvs));

    public void Write(ref WireWriter writer) => PaddedTlvs.Write(SubTlvs, ref writer);
}
