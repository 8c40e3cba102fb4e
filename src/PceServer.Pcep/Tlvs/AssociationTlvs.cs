using System.Buffers.Binary;
using PceServer.Wire;

namespace PceServer.Pcep;

/// <summary>One range of ids that the operator gives out for a type of association.</summary>
public readonly record struct AssociationRange(AssociationType AssociationType, AssociationId Start, ushort Range)
{
    public ushort Reserved { get; init; }
}

/// <summary>Operator-configured Association Range, in OPEN (RFC 8697 §5): <c>(Reserved:16 Type:16 / Start:16 Range:16)*</c>.</summary>
public sealed record OperatorConfiguredAssociationRange(ValueList<AssociationRange> Ranges) : ITlv<OperatorConfiguredAssociationRange>
{
    public static ushort Code => 29;

    public ushort Type => Code;

    public static OperatorConfiguredAssociationRange Read(ref WireReader reader)
    {
        var ranges = new AssociationRange[reader.Remaining / 8];
        for (var i = 0; i < ranges.Length; i++)
        {
            var reserved = reader.Reserved16();
            ranges[i] = new AssociationRange((AssociationType)reader.U16(), new AssociationId(reader.U16()), reader.U16()) { Reserved = reserved };
        }
        return new OperatorConfiguredAssociationRange(ValueList.Own(ranges));
    }

    public void Write(ref WireWriter writer)
    {
        foreach (var range in Ranges.Span)
        {
            writer.U16(range.Reserved);
            writer.U16((ushort)range.AssociationType);
            writer.U16(range.Start.Value);
            writer.U16(range.Range);
        }
    }
}

/// <summary>Global Association Source: the AS number that makes a source unique (RFC 8697 §6.1.1).</summary>
public sealed record GlobalAssociationSource([property: FieldName("globalAssociationSource")] uint AsNumber) : ITlv<GlobalAssociationSource>
{
    public static ushort Code => 30;

    public ushort Type => Code;

    public static GlobalAssociationSource Read(ref WireReader reader) => new(reader.U32());

    public void Write(ref WireWriter writer) => writer.U32(AsNumber);
}

/// <summary>Extended Association ID: more octets of the id, of any length (RFC 8697 §6.1.2); for SR Policy color and endpoint (RFC 9862 §4.4).</summary>
public sealed record ExtendedAssociationId([property: FieldName("extendedAssociationId")] ValueList<byte> Identifier) : ITlv<ExtendedAssociationId>
{
    public static ushort Code => 31;

    public ushort Type => Code;

    /// <summary>Color and endpoint of an SR Policy, or null where the length is neither 8 nor 20.</summary>
    public (uint Color, WireAddress Endpoint)? SrPolicy
    {
        get
        {
            var reader = new WireReader(Identifier.Span);
            return Identifier.Count switch
            {
                8 => (reader.U32(), reader.Ipv4()),
                20 => (reader.U32(), reader.Ipv6()),
                _ => null,
            };
        }
    }

    public static ExtendedAssociationId ForSrPolicy(uint color, WireAddress endpoint)
    {
        var octets = new byte[endpoint.IsIpv6 ? 20 : 8];
        BinaryPrimitives.WriteUInt32BigEndian(octets, color);
        if (endpoint.IsIpv6)
            BinaryPrimitives.WriteUInt128BigEndian(octets.AsSpan(4), endpoint.Ipv6.Value);
        else
            BinaryPrimitives.WriteUInt32BigEndian(octets.AsSpan(4), endpoint.Ipv4.Value);
        return new ExtendedAssociationId(ValueList.Own(octets));
    }

    public static ExtendedAssociationId Read(ref WireReader reader) => new(ValueList.Create(reader.Rest()));

    public void Write(ref WireWriter writer) => writer.Bytes(Identifier.Span);
}

/// <summary>ASSOC-Type-List, in OPEN: the association types that a speaker supports (RFC 8697 §4.1).</summary>
public sealed record AssocTypeList(ValueList<AssociationType> AssociationTypes) : ITlv<AssocTypeList>
{
    public static ushort Code => 35;

    public ushort Type => Code;

    public static AssocTypeList Read(ref WireReader reader)
    {
        var types = new AssociationType[reader.Remaining / 2];
        for (var i = 0; i < types.Length; i++)
            types[i] = (AssociationType)reader.U16();
        return new AssocTypeList(ValueList.Own(types));
    }

    public void Write(ref WireWriter writer)
    {
        foreach (var type in AssociationTypes.Span)
            writer.U16((ushort)type);
    }
}
