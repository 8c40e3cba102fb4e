using PceServer.Wire;

namespace PceServer.Pcep;

/// <summary>EXRS (RFC 5521 §2.2.1): what must be avoided between two hops of an ERO or IRO; <c>Reserved:16 / subobjects</c> as in an XRO.</summary>
public sealed record ExrsSubobject(ValueList<Subobject> Subobjects) : Subobject
{
    public const byte Code = 33;

    public override byte Type => Code;

    public ushort Reserved { get; init; }

    internal static ExrsSubobject Read(bool loose, ref WireReader body)
    {
        var reserved = body.Reserved16();
        return new ExrsSubobject(RouteSubobjects.Read(ref body, SubobjectContext.Exrs)) { Reserved = reserved, Loose = loose };
    }

    public override void WriteBody(ref WireWriter writer)
    {
        writer.U16(Reserved);
        RouteSubobjects.Write(Subobjects, ref writer);
    }
}
