using PceServer.Wire;

namespace PceServer.Bgp;

/// <summary>An optional parameter of an OPEN (RFC 4271 §4.2).</summary>
public abstract record OptionalParameter(byte Type)
{
    internal abstract void WriteValue(ref WireWriter writer);
}

/// <summary>Parameter 2: a list of capabilities; an OPEN may carry several such parameters (RFC 5492 §4).</summary>
public sealed record CapabilitiesParameter(ValueList<Capability> Capabilities) : OptionalParameter(CodePoint)
{
    public const byte CodePoint = 2;

    internal override void WriteValue(ref WireWriter writer)
    {
        foreach (var capability in Capabilities)
            capability.Write(ref writer);
    }
}

/// <summary>A parameter that this speaker does not know; it is answered with 2/4.</summary>
public sealed record UnknownParameter(byte Type, ValueList<byte> Value) : OptionalParameter(Type)
{
    internal override void WriteValue(ref WireWriter writer) => writer.Bytes(Value.Span);
}

/// <summary>
/// The first message of each side: <c>Version:8 MyAS:16 HoldTime:16 Identifier:32 OptLength:8 parameters</c> (RFC 4271 §4.2);
/// with <see cref="UsesExtendedParameters"/> the parameter list and each parameter have two-octet lengths (RFC 9072 §2).
/// </summary>
/// <param name="HoldTimeSeconds">Zero for none, else at least 3.</param>
public sealed record BgpOpen(
    byte Version,
    ushort MyAutonomousSystem,
    ushort HoldTimeSeconds,
    BgpIdentifier Identifier,
    ValueList<OptionalParameter> Parameters,
    bool UsesExtendedParameters = false) : BgpMessage
{
    public const byte CurrentVersion = 4;

    public override BgpMessageType Type => BgpMessageType.Open;

    /// <summary>The capabilities of all parameters, in order.</summary>
    public IEnumerable<Capability> Capabilities
    {
        get
        {
            for (var i = 0; i < Parameters.Count; i++)
            {
                if (Parameters[i] is not CapabilitiesParameter list)
                    continue;
                for (var k = 0; k < list.Capabilities.Count; k++)
                    yield return list.Capabilities[k];
            }
        }
    }

    /// <summary>The AS number, four octets where the peer sends them (RFC 6793 §4.1).</summary>
    public AutonomousSystem AutonomousSystem =>
        Capabilities.OfType<FourOctetAsCapability>().FirstOrDefault()?.AutonomousSystem ?? new AutonomousSystem(MyAutonomousSystem);

    /// <summary>An OPEN of this speaker; lists longer than 255 octets take the extended form by themselves (RFC 9072 §2).</summary>
    public static BgpOpen Of(AutonomousSystem local, ushort holdTimeSeconds, BgpIdentifier identifier, params Capability[] capabilities)
    {
        ValueList<OptionalParameter> parameters = capabilities.Length == 0 ? [] : [new CapabilitiesParameter(ValueList.Create<Capability>(capabilities))];
        return new BgpOpen(CurrentVersion, local.TwoOctets, holdTimeSeconds, identifier, parameters, Octets(capabilities) + 2 > byte.MaxValue);
    }

    private static int Octets(Capability[] capabilities)
    {
        var writer = new WireWriter(512);
        foreach (var capability in capabilities)
            capability.Write(ref writer);
        var octets = writer.Length;
        writer.Dispose();
        return octets;
    }

    internal override void Write(ref WireWriter writer, BgpSessionParameters parameters)
    {
        writer.U8(Version);
        writer.U16(MyAutonomousSystem);
        writer.U16(HoldTimeSeconds);
        writer.U32(Identifier.Value);
        if (UsesExtendedParameters)
            WriteExtended(ref writer);
        else
            WriteStandard(ref writer);
    }

    private void WriteStandard(ref WireWriter writer)
    {
        var total = writer.Length;
        writer.U8(0);
        foreach (var parameter in Parameters)
        {
            writer.U8(parameter.Type);
            var length = writer.Length;
            writer.U8(0);
            parameter.WriteValue(ref writer);
            writer.PatchU8(length, writer.Length - length - 1);
        }
        writer.PatchU8(total, writer.Length - total - 1);
    }

    private void WriteExtended(ref WireWriter writer)
    {
        writer.U8(255);
        writer.U8(255);
        var total = writer.Length;
        writer.U16(0);
        foreach (var parameter in Parameters)
        {
            writer.U8(parameter.Type);
            var length = writer.Length;
            writer.U16(0);
            parameter.WriteValue(ref writer);
            writer.PatchU16(length, writer.Length - length - 2);
        }
        writer.PatchU16(total, writer.Length - total - 2);
    }
}
