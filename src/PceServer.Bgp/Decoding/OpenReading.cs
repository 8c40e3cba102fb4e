using PceServer.Wire;

namespace PceServer.Bgp;

/// <summary>Reads an OPEN. What its fields mean for the session is judged by the session (RFC 4271 §6.2).</summary>
internal static class OpenReading
{
    public static BgpDecoded Read(ref WireReader reader)
    {
        var version = reader.U8();
        // Another version may have another form: nothing behind this octet is to be trusted.
        if (version != BgpOpen.CurrentVersion)
            return BgpCodec.Refuse(BgpErrors.UnsupportedVersion, [0, BgpOpen.CurrentVersion], new WireFault($"version {version}", BgpCodec.HeaderOctets));
        var system = reader.U16();
        var holdTime = reader.U16();
        var identifier = new BgpIdentifier(reader.U32());
        int length = reader.U8();
        var extended = length == 255 && reader.More && Peek(reader) == 255;
        if (extended)
        {
            reader.Skip(1);
            length = reader.U16();
        }
        if (length != reader.Remaining && !reader.Faulted)
            reader.Fail($"optional parameters of {length} octets, {reader.Remaining} left");
        var parameters = ReadParameters(ref reader, extended);
        if (reader.Fault is { } fault)
            return BgpCodec.Refuse(BgpErrors.OpenUnspecific, default, fault);
        return new BgpDecoded(new BgpOpen(version, system, holdTime, identifier, parameters, extended), null);
    }

    private static ValueList<OptionalParameter> ReadParameters(ref WireReader reader, bool extended)
    {
        var parameters = new List<OptionalParameter>();
        while (reader.More)
        {
            var type = reader.U8();
            var value = reader.Slice(extended ? reader.U16() : reader.U8());
            if (reader.Faulted)
                break;
            parameters.Add(type == CapabilitiesParameter.CodePoint
                ? new CapabilitiesParameter(ReadCapabilities(ref value))
                : new UnknownParameter(type, ValueList.Create(value.Rest())));
            reader.Adopt(value);
        }
        return ValueList.Own(parameters.ToArray());
    }

    private static ValueList<Capability> ReadCapabilities(ref WireReader reader)
    {
        var capabilities = new List<Capability>();
        while (reader.More)
        {
            var code = reader.U8();
            var value = reader.Bytes(reader.U8());
            if (!reader.Faulted)
                capabilities.Add(Capability.Read(code, value));
        }
        return ValueList.Own(capabilities.ToArray());
    }

    private static byte Peek(WireReader reader) => reader.U8();
}
