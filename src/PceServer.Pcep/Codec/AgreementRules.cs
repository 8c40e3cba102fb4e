using PceServer.Wire;

namespace PceServer.Pcep;

/// <summary>What an LSP may use only where both sides said so in their Opens, and what it then must state.</summary>
internal static class AgreementRules
{
    /// <summary>SR-Algorithm without the S flag of both sides: in LSPA, or at a segment of a path (RFC 9933 §5).</summary>
    public static ProtocolFault? Algorithm(in LspParts parts, DecodeOptions options)
    {
        if (!options.RefuseSrAlgorithm)
            return null;
        var isUsed = Uses(parts.Attributes.Lspa) || Uses(parts.Ero?.Subobjects ?? default) || Uses(parts.Rro?.Subobjects ?? default);
        foreach (var path in parts.MorePaths.Span)
            isUsed |= Uses(path.Ero?.Subobjects ?? default) || Uses(path.Rro?.Subobjects ?? default);
        return isUsed ? Unadvertised() : null;
    }

    /// <summary>The same for a request.</summary>
    public static ProtocolFault? Algorithm(in RequestParts parts, DecodeOptions options) =>
        options.RefuseSrAlgorithm && (Uses(parts.Attributes.Lspa) || Uses(parts.Rro?.Subobjects ?? default)) ? Unadvertised() : null;

    /// <summary>Between relaxed peers a mandatory object has to have its P flag set (RFC 9753 §3.2).</summary>
    public static ProtocolFault? ProcessingRule(in LspParts parts, DecodeOptions options, bool isReport)
    {
        if (!options.Relax)
            return null;
        return Clear(parts.Lsp, "LSP") ?? Clear(parts.Ero, "ERO") ?? (isReport ? null : Clear(parts.Srp, "SRP"));
    }

    private static ProtocolFault? Clear(PcepObject? item, string name) => item is { MustBeProcessed: false }
        ? new ProtocolFault(PcepErrors.ProcessingRuleClear, FaultScope.Object, $"{name} has the P flag clear between relaxed peers")
        : null;

    private static bool Uses(LspaObject? lspa) => lspa?.Tlv<SrAlgorithm>() is not null;

    private static bool Uses(ValueList<Subobject> path)
    {
        foreach (var hop in path)
        {
            if (hop is SrEro { Flags: var flags } && (flags & SrEroFlags.AlgorithmPresent) != 0)
                return true;
        }
        return false;
    }

    private static ProtocolFault Unadvertised() =>
        new(PcepErrors.SrAlgorithmWithoutCapability, FaultScope.Object, "SR-Algorithm, which not both sides have advertised");
}
