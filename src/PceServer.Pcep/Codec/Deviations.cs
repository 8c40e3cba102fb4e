namespace PceServer.Pcep;

/// <summary>What we accept from a peer although an RFC forbids it. One bit each; <see cref="Deviations.Table"/> says what each one is.</summary>
[Flags]
public enum DeviationSet : uint
{
    None = 0,
    MissingFinalPadding = 1 << 0,
    DirtyPadding = 1 << 1,
    DirtyReservedBits = 1 << 2,
    RpWithoutProcessingRule = 1 << 3,
    EndPointsWithoutProcessingRule = 1 << 4,
    TopLevelSrCapability = 1 << 5,
    LegacySrSubobject = 1 << 6,
    SrPathWithoutPathSetupType = 1 << 7,
    RemovalWithoutEro = 1 << 8,
    LspIdentifiersMissing = 1 << 9,
    DuplicateObject = 1 << 10,
    MsdUnsaid = 1 << 11,
    EmptySymbolicPathName = 1 << 12,
    CountedPadding = 1 << 13,
}

/// <summary>The notes that readers of TLVs and objects leave; the same bits as <see cref="DeviationSet"/>.</summary>
internal static class DeviationNotes
{
    public const uint MissingFinalPadding = (uint)DeviationSet.MissingFinalPadding;
    public const uint DirtyPadding = (uint)DeviationSet.DirtyPadding;
    public const uint DirtyReservedBits = (uint)DeviationSet.DirtyReservedBits;
    public const uint TopLevelSrCapability = (uint)DeviationSet.TopLevelSrCapability;
    public const uint LegacySrSubobject = (uint)DeviationSet.LegacySrSubobject;
    public const uint MsdUnsaid = (uint)DeviationSet.MsdUnsaid;
    public const uint EmptySymbolicPathName = (uint)DeviationSet.EmptySymbolicPathName;
    public const uint CountedPadding = (uint)DeviationSet.CountedPadding;
}

/// <summary>One deviation that we accept: which, what it is, which section forbids it, and what a strict peer gets for it.</summary>
/// <param name="Error">Null where the RFC itself tells the receiver to carry on: then it is only counted.</param>
public sealed record AcceptedDeviation(DeviationSet Deviation, string Description, string Source, PcepErrorCode? Error, FaultScope Scope);

/// <summary>The deviations met in real peers that we accept, count and show.</summary>
public static class Deviations
{
    public static IReadOnlyList<AcceptedDeviation> Table { get; } =
    [
        new(DeviationSet.MissingFinalPadding, "object whose length leaves out the padding of its last TLV", "RFC 5440 §7.1", PcepErrors.MalformedObject, FaultScope.Message),
        new(DeviationSet.DirtyPadding, "padding of a TLV that is not zero", "RFC 5440 §7.1", PcepErrors.MalformedObject, FaultScope.Message),
        new(DeviationSet.DirtyReservedBits, "reserved bits that are not zero", "RFC 5440 §7.2", PcepErrors.MalformedObject, FaultScope.Message),
        new(DeviationSet.RpWithoutProcessingRule, "RP with the P flag clear", "RFC 5440 §7.4", PcepErrors.ProcessingRuleClear, FaultScope.Object),
        new(DeviationSet.EndPointsWithoutProcessingRule, "END-POINTS with the P flag clear", "RFC 5440 §7.6", PcepErrors.ProcessingRuleClear, FaultScope.Object),
        new(DeviationSet.TopLevelSrCapability, "SR-PCE-CAPABILITY as a TLV of OPEN", "RFC 8664 §4.1.2", PcepErrors.SrCapabilityMissing, FaultScope.Session),
        new(DeviationSet.MsdUnsaid, "SR-PCE-CAPABILITY with MSD 0 and the X flag clear", "RFC 8664 §5.1", PcepErrors.MsdZero, FaultScope.Session),
        new(DeviationSet.LegacySrSubobject, "SR subobject with a code point of the drafts", "RFC 8664 §4.3", PcepErrors.MalformedObject, FaultScope.Message),
        new(DeviationSet.SrPathWithoutPathSetupType, "SR path although neither SRP nor PATH-SETUP-TYPE is there", "RFC 8408 §5", PcepErrors.MismatchedPathSetupType, FaultScope.Message),
        new(DeviationSet.LspIdentifiersMissing, "report of an LSP of RSVP-TE without LSP-IDENTIFIERS", "RFC 8231 §7.3.1", PcepErrors.LspIdentifiersMissing, FaultScope.Session),
        new(DeviationSet.RemovalWithoutEro, "report of a removed LSP, or end of synchronization, without ERO", "RFC 8231 §6.1", PcepErrors.EroMissing, FaultScope.Message),
        new(DeviationSet.EmptySymbolicPathName, "SYMBOLIC-PATH-NAME without a name", "RFC 8231 §7.3.2", PcepErrors.MalformedObject, FaultScope.Message),
        new(DeviationSet.CountedPadding, "PATH-SETUP-TYPE-CAPABILITY without sub-TLVs whose length counts padding", "RFC 8408 §3", PcepErrors.MalformedObject, FaultScope.Session),
        new(DeviationSet.DuplicateObject, "second object of a kind that may stand once: the first one counts", "RFC 5440 §7.6", null, FaultScope.Object),
    ];

    /// <summary>The entries of a set.</summary>
    public static IEnumerable<AcceptedDeviation> In(DeviationSet set) => Table.Where(entry => (set & entry.Deviation) != 0);

    // Faults of object scope were raised where the object stood.
    internal static void Answer(DeviationSet set, ref Gathering<ProtocolFault> faults)
    {
        foreach (var entry in Table)
        {
            if ((set & entry.Deviation) != 0 && entry.Error is { } error && entry.Scope != FaultScope.Object)
                faults.Add(new ProtocolFault(error, entry.Scope, entry.Description));
        }
    }
}
