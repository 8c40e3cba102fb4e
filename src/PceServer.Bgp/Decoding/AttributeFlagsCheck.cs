namespace PceServer.Bgp;

/// <summary>The Optional and Transitive bits that each known attribute must have (RFC 4271 §5, RFC 7606 §3 c).</summary>
internal static class AttributeFlagsCheck
{
    private const PathAttributeFlags Judged = PathAttributeFlags.OptionalTransitive;

    public static bool IsUnknownWellKnown(byte code, PathAttributeFlags flags) =>
        (flags & PathAttributeFlags.Optional) == 0 && Expected(code) is null;

    /// <summary>
    /// What a conflict calls for: treat-as-withdraw, but attribute discard where the attribute's own RFC says so: AGGREGATOR and
    /// ATOMIC_AGGREGATE (RFC 7606 §7.6, §7.7), and attribute 29, which is malformed then and can be skipped (RFC 9552 §8.2.2).
    /// </summary>
    public static BgpFindingKind? Conflict(byte code, PathAttributeFlags flags, BgpSessionParameters parameters)
    {
        if (Expected(code) is not { } expected || (flags & Judged) == expected)
            return null;
        return (PathAttributeCode)code switch
        {
            PathAttributeCode.LinkState or PathAttributeCode.LegacyLinkState => BgpFindingKind.AttributeDiscard,
            PathAttributeCode.As4Path or PathAttributeCode.As4Aggregator => BgpFindingKind.AttributeDiscard,
            // From an external peer these are not used whatever they look like (RFC 7606 §7.5, §7.9, §7.10).
            PathAttributeCode.LocalPreference or PathAttributeCode.OriginatorId or PathAttributeCode.ClusterList when !parameters.IsInternal =>
                BgpFindingKind.AttributeDiscard,
            _ => BgpFindingKind.TreatAsWithdraw,
        };
    }

    private static PathAttributeFlags? Expected(byte code) => (PathAttributeCode)code switch
    {
        PathAttributeCode.Origin or PathAttributeCode.AsPath or PathAttributeCode.NextHop
            or PathAttributeCode.LocalPreference or PathAttributeCode.AtomicAggregate => PathAttributeFlags.Transitive,
        PathAttributeCode.MultiExitDiscriminator or PathAttributeCode.OriginatorId or PathAttributeCode.ClusterList
            or PathAttributeCode.MpReachNlri or PathAttributeCode.MpUnreachNlri or PathAttributeCode.LinkState => PathAttributeFlags.Optional,
        PathAttributeCode.Aggregator or PathAttributeCode.Communities or PathAttributeCode.ExtendedCommunities
            or PathAttributeCode.As4Path or PathAttributeCode.As4Aggregator or PathAttributeCode.LargeCommunities => PathAttributeFlags.OptionalTransitive,
        _ => null,
    };
}
