using PceServer.Bgp.LinkState;
using PceServer.Wire;

namespace PceServer.Bgp;

/// <summary>The array that a message lies in, for what is kept as a part of it.</summary>
internal readonly struct MessageOctets(ArraySegment<byte> message)
{
    /// <param name="offset">From the start of the message.</param>
    public ArraySegment<byte> Slice(int offset, int length) => message.Slice(offset, length);

    public NlriKey Key(int offset, int length) => new(message.Array!, message.Offset + offset, length);
}

/// <summary>Reads the value of one path attribute. A fault left in the reader ends the session; milder ones become findings and the result null.</summary>
internal static class AttributeReading
{
    public static PathAttribute? Read(
        byte code, PathAttributeFlags flags, ref WireReader value, BgpSessionParameters parameters, MessageOctets octets,
        ref FindingList findings) => (PathAttributeCode)code switch
        {
            PathAttributeCode.MpReachNlri => MultiprotocolReading.Reach(flags, ref value, octets, ref findings),
            PathAttributeCode.MpUnreachNlri => MultiprotocolReading.Unreach(flags, ref value, octets, ref findings),
            PathAttributeCode.LinkState => LinkState(code, flags, ref value, octets, ref findings),
            PathAttributeCode.LegacyLinkState when parameters.AcceptsLegacyLinkStateAttribute => LinkState(code, flags, ref value, octets, ref findings),
            PathAttributeCode.LocalPreference or PathAttributeCode.OriginatorId or PathAttributeCode.ClusterList when !parameters.IsInternal =>
                Discard(code, ref value, "not taken from an external peer", ref findings),
            _ => ReadSmall(code, flags, ref value, parameters, ref findings),
        };

    private static PathAttribute? ReadSmall(
        byte code, PathAttributeFlags flags, ref WireReader value, BgpSessionParameters parameters, ref FindingList findings)
    {
        var length = value.Remaining;
        switch ((PathAttributeCode)code)
        {
            case PathAttributeCode.Origin:
                var origin = length == 1 ? value.U8() : byte.MaxValue;
                return origin <= 2
                    ? new Origin((OriginCode)origin, flags)
                    : Withdraw(code, ref value, "ORIGIN of impossible length or value", ref findings);
            case PathAttributeCode.AsPath:
                return AsPathOrWithdraw(flags, ref value, parameters, ref findings);
            case PathAttributeCode.NextHop when length == 4:
                return new NextHop(new Ipv4Address(value.U32()), flags);
            case PathAttributeCode.MultiExitDiscriminator when length == 4:
                return new MultiExitDiscriminator(value.U32(), flags);
            case PathAttributeCode.LocalPreference when length == 4:
                return new LocalPreference(value.U32(), flags);
            case PathAttributeCode.OriginatorId when length == 4:
                return new OriginatorId(new BgpIdentifier(value.U32()), flags);
            case PathAttributeCode.ClusterList when length > 0 && length % 4 == 0:
                return new ClusterList(ReadList(ref value, static (ref WireReader r) => new BgpIdentifier(r.U32()), 4), flags);
            case PathAttributeCode.Communities when length > 0 && length % 4 == 0:
                return new Communities(ReadList(ref value, static (ref WireReader r) => r.U32(), 4), flags);
            case PathAttributeCode.ExtendedCommunities when length > 0 && length % 8 == 0:
                return new ExtendedCommunities(ReadList(ref value, static (ref WireReader r) => r.U64(), 8), flags);
            case PathAttributeCode.NextHop or PathAttributeCode.MultiExitDiscriminator or PathAttributeCode.LocalPreference
                or PathAttributeCode.OriginatorId or PathAttributeCode.ClusterList or PathAttributeCode.Communities or PathAttributeCode.ExtendedCommunities:
                return Withdraw(code, ref value, $"attribute {code} of {length} octets", ref findings);
            default:
                return ReadDiscardable(code, flags, ref value, parameters, ref findings);
        }
    }

    /// <summary>Attributes whose loss changes no route: malformed ones are discarded (RFC 7606 §7.6, §7.7, RFC 6793 §6).</summary>
    private static PathAttribute? ReadDiscardable(
        byte code, PathAttributeFlags flags, ref WireReader value, BgpSessionParameters parameters, ref FindingList findings)
    {
        var length = value.Remaining;
        switch ((PathAttributeCode)code)
        {
            case PathAttributeCode.AtomicAggregate when length == 0:
                return new AtomicAggregate(flags);
            case PathAttributeCode.Aggregator when length == (parameters.FourOctetAs ? 8 : 6):
                var system = new AutonomousSystem(parameters.FourOctetAs ? value.U32() : value.U16());
                return new Aggregator(system, new BgpIdentifier(value.U32()), flags);
            case PathAttributeCode.As4Aggregator when length == 8:
                return new As4Aggregator(new AutonomousSystem(value.U32()), new BgpIdentifier(value.U32()), flags);
            case PathAttributeCode.As4Path:
                var path = value;
                var segments = AsPathReading.Read(ref path, fourOctets: true);
                return path.Faulted ? Discard(code, ref value, path.Fault!.Value.Reason, ref findings) : new As4Path(segments, flags);
            case PathAttributeCode.AtomicAggregate or PathAttributeCode.Aggregator or PathAttributeCode.As4Aggregator:
                return Discard(code, ref value, $"attribute {code} of {length} octets", ref findings);
            default:
                return new UnknownPathAttribute(code, flags, ValueList.Create(value.Rest()));
        }
    }

    private static AsPath? AsPathOrWithdraw(
        PathAttributeFlags flags, ref WireReader value, BgpSessionParameters parameters, ref FindingList findings)
    {
        var path = value;
        var segments = AsPathReading.Read(ref path, parameters.FourOctetAs);
        if (path.Fault is not { } fault)
            return new AsPath(segments, flags);
        findings.Add(new BgpFinding(BgpFindingKind.TreatAsWithdraw, (byte)PathAttributeCode.AsPath, fault));
        return null;
    }

    private static LinkStateAttribute? LinkState(
        byte code, PathAttributeFlags flags, ref WireReader value, MessageOctets octets, ref FindingList findings)
    {
        var tlvs = value;
        var list = LinkStateTlvs.Read(ref tlvs, code, ref findings);
        if (tlvs.Fault is not { } fault)
            return new LinkStateAttribute(code, flags, list, octets.Slice(value.Offset, value.Remaining));
        findings.Add(new BgpFinding(BgpFindingKind.AttributeDiscard, code, fault));
        return null;
    }

    private static PathAttribute? Withdraw(byte code, ref WireReader value, string reason, ref FindingList findings)
    {
        findings.Add(new BgpFinding(BgpFindingKind.TreatAsWithdraw, code, new WireFault(reason, value.Offset)));
        return null;
    }

    private static PathAttribute? Discard(byte code, ref WireReader value, string reason, ref FindingList findings)
    {
        findings.Add(new BgpFinding(BgpFindingKind.AttributeDiscard, code, new WireFault(reason, value.Offset)));
        return null;
    }

    private delegate T ItemReader<T>(ref WireReader reader);

    private static ValueList<T> ReadList<T>(ref WireReader reader, ItemReader<T> read, int octets)
    {
        var items = new T[reader.Remaining / octets];
        for (var i = 0; i < items.Length; i++)
            items[i] = read(ref reader);
        return ValueList.Own(items);
    }
}

/// <summary>The IPv4 route fields of an UPDATE: <c>Length:8 Prefix</c> each (RFC 4271 §4.3).</summary>
internal static class Ipv4Routes
{
    public static bool AreWellFormed(ReadOnlySpan<byte> octets)
    {
        var at = 0;
        while (at < octets.Length)
        {
            if (octets[at] > 32)
                return false;
            at += 1 + ((octets[at] + 7) / 8);
        }
        return at == octets.Length;
    }
}
