using PceServer.Bgp.LinkState;
using PceServer.Wire;

namespace PceServer.Bgp;

/// <summary>
/// MP_REACH_NLRI: <c>AFI:16 SAFI:8 NextHopLength:8 NextHop Reserved:8 NLRI...</c> (RFC 4760 §3).
/// Link-state families are read into <see cref="Nlri"/>; of other families the octets are kept in <see cref="OtherNlri"/>.
/// </summary>
/// <param name="NextHop">4 or 16 octets, 32 with a link-local address; for SAFI 72 behind an 8-octet route distinguisher (RFC 9552 §5.5).</param>
public sealed record MpReachNlri(
    AddressFamily Family,
    ValueList<byte> NextHop,
    ValueList<LinkStateNlri> Nlri,
    ValueList<byte> OtherNlri = default,
    byte Reserved = 0,
    PathAttributeFlags Flags = PathAttributeFlags.Optional) : PathAttribute((byte)PathAttributeCode.MpReachNlri, Flags)
{
    /// <summary>The octets of all NLRIs as they came, kept only when some of them were discarded.</summary>
    internal ValueList<byte> Received { get; init; }

    internal override int LongValueOctets(BgpSessionParameters parameters) => NextHop.Count + 5 + LinkStateNlri.Octets(Nlri, Received) + OtherNlri.Count;

    internal override void WriteValue(ref WireWriter writer, BgpSessionParameters parameters)
    {
        writer.U16(Family.Afi);
        writer.U8(Family.Safi);
        writer.U8((byte)NextHop.Count);
        writer.Bytes(NextHop.Span);
        writer.U8(Reserved);
        LinkStateNlri.Write(ref writer, Nlri, Received);
        writer.Bytes(OtherNlri.Span);
    }
}

/// <summary>MP_UNREACH_NLRI: <c>AFI:16 SAFI:8 NLRI...</c>; without NLRI and alone it is End-of-RIB (RFC 4760 §4, RFC 4724 §2).</summary>
public sealed record MpUnreachNlri(
    AddressFamily Family,
    ValueList<LinkStateNlri> Nlri,
    ValueList<byte> OtherNlri = default,
    PathAttributeFlags Flags = PathAttributeFlags.Optional) : PathAttribute((byte)PathAttributeCode.MpUnreachNlri, Flags)
{
    /// <summary>The octets of all NLRIs as they came, kept only when some of them were discarded.</summary>
    internal ValueList<byte> Received { get; init; }

    internal override int LongValueOctets(BgpSessionParameters parameters) => 3 + LinkStateNlri.Octets(Nlri, Received) + OtherNlri.Count;

    internal override void WriteValue(ref WireWriter writer, BgpSessionParameters parameters)
    {
        writer.U16(Family.Afi);
        writer.U8(Family.Safi);
        LinkStateNlri.Write(ref writer, Nlri, Received);
        writer.Bytes(OtherNlri.Span);
    }
}
