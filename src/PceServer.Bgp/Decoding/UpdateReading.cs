using PceServer.Bgp.LinkState;
using PceServer.Wire;

namespace PceServer.Bgp;

/// <summary>
/// Reads an UPDATE and answers its faults as mildly as the RFCs allow: attribute discard, treat-as-withdraw, NLRI discard, session reset
/// (RFC 7606 §3 to §7, RFC 9552 §8.2.2). Since these sessions carry link-state routes only, where an RFC offers 'AFI/SAFI disable' the
/// answer is session reset.
/// </summary>
internal ref struct UpdateReading
{
    private readonly BgpSessionParameters _parameters;
    private readonly MessageOctets _octets;
    private PathAttribute[] _attributes = [];
    private int _count;
    private UInt128 _seenLow;
    private UInt128 _seenHigh;
    private FindingList _findings;
    private BgpFault? _fault;

    public UpdateReading(BgpSessionParameters parameters, MessageOctets octets) => (_parameters, _octets) = (parameters, octets);

    public BgpDecoded Read(WireReader reader)
    {
        var withdrawnLength = reader.U16();
        if (withdrawnLength > reader.Remaining - 2)
            return Reset(BgpErrors.MalformedAttributeList, $"withdrawn routes of {withdrawnLength} octets overrun the message", reader.Offset - 2);
        var withdrawn = reader.Bytes(withdrawnLength);
        var attributesLength = reader.U16();
        if (attributesLength > reader.Remaining)
            return Reset(BgpErrors.MalformedAttributeList, $"path attributes of {attributesLength} octets overrun the message", reader.Offset - 2);
        var attributes = reader.Slice(attributesLength);
        var routesOffset = reader.Offset;
        var routes = reader.Rest();
        if (!Ipv4Routes.AreWellFormed(withdrawn))
            return Reset(BgpErrors.InvalidNetworkField, "malformed IPv4 withdrawn routes", BgpCodec.HeaderOctets + 2);
        if (!Ipv4Routes.AreWellFormed(routes))
            return Reset(BgpErrors.InvalidNetworkField, "malformed IPv4 routes", routesOffset);

        _attributes = new PathAttribute[Count(attributes)];
        while (attributes.More && _fault is null)
            ReadAttribute(ref attributes);
        if (_fault is not null)
            return new BgpDecoded(null, _fault, _findings.ToValueList());
        var read = ValueList.Own(_count == _attributes.Length ? _attributes : _attributes[.._count]);
        var update = new BgpUpdate(read, ValueList.Create(withdrawn), ValueList.Create(routes));
        return Judge(update);
    }

    /// <summary>Header, flags and repetition of one attribute (RFC 7606 §3 and §4); its value is read by <see cref="AttributeReading"/>.</summary>
    private void ReadAttribute(ref WireReader list)
    {
        var start = list;
        var flags = (PathAttributeFlags)list.U8();
        var code = list.U8();
        int length = (flags & PathAttributeFlags.ExtendedLength) != 0 ? list.U16() : list.U8();
        var value = list.Slice(length);
        if (list.Fault is { } overrun)
        {
            // The list ends inside this attribute; the routes behind it are found by the total length all the same.
            _findings.Add(new BgpFinding(BgpFindingKind.TreatAsWithdraw, code, overrun with { Reason = "attribute overruns the attribute list" }));
            Add(new BrokenPathAttribute(ValueList.Create(start.Rest())));
            return;
        }
        var octets = value;
        if (IsRepeated(code, start.Offset))
        {
            Keep(code, flags, octets, "repeated");
            return;
        }
        if (AttributeFlagsCheck.IsUnknownWellKnown(code, flags))
        {
            _fault = new BgpFault(
                BgpErrors.UnrecognizedWellKnownAttribute, ValueList.Create(start.Bytes(list.Offset - start.Offset)),
                new WireFault($"well-known attribute {code} is unknown", start.Offset));
            return;
        }
        if (AttributeFlagsCheck.Conflict(code, flags, _parameters) is { } kind)
        {
            _findings.Add(new BgpFinding(
                kind, code, new WireFault($"attribute {code} with flags 0x{(byte)flags:x2}", start.Offset), IsReadable: true));
            // MP_REACH_NLRI and MP_UNREACH_NLRI are read on, to know what is to be withdrawn.
            if (code is not ((byte)PathAttributeCode.MpReachNlri or (byte)PathAttributeCode.MpUnreachNlri))
            {
                Keep(code, flags, octets, "wrong flags");
                return;
            }
        }
        var attribute = AttributeReading.Read(code, flags, ref value, _parameters, _octets, ref _findings);
        if (value.Fault is { } fault)
            _fault = new BgpFault(BgpErrors.OptionalAttributeError, ValueList.Create(start.Bytes(list.Offset - start.Offset)), fault);
        else if (attribute is not null)
            Add(attribute);
        else
            Keep(code, flags, octets, "malformed");
    }

    /// <summary>What is refused stays in the message, to be shown and written back.</summary>
    private void Keep(byte code, PathAttributeFlags flags, WireReader value, string reason) =>
        Add(new RefusedPathAttribute(code, flags, ValueList.Create(value.Rest()), reason));

    private void Add(PathAttribute attribute) => _attributes[_count++] = attribute;

    /// <summary>How many attributes there are, a broken one at the end included; the list is made of that size.</summary>
    private static int Count(WireReader reader)
    {
        var count = 0;
        while (reader.More)
        {
            var isLong = (reader.U8() & (byte)PathAttributeFlags.ExtendedLength) != 0;
            reader.Skip(1);
            reader.Skip(isLong ? reader.U16() : reader.U8());
            count++;
        }
        return count;
    }

    /// <summary>The multiprotocol attributes may come once; of any other the first counts (RFC 7606 §3).</summary>
    private bool IsRepeated(byte code, int offset)
    {
        ref var seen = ref code < 128 ? ref _seenLow : ref _seenHigh;
        var bit = UInt128.One << (code & 127);
        if ((seen & bit) == 0)
        {
            seen |= bit;
            return false;
        }
        var fault = new WireFault($"attribute {code} twice", offset);
        if (code is (byte)PathAttributeCode.MpReachNlri or (byte)PathAttributeCode.MpUnreachNlri)
            _fault = new BgpFault(BgpErrors.MalformedAttributeList, default, fault);
        else
            _findings.Add(new BgpFinding(BgpFindingKind.DuplicateAttribute, code, fault, IsReadable: true));
        return true;
    }

    /// <summary>What only the whole message can tell (RFC 7606 §3 d, §5.2).</summary>
    private BgpDecoded Judge(BgpUpdate update)
    {
        var reach = update.Reach;
        var announces = reach is not null || update.Ipv4Nlri.Count > 0;
        if (announces)
        {
            Require(PathAttributeCode.Origin);
            Require(PathAttributeCode.AsPath);
            if (update.Ipv4Nlri.Count > 0)
                Require(PathAttributeCode.NextHop);
        }
        if (reach is { Nlri.Count: > 0 } && !Came(PathAttributeCode.LinkState) && update.LinkState is null)
            _findings.Add(new BgpFinding(
                BgpFindingKind.LinkStateAttributeMissing, (byte)PathAttributeCode.LinkState,
                new WireFault("link-state routes without attribute 29", BgpCodec.HeaderOctets), IsReadable: true));
        var withdraw = _findings.Has(BgpFindingKind.TreatAsWithdraw);
        if (withdraw && !announces)
        {
            // Routes may hide in what could not be read, so treating them as withdrawn is not possible (RFC 7606 §5.2).
            var fault = new WireFault("malformed attributes in an UPDATE without readable routes", BgpCodec.HeaderOctets);
            return new BgpDecoded(update, new BgpFault(BgpErrors.MalformedAttributeList, default, fault), _findings.ToValueList());
        }
        return new BgpDecoded(update, null, _findings.ToValueList()) { TreatAsWithdraw = withdraw };
    }

    private void Require(PathAttributeCode code)
    {
        // One that came malformed has its finding already.
        if (!Came(code))
            _findings.Add(new BgpFinding(
                BgpFindingKind.TreatAsWithdraw, (byte)code, new WireFault($"mandatory attribute {code} is missing", BgpCodec.HeaderOctets)));
    }

    private readonly bool Came(PathAttributeCode code) => (_seenLow & (UInt128.One << (byte)code)) != 0;

    private readonly BgpDecoded Reset(BgpError error, string reason, int offset) =>
        new(null, new BgpFault(error, default, new WireFault(reason, offset)), _findings.ToValueList());
}
