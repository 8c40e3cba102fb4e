namespace PceServer.Pcep;

/// <summary>PCReq (RFC 5440 §6.4): sets that belong together, then requests that each begin with RP.</summary>
internal static class RequestGrammar
{
    public static PcReq Read(ref Grammar grammar) => Read(ref grammar, grammar.Objects);

    /// <summary>Reads from some of the objects: PCMonReq holds requests after objects of its own.</summary>
    public static PcReq Read(ref Grammar grammar, ReadOnlySpan<PcepObject> objects)
    {
        var sets = new Gathering<SynchronizedSet>();
        var requests = new Gathering<PathComputationRequest>();
        var parts = new RequestParts();
        var set = new SetParts();
        foreach (var item in objects)
        {
            if (item is SvecObject svec)
            {
                set.Finish(ref sets);
                set = new SetParts { Svec = svec };
                continue;
            }
            if (item is RpObject)
                set.Finish(ref sets);
            if (set.Svec is not null && set.Take(item))
                continue;
            if (item is RpObject && parts.Rp is not null)
            {
                Accept(ref parts, ref grammar, ref requests);
                parts = new RequestParts();
            }
            if (!parts.Take(item, grammar))
                grammar.Note(DeviationSet.DuplicateObject);
        }
        set.Finish(ref sets);
        Accept(ref parts, ref grammar, ref requests);
        return new PcReq(requests.ToValueList()) { SynchronizedSets = sets.ToValueList(), HeaderFlags = grammar.HeaderFlags };
    }

    private static void Accept(ref RequestParts parts, ref Grammar grammar, ref Gathering<PathComputationRequest> requests)
    {
        if (parts.Rp is not { } rp)
        {
            grammar.Fault(new ProtocolFault(PcepErrors.RpMissing, FaultScope.Message, "RP is missing"));
            return;
        }
        CheckFlags(rp, ref parts, ref grammar);
        if (rp.RequestId.Value == 0)
            parts.Fault ??= new ProtocolFault(PcepErrors.UnknownRequest, FaultScope.Object, "Request-ID-number 0 is not valid");
        parts.Fault ??= Missing(rp, parts);
        parts.Fault ??= AgreementRules.Algorithm(parts, grammar.Options);
        if (parts.Fault is { } fault)
            grammar.Fault(fault with { Rp = rp, Lsp = parts.Lsp });
        else
            requests.Add(parts.ToRequest());
    }

    private static void CheckFlags(RpObject rp, ref RequestParts parts, ref Grammar grammar)
    {
        if (!rp.MustBeProcessed)
            Lenient(DeviationSet.RpWithoutProcessingRule, "RP", ref parts, ref grammar);
        if (parts.EndPoints is { MustBeProcessed: false })
            Lenient(DeviationSet.EndPointsWithoutProcessingRule, "END-POINTS", ref parts, ref grammar);
    }

    private static void Lenient(DeviationSet deviation, string name, ref RequestParts parts, ref Grammar grammar)
    {
        grammar.Note(deviation);
        if (grammar.Options.Strict)
            parts.Fault ??= new ProtocolFault(PcepErrors.ProcessingRuleClear, FaultScope.Object, $"{name} has the P flag clear");
    }

    // RFC 5440 §7.15: one error for each object that is missing.
    private static ProtocolFault? Missing(RpObject rp, in RequestParts parts)
    {
        var withoutPath = IsReoptimizationWithoutPath(rp, parts);
        if (parts.EndPoints is null && parts.PathKey is null)
            return new ProtocolFault(PcepErrors.EndPointsMissing, FaultScope.Object, "END-POINTS is missing") { Further = withoutPath ? [PcepErrors.RroMissing] : [] };
        return withoutPath ? new ProtocolFault(PcepErrors.RroMissing, FaultScope.Object, "RRO is missing in a request to reoptimize") : null;
    }

    // RFC 5440 §7.4.1: not for LSPs that have no bandwidth; where it says nothing of what they have, it is what is asked for (§7.7).
    // A stateful PCE that is told the PLSP-ID has the path already.
    private static bool IsReoptimizationWithoutPath(RpObject rp, in RequestParts parts) =>
        (rp.Flags & RpFlags.Reoptimization) != 0 && parts.Rro is null && parts.Lsp is not { PlspId.IsNone: false }
        && (parts.RroBandwidth ?? parts.Attributes.Bandwidth) is { Bandwidth: > 0 };
}
