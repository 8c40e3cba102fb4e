using PceServer.Wire;

namespace PceServer.Pcep.Session;

/// <summary>
/// Lists that an Open holds once at most: objective functions (RFC 5541 §2.2), association types (RFC 8697 §4.1.1), and ranges of association ids, which must
/// be within bounds and apart from each other (RFC 8697 §5.1).
/// </summary>
internal static class OpenLists
{
    public static OpenVerdict.Refused? Fault(OpenObject open) =>
        Twice<AssocTypeList>(open, "ASSOC-Type-List") ?? Twice<OfList>(open, "OF-List")
        ?? Twice<OperatorConfiguredAssociationRange>(open, "OP-CONF-ASSOC-RANGE") ?? Ranges(open);

    private static OpenVerdict.Refused? Twice<T>(OpenObject open, string name) where T : ITlv
    {
        var count = 0;
        foreach (var tlv in open.Tlvs)
            count += tlv is T ? 1 : 0;
        return count > 1 ? Invalid($"more than one {name}") : null;
    }

    private static OpenVerdict.Refused? Ranges(OpenObject open)
    {
        if (open.Tlv<OperatorConfiguredAssociationRange>() is not { } ranges)
            return null;
        var sorted = ranges.Ranges.Where(range => HasRange(range.AssociationType)).OrderBy(range => range.AssociationType).ThenBy(range => range.Start.Value);
        AssociationRange? before = null;
        foreach (var range in sorted)
        {
            if (range.Start.Value is 0 or ushort.MaxValue || range.Range == 0 || range.Start.Value + range.Range > ushort.MaxValue)
                return Invalid($"association range of type {(ushort)range.AssociationType}: {range.Range} ids from {range.Start}");
            if (before is { } last && last.AssociationType == range.AssociationType && last.Start.Value + last.Range > range.Start.Value)
                return Invalid($"association ranges of type {(ushort)range.AssociationType} overlap at {range.Start}");
            before = range;
        }
        return null;
    }

    // Types of which an operator sets aside ids; for others a range is passed over (RFC 8800 §8.1, RFC 9059 §4.1, RFC 8745 §3.1).
    private static bool HasRange(AssociationType type) =>
        type is AssociationType.Disjoint or AssociationType.SingleSidedBidirectional or AssociationType.DoubleSidedBidirectional;

    private static OpenVerdict.Refused Invalid(string reason) => new(PcepErrors.InvalidOpen, reason);
}
