using PceServer.Wire;

namespace PceServer.Pcep;

/// <summary>Path key with 32 bits that name the PCE that knows the path, such as its address (RFC 5520 §3.1.1): <c>Path-Key:16 / PCE ID:32</c>.</summary>
public sealed record PathKeyIpv4Subobject(ushort PathKey, Ipv4Address PceId) : Subobject
{
    public const byte Code = 64;

    public override byte Type => Code;

    internal static PathKeyIpv4Subobject Read(bool loose, ref WireReader body) => new(body.U16(), body.Ipv4()) { Loose = loose };

    public override void WriteBody(ref WireWriter writer)
    {
        writer.U16(PathKey);
        writer.Ipv4(PceId);
    }
}

/// <summary>Path key with 128 bits that name the PCE that knows the path, such as its address (RFC 5520 §3.1.2): <c>Path-Key:16 / PCE ID:128</c>.</summary>
public sealed record PathKeyIpv6Subobject(ushort PathKey, Ipv6Address PceId) : Subobject
{
    public const byte Code = 65;

    public override byte Type => Code;

    internal static PathKeyIpv6Subobject Read(bool loose, ref WireReader body) => new(body.U16(), body.Ipv6()) { Loose = loose };

    public override void WriteBody(ref WireWriter writer)
    {
        writer.U16(PathKey);
        writer.Ipv6(PceId);
    }
}
