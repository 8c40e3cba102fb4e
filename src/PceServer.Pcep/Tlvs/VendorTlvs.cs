using PceServer.Wire;

namespace PceServer.Pcep;

/// <summary>
/// Binding SID as Cisco routers and FRR send it, of the drafts before RFC 9604: <c>binding type:16 / label stack entry:32</c>, or another value.
/// </summary>
public sealed record CiscoBindingSid(ushort BindingType, ValueList<byte> BindingValue) : ITlv<CiscoBindingSid>
{
    public static ushort Code => 65505;

    public ushort Type => Code;

    [Shown]
    public uint? Label => BindingValue.Count == 4 ? new WireReader(BindingValue.Span).U32() >> 12 : null;

    public static CiscoBindingSid Read(ref WireReader reader) => new(reader.U16(), ValueList.Create(reader.Rest()));

    public void Write(ref WireWriter writer)
    {
        writer.U16(BindingType);
        writer.Bytes(BindingValue.Span);
    }
}

/// <summary>Color and end point of an SR Policy as Juniper routers send them: <c>color:32 / endpoint:32</c> and whatever follows.</summary>
public sealed record JuniperExtendedAssociationId(uint Color, Ipv4Address Endpoint, ValueList<byte> Rest) : ITlv<JuniperExtendedAssociationId>
{
    public static ushort Code => 65507;

    public ushort Type => Code;

    public static JuniperExtendedAssociationId Read(ref WireReader reader) => new(reader.U32(), reader.Ipv4(), ValueList.Create(reader.Rest()));

    public void Write(ref WireWriter writer)
    {
        writer.U32(Color);
        writer.Ipv4(Endpoint);
        writer.Bytes(Rest.Span);
    }
}

/// <summary>Identifiers of a candidate path as Juniper routers send them: the octets of SRPOLICY-CPATH-ID or of one of its drafts.</summary>
public sealed record JuniperCandidatePathId(ValueList<byte> Identifiers) : ITlv<JuniperCandidatePathId>
{
    public static ushort Code => 65508;

    public ushort Type => Code;

    public static JuniperCandidatePathId Read(ref WireReader reader) => new(ValueList.Create(reader.Rest()));

    public void Write(ref WireWriter writer) => writer.Bytes(Identifiers.Span);
}

/// <summary>Preference of a candidate path as Juniper routers send it.</summary>
public sealed record JuniperCandidatePathPreference(uint Preference) : ITlv<JuniperCandidatePathPreference>
{
    public static ushort Code => 65509;

    public ushort Type => Code;

    public static JuniperCandidatePathPreference Read(ref WireReader reader) => new(reader.U32());

    public void Write(ref WireWriter writer) => writer.U32(Preference);
}
