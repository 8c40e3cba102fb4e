using PceServer.Wire;

namespace PceServer.Pcep;

/// <summary>Lists of subobjects: the table of their types, and the walk over them.</summary>
public static class RouteSubobjects
{
    internal static ValueList<Subobject> Read(ref WireReader reader, SubobjectContext context)
    {
        var count = Count(reader.Ahead);
        if (count == 0)
            return default;
        var subobjects = new Subobject[count];
        var bareLabels = 0;
        for (var i = 0; i < subobjects.Length; i++)
        {
            if (SrEro.ReadBareLabel(ref reader) is { } label)
            {
                subobjects[i] = label;
                bareLabels++;
                continue;
            }
            subobjects[i] = ReadOne(ref reader, context);
            if (reader.Faulted)
                return default;
        }
        // Labels alone are of one kind.
        if (bareLabels != count)
            SrPathRules.Check(subobjects, context, ref reader);
        return ValueList.Own(subobjects);
    }

    internal static void Write(ValueList<Subobject> subobjects, ref WireWriter writer)
    {
        foreach (var subobject in subobjects.Span)
            subobject.Write(ref writer);
    }

    // Headers alone. A length under 2 would never end: it counts as one, and the reading pass refuses it, as it does an overrun.
    private static int Count(ReadOnlySpan<byte> list)
    {
        var count = 0;
        for (var at = 0; at < list.Length; count++)
        {
            var length = at + 1 < list.Length ? list[at + 1] : 0;
            at = length < 2 ? list.Length : at + length;
        }
        return count;
    }

    private static Subobject ReadOne(ref WireReader reader, SubobjectContext context)
    {
        var start = reader.Offset;
        var first = reader.U8();
        int length = reader.U8();
        if (length < 4 || (length & 3) != 0)
            reader.Fail($"subobject of {length} octets: at least 4 and a multiple of 4", start);
        var outer = reader.Enter(length - 2);
        // An RRO's type has eight bits; no assigned one uses the first, so that one is unknown with its whole octet.
        var isWide = context == SubobjectContext.Rro && first >= 0x80;
        var subobject = isWide
            ? new UnknownSubobject(first, ValueList.Create(reader.Rest()))
            : ReadBody((byte)(first & 0x7F), first >= 0x80, ref reader, context);
        reader.Leave(outer);
        return subobject;
    }

    private static Subobject ReadBody(byte type, bool loose, ref WireReader body, SubobjectContext context) => type switch
    {
        SrEro.Code => SrEro.Read(loose, ref body, context),
        Ipv4Subobject.Code => Ipv4Subobject.Read(loose, ref body),
        Ipv6Subobject.Code => Ipv6Subobject.Read(loose, ref body),
        LabelSubobject.Code => LabelSubobject.Read(loose, ref body),
        UnnumberedSubobject.Code => UnnumberedSubobject.Read(loose, ref body),
        SrEro.LegacyEroCode when context == SubobjectContext.Ero => SrEro.ReadLegacy(loose, ref body, context),
        SrEro.LegacyRroCode when context == SubobjectContext.Rro => SrEro.ReadLegacy(loose, ref body, context),
        Srv6Ero.Code => Srv6Ero.Read(loose, ref body, context),
        // RFC 5521 §2.2: no EXRS inside an EXRS, nor in an XRO; that also bounds the nesting.
        ExrsSubobject.Code when context is SubobjectContext.Ero or SubobjectContext.Iro => ExrsSubobject.Read(loose, ref body),
        AsSubobject.Code => AsSubobject.Read(loose, ref body),
        PathKeyIpv4Subobject.Code => PathKeyIpv4Subobject.Read(loose, ref body),
        PathKeyIpv6Subobject.Code => PathKeyIpv6Subobject.Read(loose, ref body),
        SrlgSubobject.Code => SrlgSubobject.Read(loose, ref body),
        _ when context == SubobjectContext.Exrs => Unrecognized(type, loose, ref body),
        _ => new UnknownSubobject(type, ValueList.Create(body.Rest())) { Loose = loose },
    };

    private static UnknownSubobject Unrecognized(byte type, bool loose, ref WireReader body)
    {
        body.Fail($"EXRS with subobject {type}", body.Offset - 2, (PcepErrors.UnrecognizedExrs with { Value = type }).Wire);
        return new UnknownSubobject(type, default) { Loose = loose };
    }
}
