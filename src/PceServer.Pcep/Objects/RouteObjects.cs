using PceServer.Wire;

namespace PceServer.Pcep;

/// <summary>An object that holds subobjects after a fixed part.</summary>
public abstract record RouteObject : PcepObject
{
    public ValueList<Subobject> Subobjects { get; init; }

    public override void WriteBody(ref WireWriter writer) => RouteSubobjects.Write(Subobjects, ref writer);
}

/// <summary>ERO (RFC 5440 §7.9): subobjects; none at all means that there is no path.</summary>
public sealed record EroObject : RouteObject
{
    public static readonly ObjectCode Key = new(7, 1);

    /// <summary>No path.</summary>
    public static readonly EroObject Empty = new(default(ValueList<Subobject>));

    public EroObject(ValueList<Subobject> subobjects) => Subobjects = subobjects;

    public override ObjectCode Code => Key;

    internal static EroObject Read(ref WireReader body) => new(RouteSubobjects.Read(ref body, SubobjectContext.Ero));
}

/// <summary>RRO (RFC 5440 §7.10): the path that is in use.</summary>
public sealed record RroObject : RouteObject
{
    public static readonly ObjectCode Key = new(8, 1);

    public RroObject(ValueList<Subobject> subobjects) => Subobjects = subobjects;

    public override ObjectCode Code => Key;

    internal static RroObject Read(ref WireReader body) => new(RouteSubobjects.Read(ref body, SubobjectContext.Rro));
}

/// <summary>IRO (RFC 5440 §7.12, RFC 7896 §2): what the path has to pass, in this order; loose where the L bit says so.</summary>
public sealed record IroObject : RouteObject
{
    public static readonly ObjectCode Key = new(10, 1);

    public IroObject(ValueList<Subobject> subobjects) => Subobjects = subobjects;

    public override ObjectCode Code => Key;

    internal static IroObject Read(ref WireReader body) => new(RouteSubobjects.Read(ref body, SubobjectContext.Iro));
}

/// <summary>XRO (RFC 5521 §2.1.1): <c>Reserved:16 Flags:16 (F = bit 15) / subobjects</c>; what the path has to avoid.</summary>
public sealed record XroObject : RouteObject
{
    public static readonly ObjectCode Key = new(17, 1);

    public XroObject(ValueList<Subobject> subobjects) => Subobjects = subobjects;

    public override ObjectCode Code => Key;

    public ushort Reserved { get; init; }

    public ushort Flags { get; init; }

    /// <summary>F flag: the request follows a failure.</summary>
    [Shown]
    public bool Fail => (Flags & 1) != 0;

    internal static XroObject Read(ref WireReader body)
    {
        var reserved = body.Reserved16();
        var flags = body.U16();
        return new XroObject(RouteSubobjects.Read(ref body, SubobjectContext.Xro)) { Reserved = reserved, Flags = flags };
    }

    public override void WriteBody(ref WireWriter writer)
    {
        writer.U16(Reserved);
        writer.U16(Flags);
        base.WriteBody(ref writer);
    }
}

/// <summary>PATH-KEY (RFC 5520 §3.2.2): path key subobjects that are to be expanded.</summary>
public sealed record PathKeyObject : RouteObject
{
    public static readonly ObjectCode Key = new(16, 1);

    public PathKeyObject(ValueList<Subobject> subobjects) => Subobjects = subobjects;

    public override ObjectCode Code => Key;

    internal static PathKeyObject Read(ref WireReader body) => new(RouteSubobjects.Read(ref body, SubobjectContext.Ero));
}
