using PceServer.Wire;

namespace PceServer.Pcep;

/// <summary>END-POINTS in any of its types (RFC 5440 §7.6).</summary>
public abstract record EndPointsObject : PcepObject
{
    /// <summary>Null where the type holds no single source.</summary>
    public abstract WireAddress? SourceAddress { get; }

    /// <summary>Null where the type holds no single destination.</summary>
    public abstract WireAddress? DestinationAddress { get; }

    /// <summary>For a PCReq, where the P flag must be set.</summary>
    public static EndPointsObject ForRequest(WireAddress source, WireAddress destination) =>
        Between(source, destination) with { HeaderFlags = ObjectFlags.ProcessingRule };

    /// <summary>For a stateful message, where the P flag is clear.</summary>
    public static EndPointsObject Between(WireAddress source, WireAddress destination) =>
        source.IsIpv6 ? new EndPointsIpv6Object(source.Ipv6, destination.Ipv6) : new EndPointsIpv4Object(source.Ipv4, destination.Ipv4);
}

/// <summary>END-POINTS for IPv4 (RFC 5440 §7.6): <c>source:32 / destination:32</c>.</summary>
public sealed record EndPointsIpv4Object(
    [property: FieldName("sourceIpv4Address")] Ipv4Address Source,
    [property: FieldName("destinationIpv4Address")] Ipv4Address Destination) : EndPointsObject
{
    public static readonly ObjectCode Key = new(4, 1);

    public override ObjectCode Code => Key;

    public override WireAddress? SourceAddress => Source;

    public override WireAddress? DestinationAddress => Destination;

    internal static EndPointsIpv4Object Read(ref WireReader body) => new(body.Ipv4(), body.Ipv4());

    public override void WriteBody(ref WireWriter writer)
    {
        writer.Ipv4(Source);
        writer.Ipv4(Destination);
    }
}

/// <summary>END-POINTS for IPv6 (RFC 5440 §7.6): <c>source:128 / destination:128</c>.</summary>
public sealed record EndPointsIpv6Object(
    [property: FieldName("sourceIpv6Address")] Ipv6Address Source,
    [property: FieldName("destinationIpv6Address")] Ipv6Address Destination) : EndPointsObject
{
    public static readonly ObjectCode Key = new(4, 2);

    public override ObjectCode Code => Key;

    public override WireAddress? SourceAddress => Source;

    public override WireAddress? DestinationAddress => Destination;

    internal static EndPointsIpv6Object Read(ref WireReader body) => new(body.Ipv6(), body.Ipv6());

    public override void WriteBody(ref WireWriter writer)
    {
        writer.Ipv6(Source);
        writer.Ipv6(Destination);
    }
}
