using PceServer.Wire;

namespace PceServer.Pcep;

/// <summary>Which combinations of NAI type, flags and length an SRv6-ERO may have, and the error that each other one earns (RFC 9603 §5.2.1).</summary>
internal static class Srv6EroRules
{
    /// <summary>Called with the reader right after the behavior: what remains is SID, NAI and structure.</summary>
    public static void Check(NaiType naiType, Srv6EroFlags flags, ref WireReader body, SubobjectContext context)
    {
        var isSidAbsent = (flags & Srv6EroFlags.SidAbsent) != 0;
        var isNaiAbsent = (flags & Srv6EroFlags.NaiAbsent) != 0;
        if (isSidAbsent && isNaiAbsent)
            Fail(ref body, "neither SID nor NAI", context == SubobjectContext.Rro ? PcepErrors.SidAndNaiAbsentInSrv6Rro : PcepErrors.SidAndNaiAbsentInSrv6Ero);
        else if (naiType is not (NaiType.Absent or NaiType.Ipv6Node or NaiType.Ipv6Adjacency or NaiType.Ipv6LinkLocalAdjacency))
            Fail(ref body, $"NAI type {(int)naiType} is not for SRv6", PcepErrors.UnsupportedSrv6NaiType);
        else if (isNaiAbsent != (naiType == NaiType.Absent))
            Fail(ref body, $"F flag and NT {(int)naiType} disagree", PcepErrors.MalformedObject);
        else if (isSidAbsent && (flags & Srv6EroFlags.StructurePresent) != 0)
            Fail(ref body, "T is set although there is no SID", PcepErrors.MalformedObject);
        else
            CheckLength(naiType, flags, ref body);
    }

    private static void CheckLength(NaiType naiType, Srv6EroFlags flags, ref WireReader body)
    {
        var sid = (flags & Srv6EroFlags.SidAbsent) == 0 ? 16 : 0;
        var structure = (flags & Srv6EroFlags.StructurePresent) != 0 ? 8 : 0;
        var expected = sid + Nai.Octets(naiType) + structure;
        if (body.Remaining != expected && !body.Faulted)
            Fail(ref body, $"{body.Remaining + 8} octets with NT {(int)naiType} and flags {(int)flags:x3}, which make {expected + 8}", PcepErrors.MalformedObject);
    }

    private static void Fail(ref WireReader body, string reason, PcepErrorCode error) => body.Fail($"SRv6-ERO: {reason}", body.Offset - 8, error.Wire);
}
