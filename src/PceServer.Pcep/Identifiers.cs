using System.Globalization;

namespace PceServer.Pcep;

/// <summary>PLSP-ID, 20 bits, unique for the life of a session; 0 and 0xFFFFF are reserved (RFC 8231 §7.3).</summary>
public readonly record struct PlspId(uint Value)
{
    public const uint MaximumValue = 0xFFFFF;

    /// <summary>All LSPs, no LSP, or an LSP still to be made, by context.</summary>
    public static readonly PlspId None;

    public bool IsNone => Value == 0;

    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>SRP-ID-number, 32 bits; 0 stands for an unsolicited report, 0xFFFFFFFF is reserved (RFC 8231 §7.2).</summary>
public readonly record struct SrpId(uint Value)
{
    /// <summary>The id of a report that nobody asked for.</summary>
    public static readonly SrpId Unsolicited;

    public bool IsReserved => Value is 0 or uint.MaxValue;

    /// <summary>The next id of a PCE's series: wraps past the reserved values.</summary>
    public SrpId Next() => new(Value >= uint.MaxValue - 1 ? 1 : Value + 1);

    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Request-ID-number, 32 bits; 0 is reserved (RFC 5440 §7.4.1).</summary>
public readonly record struct RequestId(uint Value)
{
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>LSP ID of 16 bits (RFC 8231 §7.3.1).</summary>
public readonly record struct LspId(ushort Value)
{
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Tunnel ID of 16 bits (RFC 8231 §7.3.1).</summary>
public readonly record struct TunnelId(ushort Value)
{
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Association ID, 16 bits; 0 and 0xFFFF are reserved (RFC 8697 §6.1).</summary>
public readonly record struct AssociationId(ushort Value)
{
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Path ID of one of several paths of an LSP, 32 bits; nonzero where it is used.</summary>
public readonly record struct PathId(uint Value)
{
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Monitoring-id-number, 32 bits (RFC 5886 §4.1).</summary>
public readonly record struct MonitoringId(uint Value)
{
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}
