using PceServer.Wire;

namespace PceServer.Bgp.LinkState;

/// <summary>One maximum SID depth; type 1 is base MPLS imposition (RFC 8491 §5).</summary>
public readonly record struct Msd(byte Type, byte Value)
{
    public const byte BaseMplsImposition = 1;
    public const byte EntropyReadableLabelDepth = 2;
}

/// <summary>SID depths of the node (RFC 8814 §3).</summary>
public sealed record NodeMsd(ValueList<Msd> Values) : ITlv<NodeMsd>
{
    public static ushort Code => 266;

    public ushort Type => Code;

    /// <summary>Labels that can be imposed; null when not said.</summary>
    public byte? BaseMplsImposition => TlvReading.Find(Values, Msd.BaseMplsImposition);

    public static NodeMsd Read(ref WireReader reader) => new(TlvReading.Msds(ref reader));

    public void Write(ref WireWriter writer) => TlvWriting.Msds(ref writer, Values);
}

/// <summary>SID depths of the link, which go before those of the node (RFC 8814 §4).</summary>
public sealed record LinkMsd(ValueList<Msd> Values) : ITlv<LinkMsd>
{
    public static ushort Code => 267;

    public ushort Type => Code;

    /// <summary>Labels that can be imposed; null when not said.</summary>
    public byte? BaseMplsImposition => TlvReading.Find(Values, Msd.BaseMplsImposition);

    public static LinkMsd Read(ref WireReader reader) => new(TlvReading.Msds(ref reader));

    public void Write(ref WireWriter writer) => TlvWriting.Msds(ref writer, Values);
}
