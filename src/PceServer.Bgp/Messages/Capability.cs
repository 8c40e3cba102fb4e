using PceServer.Wire;

namespace PceServer.Bgp;

/// <summary>One capability of an OPEN: code, one-octet length, value (RFC 5492 §4).</summary>
public abstract record Capability(byte Code)
{
    internal abstract void WriteValue(ref WireWriter writer);

    internal void Write(ref WireWriter writer)
    {
        writer.U8(Code);
        var length = writer.Length;
        writer.U8(0);
        WriteValue(ref writer);
        writer.PatchU8(length, writer.Length - length - 1);
    }

    /// <summary>Reads a value that ends where the reader ends. A known code with a value of the wrong form is kept as unknown (RFC 5492 §4).</summary>
    internal static Capability Read(byte code, ReadOnlySpan<byte> value) => code switch
    {
        MultiprotocolCapability.CodePoint when value.Length == 4 => MultiprotocolCapability.From(value),
        RouteRefreshCapability.CodePoint when value.Length == 0 => new RouteRefreshCapability(),
        ExtendedMessageCapability.CodePoint when value.Length == 0 => new ExtendedMessageCapability(),
        GracefulRestartCapability.CodePoint when value.Length % 4 == 2 => GracefulRestartCapability.From(value),
        FourOctetAsCapability.CodePoint when value.Length == 4 => FourOctetAsCapability.From(value),
        EnhancedRouteRefreshCapability.CodePoint when value.Length == 0 => new EnhancedRouteRefreshCapability(),
        _ => new UnknownCapability(code, ValueList.Create(value)),
    };
}

/// <summary>A capability that is not acted upon: kept as it came.</summary>
public sealed record UnknownCapability(byte Code, ValueList<byte> Value) : Capability(Code)
{
    internal override void WriteValue(ref WireWriter writer) => writer.Bytes(Value.Span);
}

/// <summary>RFC 4760 §8.</summary>
public sealed record MultiprotocolCapability(AddressFamily Family, byte Reserved = 0) : Capability(CodePoint)
{
    public const byte CodePoint = 1;

    internal static MultiprotocolCapability From(ReadOnlySpan<byte> value) =>
        new(new AddressFamily((ushort)((value[0] << 8) | value[1]), value[3]), value[2]);

    internal override void WriteValue(ref WireWriter writer)
    {
        writer.U16(Family.Afi);
        writer.U8(Reserved);
        writer.U8(Family.Safi);
    }
}

/// <summary>RFC 2918 §2.</summary>
public sealed record RouteRefreshCapability() : Capability(CodePoint)
{
    public const byte CodePoint = 2;

    internal override void WriteValue(ref WireWriter writer)
    {
    }
}

/// <summary>RFC 7313 §3.1.</summary>
public sealed record EnhancedRouteRefreshCapability() : Capability(CodePoint)
{
    public const byte CodePoint = 70;

    internal override void WriteValue(ref WireWriter writer)
    {
    }
}

/// <summary>RFC 8654 §3.</summary>
public sealed record ExtendedMessageCapability() : Capability(CodePoint)
{
    public const byte CodePoint = 6;

    internal override void WriteValue(ref WireWriter writer)
    {
    }
}

/// <summary>RFC 6793 §3.</summary>
public sealed record FourOctetAsCapability(AutonomousSystem AutonomousSystem) : Capability(CodePoint)
{
    public const byte CodePoint = 65;

    internal static FourOctetAsCapability From(ReadOnlySpan<byte> value) =>
        new(new AutonomousSystem(System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(value)));

    internal override void WriteValue(ref WireWriter writer) => writer.U32(AutonomousSystem.Number);
}

/// <summary>One family of a graceful restart capability; bit 0x80 of the flags: forwarding state preserved.</summary>
public readonly record struct GracefulRestartFamily(AddressFamily Family, byte Flags);

/// <summary>Restart flags (4 bits), restart time in seconds (12 bits), families; without families only End-of-RIB is promised (RFC 4724 §3).</summary>
public sealed record GracefulRestartCapability(byte Flags, ushort RestartTimeSeconds, ValueList<GracefulRestartFamily> Families)
    : Capability(CodePoint)
{
    public const byte CodePoint = 64;

    /// <summary>The speaker has restarted and waits for End-of-RIB.</summary>
    public bool HasRestarted => (Flags & 8) != 0;

    public bool Covers(AddressFamily family)
    {
        foreach (var item in Families)
        {
            if (item.Family == family)
                return true;
        }
        return false;
    }

    internal static GracefulRestartCapability From(ReadOnlySpan<byte> value)
    {
        var reader = new WireReader(value);
        var head = reader.U16();
        var families = new GracefulRestartFamily[reader.Remaining / 4];
        for (var i = 0; i < families.Length; i++)
            families[i] = new GracefulRestartFamily(new AddressFamily(reader.U16(), reader.U8()), reader.U8());
        return new GracefulRestartCapability((byte)(head >> 12), (ushort)(head & 0xFFF), ValueList.Own(families));
    }

    internal override void WriteValue(ref WireWriter writer)
    {
        writer.U16((ushort)((Flags << 12) | (RestartTimeSeconds & 0xFFF)));
        foreach (var family in Families)
        {
            writer.U16(family.Family.Afi);
            writer.U8(family.Family.Safi);
            writer.U8(family.Flags);
        }
    }
}
