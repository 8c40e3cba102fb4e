using PceServer.Wire;

namespace PceServer.Pcep;

/// <summary>What the leaves of a P2MP END-POINTS object are (RFC 8306 §3.8.1).</summary>
public enum LeafType : uint
{
    New = 1,
    Removed = 2,
    Modifiable = 3,
    Kept = 4,
}

/// <summary>END-POINTS for P2MP (RFC 8306 §3.8.1): <c>leaf type:32 / source / destination *</c>; IPv4 in type 3, IPv6 in type 4.</summary>
public sealed record EndPointsP2mpObject(LeafType LeafType, WireAddress Source, ValueList<WireAddress> Destinations) : EndPointsObject
{
    public static readonly ObjectCode Ipv4Key = new(4, 3);
    public static readonly ObjectCode Ipv6Key = new(4, 4);

    public override ObjectCode Code => Source.IsIpv6 ? Ipv6Key : Ipv4Key;

    public override WireAddress? SourceAddress => Source;

    public override WireAddress? DestinationAddress => Destinations.Count == 1 ? Destinations[0] : null;

    internal static EndPointsP2mpObject ReadIpv4(ref WireReader body) => Read(ref body, false);

    internal static EndPointsP2mpObject ReadIpv6(ref WireReader body) => Read(ref body, true);

    private static EndPointsP2mpObject Read(ref WireReader body, bool isIpv6)
    {
        var leafType = (LeafType)body.U32();
        var source = WireAddress.Read(ref body, isIpv6);
        return new EndPointsP2mpObject(leafType, source, WireAddress.ReadAll(ref body, isIpv6));
    }

    public override void WriteBody(ref WireWriter writer)
    {
        writer.U32((uint)LeafType);
        Source.Write(ref writer);
        foreach (var destination in Destinations.Span)
            destination.Write(ref writer);
    }
}

/// <summary>UNREACH-DESTINATION (RFC 8306 §3.13): the leaves that cannot be reached, IPv4 or IPv6 by Object-Type.</summary>
public sealed record UnreachDestinationObject(bool IsIpv6, ValueList<WireAddress> Destinations) : PcepObject
{
    public static readonly ObjectCode Ipv4Key = new(28, 1);
    public static readonly ObjectCode Ipv6Key = new(28, 2);

    public override ObjectCode Code => IsIpv6 ? Ipv6Key : Ipv4Key;

    internal static UnreachDestinationObject ReadIpv4(ref WireReader body) => new(false, WireAddress.ReadAll(ref body, false));

    internal static UnreachDestinationObject ReadIpv6(ref WireReader body) => new(true, WireAddress.ReadAll(ref body, true));

    public override void WriteBody(ref WireWriter writer)
    {
        foreach (var destination in Destinations.Span)
            destination.Write(ref writer);
    }
}

/// <summary>SERO (RFC 8306 §3.10): the path of one more branch, as an ERO.</summary>
public sealed record SeroObject : RouteObject
{
    public static readonly ObjectCode Key = new(29, 1);

    public SeroObject(ValueList<Subobject> subobjects) => Subobjects = subobjects;

    public override ObjectCode Code => Key;

    internal static SeroObject Read(ref WireReader body) => new(RouteSubobjects.Read(ref body, SubobjectContext.Ero));
}

/// <summary>SRRO (RFC 8306 §3.10): the path in use of one more branch, as an RRO.</summary>
public sealed record SrroObject : RouteObject
{
    public static readonly ObjectCode Key = new(30, 1);

    public SrroObject(ValueList<Subobject> subobjects) => Subobjects = subobjects;

    public override ObjectCode Code => Key;

    internal static SrroObject Read(ref WireReader body) => new(RouteSubobjects.Read(ref body, SubobjectContext.Rro));
}

/// <summary>Branch node capability (RFC 8306 §3.11): nodes that can branch (type 1) or cannot (type 2).</summary>
public sealed record BranchNodeCapabilityObject : RouteObject
{
    public static readonly ObjectCode BranchKey = new(31, 1);
    public static readonly ObjectCode NonBranchKey = new(31, 2);

    public BranchNodeCapabilityObject(bool canBranch, ValueList<Subobject> subobjects)
    {
        CanBranch = canBranch;
        Subobjects = subobjects;
    }

    public override ObjectCode Code => CanBranch ? BranchKey : NonBranchKey;

    /// <summary>Object-Type 1.</summary>
    [Shown]
    public bool CanBranch { get; init; }

    internal static BranchNodeCapabilityObject ReadBranch(ref WireReader body) => new(true, RouteSubobjects.Read(ref body, SubobjectContext.Ero));

    internal static BranchNodeCapabilityObject ReadNonBranch(ref WireReader body) => new(false, RouteSubobjects.Read(ref body, SubobjectContext.Ero));
}
