using PceServer.Wire;

namespace PceServer.Pcep;

/// <summary>
/// What routers of Cisco's line, and FRR, say of an SR Policy in VENDOR-INFORMATION (RFC 7470 §4) of enterprise 9: sub-TLVs, color in type 1, preference in
/// type 3; names and whatever else is there stay as they are.
/// </summary>
public sealed record CiscoPolicy(uint? Color, uint? Preference)
{
    public const uint EnterpriseNumber = 9;

    private const ushort ColorType = 1;
    private const ushort PreferenceType = 3;

    /// <summary>Sub-TLVs of other types, names among them.</summary>
    public ValueList<UnknownTlv> Others { get; init; }

    /// <summary>Null where the octets are no sub-TLVs or hold neither color nor preference.</summary>
    public static CiscoPolicy? Read(uint enterpriseNumber, ValueList<byte> octets)
    {
        if (enterpriseNumber != EnterpriseNumber)
            return null;
        var reader = new WireReader(octets.Span);
        uint? color = null, preference = null;
        var others = new Gathering<UnknownTlv>();
        while (reader.More)
        {
            var type = reader.U16();
            var length = reader.U16();
            if (type == ColorType && length == 4)
                color ??= reader.U32();
            else if (type == PreferenceType && length == 4)
                preference ??= reader.U32();
            else
                others.Add(new UnknownTlv(type, ValueList.Create(reader.Bytes(length))));
            reader.Skip(Math.Min(-length & 3, reader.Remaining));
        }
        return reader.Faulted || (color ?? preference) is null ? null : new CiscoPolicy(color, preference) { Others = others.ToValueList() };
    }

    /// <summary>As an object: what gives a PCInitiate its color where the SR Policy association is not understood.</summary>
    public VendorInformationObject ToObject()
    {
        var writer = new WireWriter(32);
        Write(ref writer, ColorType, Color);
        Write(ref writer, PreferenceType, Preference);
        foreach (var other in Others.Span)
            PaddedTlvs.Write(other, ref writer);
        var octets = writer.ToArray();
        writer.Dispose();
        return new VendorInformationObject(EnterpriseNumber, ValueList.Own(octets));
    }

    private static void Write(ref WireWriter writer, ushort type, uint? value)
    {
        if (value is not { } present)
            return;
        writer.U16(type);
        writer.U16(4);
        writer.U32(present);
    }
}
