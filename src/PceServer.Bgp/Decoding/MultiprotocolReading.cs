using PceServer.Bgp.LinkState;
using PceServer.Wire;

namespace PceServer.Bgp;

/// <summary>Reads MP_REACH_NLRI and MP_UNREACH_NLRI; what keeps their routes from being found is a fault of the reader (RFC 7606 §5.3, §7.11).</summary>
internal static class MultiprotocolReading
{
    public static MpReachNlri? Reach(PathAttributeFlags flags, ref WireReader value, MessageOctets octets, ref FindingList findings)
    {
        var family = new AddressFamily(value.U16(), value.U8());
        var offset = value.Offset;
        var length = value.U8();
        if (family.IsLinkState && !IsNextHopLength(length, family))
            value.Fail($"next hop of {length} octets", offset);
        var nextHop = value.Bytes(length);
        var reserved = value.U8();
        if (value.Faulted)
            return null;
        if (!family.IsLinkState)
            return new MpReachNlri(family, ValueList.Create(nextHop), [], ValueList.Create(value.Rest()), reserved, flags);
        var all = value;
        var nlri = new NlriReading().ReadAll(ref value, octets, family, (byte)PathAttributeCode.MpReachNlri, ref findings);
        return new MpReachNlri(family, ValueList.Create(nextHop), nlri, default, reserved, flags) { Received = IfDiscarded(findings, all) };
    }

    public static MpUnreachNlri? Unreach(PathAttributeFlags flags, ref WireReader value, MessageOctets octets, ref FindingList findings)
    {
        var family = new AddressFamily(value.U16(), value.U8());
        if (value.Faulted)
            return null;
        if (!family.IsLinkState)
            return new MpUnreachNlri(family, [], ValueList.Create(value.Rest()), flags);
        var all = value;
        var nlri = new NlriReading().ReadAll(ref value, octets, family, (byte)PathAttributeCode.MpUnreachNlri, ref findings);
        return new MpUnreachNlri(family, nlri, default, flags) { Received = IfDiscarded(findings, all) };
    }

    private static ValueList<byte> IfDiscarded(in FindingList findings, WireReader octets) =>
        findings.Has(BgpFindingKind.NlriDiscard) ? ValueList.Create(octets.Rest()) : default;

    /// <summary>IPv4, IPv6, or IPv6 with a link-local address; behind a route distinguisher each in the VPN family (RFC 9552 §5.5, RFC 4659 §3.2.1).</summary>
    private static bool IsNextHopLength(byte length, AddressFamily family) => family.Safi == AddressFamily.LinkStateVpn.Safi
        ? length is 12 or 24 or 48
        : length is 4 or 16 or 32;
}
