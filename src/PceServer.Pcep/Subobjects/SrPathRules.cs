using PceServer.Wire;

namespace PceServer.Pcep;

/// <summary>An ERO or RRO of segments holds nothing else, and SIDs of one kind only (RFC 8664 §5.2.1, RFC 9603 §5.2.1).</summary>
internal static class SrPathRules
{
    private const SrEroFlags KindFlags = SrEroFlags.MplsLabel | SrEroFlags.SidAbsent;

    public static void Check(ReadOnlySpan<Subobject> path, SubobjectContext context, ref WireReader reader)
    {
        if (context is not (SubobjectContext.Ero or SubobjectContext.Rro))
            return;
        int sr = 0, srv6 = 0;
        SrEroFlags? kind = null;
        var isMixedKind = false;
        foreach (var hop in path)
        {
            if (hop is SrEro segment)
            {
                sr++;
                isMixedKind |= kind is { } first && first != (segment.Flags & KindFlags);
                kind = segment.Flags & KindFlags;
            }
            else if (hop is Srv6Ero)
            {
                srv6++;
            }
        }
        var isRro = context == SubobjectContext.Rro;
        if (sr > 0 && sr < path.Length)
            Fail(ref reader, "segments and other subobjects", isRro ? PcepErrors.MixedRro : PcepErrors.MixedEro);
        else if (srv6 > 0 && srv6 < path.Length)
            Fail(ref reader, "SRv6 segments and other subobjects", isRro ? PcepErrors.MixedSrv6Rro : PcepErrors.MixedSrv6Ero);
        else if (isMixedKind)
            Fail(ref reader, "labels, indices or bare identifiers in one list", PcepErrors.InconsistentSids);
    }

    private static void Fail(ref WireReader reader, string reason, PcepErrorCode error) => reader.Fail(reason, reader.Offset, error.Wire);
}
