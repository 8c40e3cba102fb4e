using PceServer.Wire;

namespace PceServer.Pcep;

/// <summary>Which combinations of NAI type, flags and length an SR-ERO may have, and the error that each other one earns (RFC 8664 §5.2.1, RFC 9933 §4.2).</summary>
internal static class SrEroRules
{
    /// <summary>Called with the reader right after the flags: what remains is SID, NAI and algorithm.</summary>
    public static void Check(NaiType naiType, SrEroFlags flags, ref WireReader body, SubobjectContext context)
    {
        var isSidAbsent = (flags & SrEroFlags.SidAbsent) != 0;
        var isNaiAbsent = (flags & SrEroFlags.NaiAbsent) != 0;
        var naiOctets = Nai.Octets(naiType);
        if (isSidAbsent && isNaiAbsent)
            Fail(ref body, "neither SID nor NAI", context == SubobjectContext.Rro ? PcepErrors.SidAndNaiAbsentInRro : PcepErrors.SidAndNaiAbsentInEro);
        else if (naiOctets < 0)
            Fail(ref body, $"NAI type {(int)naiType} is not known", PcepErrors.UnsupportedNaiType);
        else if (isNaiAbsent != (naiType == NaiType.Absent))
            Fail(ref body, $"F flag and NT {(int)naiType} disagree", PcepErrors.MalformedObject);
        else if (isSidAbsent && (flags & (SrEroFlags.MplsLabel | SrEroFlags.LabelStackEntry)) != 0)
            Fail(ref body, "M or C is set although there is no SID", PcepErrors.MalformedObject);
        else if ((flags & (SrEroFlags.MplsLabel | SrEroFlags.LabelStackEntry)) == SrEroFlags.LabelStackEntry)
            Fail(ref body, "C is set without M", PcepErrors.MalformedObject);
        else
            CheckLength(naiType, flags, naiOctets, ref body);
    }

    private static void CheckLength(NaiType naiType, SrEroFlags flags, int naiOctets, ref WireReader body)
    {
        var expected = naiOctets + ((flags & SrEroFlags.SidAbsent) == 0 ? 4 : 0) + ((flags & SrEroFlags.AlgorithmPresent) != 0 ? 4 : 0);
        // An unassigned flag may announce a longer extension block, of which what is not known is to be ignored (RFC 9933 §4.2.1).
        var isExtended = (flags & SrEroFlags.Unassigned) != 0 && body.Remaining > expected && ((body.Remaining - expected) & 3) == 0;
        if (body.Remaining != expected && !isExtended && !body.Faulted)
            Fail(ref body, $"{body.Remaining + 4} octets with NT {(int)naiType} and flags {(int)flags:x3}, which make {expected + 4}", PcepErrors.MalformedObject);
    }

    private static void Fail(ref WireReader body, string reason, PcepErrorCode error) => body.Fail($"SR-ERO: {reason}", body.Offset - 4, error.Wire);
}
