namespace PceServer.Pcep;

/// <summary>Error-Type and Error-value of a PCEP-ERROR object (RFC 5440 §7.15).</summary>
public readonly record struct PcepErrorCode(byte Type, byte Value)
{
    /// <summary>Both in one number, for readers that know nothing of PCEP.</summary>
    internal ushort Wire => (ushort)((Type << 8) | Value);

    internal static PcepErrorCode FromWire(ushort code) => new((byte)(code >> 8), (byte)code);

    public override string ToString() => $"{Type}/{Value}";
}
