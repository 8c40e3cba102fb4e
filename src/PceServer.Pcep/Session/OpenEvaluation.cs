using PceServer.Wire;

namespace PceServer.Pcep.Session;

/// <summary>What a side demands of the other's Open.</summary>
public sealed record OpenPolicy
{
    public static readonly OpenPolicy Default = new();

    /// <summary>Shortest Keepalive, seconds, that the peer may announce: we restart a timer for each one that comes. Zero (no Keepalive at all) is always fine.</summary>
    public byte MinimumKeepaliveSeconds { get; init; } = 1;

    /// <summary>What we propose instead, seconds.</summary>
    public byte ProposedKeepaliveSeconds { get; init; } = 30;

    /// <summary>Refuse what harmless peers do wrong: an SR capability that says neither a depth nor that there is no limit (RFC 8664 §5.1).</summary>
    public bool Strict { get; init; }
}

/// <summary>Judges an Open that could be read. Rules are in the order in which they are to be applied.</summary>
public static class OpenEvaluation
{
    private const ushort Srv6CapabilityCode = 27;

    /// <summary>How a PCE sees the Open of a PCC.</summary>
    /// <param name="ours">The Open that the PCE sends, for what both must have in common; null = all there is.</param>
    public static OpenVerdict ForPce(OpenObject open, OpenPolicy policy, OpenObject? ours = null) =>
        Version(open) ?? PathSetup(open, policy) ?? CommonPathSetup(open, ours) ?? OpenLists.Fault(open) ?? OnTimers(open, policy);

    /// <summary>How a PCC sees the Open of a PCE: capabilities limit what may be used, and only those that contradict themselves or its own displease.</summary>
    public static OpenVerdict ForPcc(OpenObject open, OpenPolicy policy, OpenObject? ours = null) =>
        Version(open) ?? CommonPathSetup(open, ours) ?? OpenLists.Fault(open) ?? OnTimers(open, policy);

    /// <summary>Our Open with the timers that the peer proposes by PCErr 1/4, or null when they will not do (RFC 5440 §6.2).</summary>
    public static OpenObject? Adapt(OpenObject ours, OpenObject? proposed, OpenPolicy policy) =>
        proposed is { Version: 1 } && Timers(proposed, policy) is null
            ? ours with { Keepalive = proposed.Keepalive, DeadTimer = proposed.DeadTimer }
            : null;

    private static OpenVerdict OnTimers(OpenObject open, OpenPolicy policy) => (OpenVerdict?)Timers(open, policy) ?? OpenVerdict.Acceptable.Instance;

    private static OpenVerdict.Refused? Version(OpenObject open) => open.Version == 1
        ? null
        : new OpenVerdict.Refused(PcepErrors.VersionNotSupported, $"Open of version {open.Version}");

    // RFC 8408 §3, RFC 8664 §5.1, RFC 9603 §5.1: a path setup type that is listed needs its capability.
    private static OpenVerdict.Refused? PathSetup(OpenObject open, OpenPolicy policy)
    {
        if (open.PathSetupTypes is { } setups)
        {
            if (setups.Supports(Pcep.PathSetup.SegmentRouting) && setups.Sr is null)
                return new OpenVerdict.Refused(PcepErrors.SrCapabilityMissing, "path setup type 1 without SR-PCE-CAPABILITY");
            if (setups.Supports(Pcep.PathSetup.Srv6) && !Has(setups.SubTlvs, Srv6CapabilityCode))
                return new OpenVerdict.Refused(PcepErrors.Srv6CapabilityMissing, "path setup type 3 without SRv6-PCE-CAPABILITY");
            if (setups.Supports(Pcep.PathSetup.Srv6) && StrangeDepth(setups) is { } depth)
                return new OpenVerdict.Refused(PcepErrors.InvalidOpen, $"SRv6-PCE-CAPABILITY with MSD type {depth.MsdType}, which is none of SRv6");
        }
        var depthUnsaid = open.Sr is { Msd: 0 } sr && (sr.Flags & SrCapabilities.UnlimitedMsd) == 0;
        return depthUnsaid && policy.Strict
            ? new OpenVerdict.Refused(PcepErrors.MsdZero, "SR-PCE-CAPABILITY with MSD 0 and X clear")
            : null;
    }

    // RFC 9603 §5.1: only the first capability counts, and it may speak of depths of SRv6 alone.
    private static MaximumSidDepth? StrangeDepth(PathSetupTypeCapability setups)
    {
        foreach (var msd in setups.SubTlvs.First<Srv6PceCapability>()?.Msds ?? default)
        {
            if (!msd.IsOfSrv6)
                return msd;
        }
        return null;
    }

    // RFC 8408 §5: of two lists of path setup types one must be in both. Who sends none has not said that there are no others.
    private static OpenVerdict.Refused? CommonPathSetup(OpenObject open, OpenObject? ours)
    {
        if (open.PathSetupTypes is not { } theirs || ours?.PathSetupTypes is not { } own)
            return null;
        foreach (var setup in theirs.PathSetupTypes)
        {
            if (own.Supports(setup))
                return null;
        }
        return new OpenVerdict.Refused(PcepErrors.MismatchedPathSetupType, "no path setup type in common");
    }

    private static OpenVerdict.Negotiable? Timers(OpenObject open, OpenPolicy policy)
    {
        if (open is { Keepalive: 0, DeadTimer: > 0 })
            return new OpenVerdict.Negotiable(open with { DeadTimer = 0 }, $"no Keepalive, but a DeadTimer of {open.DeadTimer} s");
        if (open.Keepalive == 0 || open.Keepalive >= policy.MinimumKeepaliveSeconds)
            return null;
        var wanted = open with
        {
            Keepalive = policy.ProposedKeepaliveSeconds,
            DeadTimer = (byte)Math.Min(byte.MaxValue, 4 * policy.ProposedKeepaliveSeconds),
        };
        return new OpenVerdict.Negotiable(wanted, $"Keepalive of {open.Keepalive} s is under {policy.MinimumKeepaliveSeconds} s");
    }

    private static bool Has(ValueList<ITlv> tlvs, ushort code)
    {
        foreach (var tlv in tlvs)
        {
            if (tlv.Type == code)
                return true;
        }
        return false;
    }
}
