using PceServer.Wire;

namespace PceServer.Pcep;

/// <summary>Flags of ASSOCIATION (RFC 8697 §6.1).</summary>
[Flags]
public enum AssociationFlags : ushort
{
    None = 0,

    /// <summary>R: the LSP leaves the group.</summary>
    Removal = 1,
}

/// <summary>
/// ASSOCIATION (RFC 8697 §6.1): <c>Reserved:16 Flags:16 / Association Type:16 Association ID:16 / Source:32 or 128 / TLVs</c>;
/// Object-Type 1 with an IPv4 source, 2 with an IPv6 one.
/// </summary>
public sealed record AssociationObject(AssociationType AssociationType, AssociationId AssociationId, WireAddress AssociationSource) : PcepTlvObject
{
    public static readonly ObjectCode Ipv4Key = new(40, 1);
    public static readonly ObjectCode Ipv6Key = new(40, 2);

    public override ObjectCode Code => AssociationSource.IsIpv6 ? Ipv6Key : Ipv4Key;

    public AssociationFlags Flags { get; init; }

    public ushort Reserved { get; init; }

    internal static AssociationObject ReadIpv4(ref WireReader body) => Read(ref body, false);

    internal static AssociationObject ReadIpv6(ref WireReader body) => Read(ref body, true);

    private static AssociationObject Read(ref WireReader body, bool isIpv6)
    {
        var reserved = body.Reserved16();
        var flags = (AssociationFlags)body.U16();
        var type = (AssociationType)body.U16();
        var id = new AssociationId(body.U16());
        WireAddress source = isIpv6 ? body.Ipv6() : body.Ipv4();
        return new AssociationObject(type, id, source) { Flags = flags, Reserved = reserved, Tlvs = PaddedTlvs.Read(ref body) };
    }

    public override void WriteBody(ref WireWriter writer)
    {
        writer.U16(Reserved);
        writer.U16((ushort)Flags);
        writer.U16((ushort)AssociationType);
        writer.U16(AssociationId.Value);
        if (AssociationSource.IsIpv6)
            writer.Ipv6(AssociationSource.Ipv6);
        else
            writer.Ipv4(AssociationSource.Ipv4);
        WriteTlvs(ref writer);
    }
}
