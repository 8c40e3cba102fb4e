using PceServer.Wire;

namespace PceServer.Pcep;

/// <summary>PCRpt, PCUpd and PCInitiate (RFC 8231 §6, RFC 8281 §5.1): a list of requests or reports, each with its LSP.</summary>
internal static class StatefulGrammar
{
    public static PcRpt ReadReports(ref Grammar grammar)
    {
        var reports = new Gathering<StateReport>();
        for (var at = 0; at < grammar.Objects.Length;)
        {
            ReadGroup(ref grammar, ref at, out var parts);
            var attributes = parts.Finish();
            CheckReport(ref parts, ref grammar);
            if (Accept(ref parts, ref grammar, isReport: true))
                reports.Add(ToReport(parts, attributes));
        }
        if (grammar.Objects.Length == 0)
            grammar.Fault(new ProtocolFault(PcepErrors.LspMissing, FaultScope.Message, "PCRpt without objects"));
        return new PcRpt(reports.ToValueList()) { HeaderFlags = grammar.HeaderFlags };
    }

    public static PcUpd ReadUpdates(ref Grammar grammar)
    {
        var requests = new Gathering<UpdateRequest>();
        for (var at = 0; at < grammar.Objects.Length;)
        {
            ReadGroup(ref grammar, ref at, out var parts);
            var attributes = parts.Finish();
            CheckSrp(ref parts);
            if (parts.Ero is null)
                parts.Fault ??= Missing(PcepErrors.EroMissing, "ERO");
            parts.Fault ??= MultipathRules.NonemptyComposite(parts);
            if (Accept(ref parts, ref grammar))
                requests.Add(ToUpdate(ref parts, attributes));
        }
        if (grammar.Objects.Length == 0)
            grammar.Fault(new ProtocolFault(PcepErrors.SrpMissing, FaultScope.Message, "PCUpd without objects"));
        return new PcUpd(requests.ToValueList()) { HeaderFlags = grammar.HeaderFlags };
    }

    public static PcInitiate ReadInitiations(ref Grammar grammar)
    {
        var requests = new Gathering<InitiateRequest>();
        for (var at = 0; at < grammar.Objects.Length;)
        {
            ReadGroup(ref grammar, ref at, out var parts);
            var attributes = parts.Finish();
            CheckSrp(ref parts);
            parts.Fault ??= MultipathRules.NonemptyComposite(parts);
            if (Accept(ref parts, ref grammar))
                requests.Add(ToInitiation(ref parts, attributes));
        }
        if (grammar.Objects.Length == 0)
            grammar.Fault(new ProtocolFault(PcepErrors.SrpMissing, FaultScope.Message, "PCInitiate without objects"));
        return new PcInitiate(requests.ToValueList()) { HeaderFlags = grammar.HeaderFlags };
    }

    private static void ReadGroup(ref Grammar grammar, ref int at, out LspParts parts)
    {
        parts = default;
        var objects = grammar.Objects;
        do
        {
            if (!parts.Take(objects[at], grammar))
                grammar.Note(DeviationSet.DuplicateObject);
            at++;
        }
        while (at < objects.Length && !StartsGroup(objects, at, parts));
    }

    // SRP or LSP begins the next report. An SRP that comes after its LSP still belongs to it where nothing else can be meant.
    private static bool StartsGroup(PcepObject[] objects, int at, in LspParts parts) => objects[at] switch
    {
        LspObject => parts.Lsp is not null,
        SrpObject => parts.Srp is not null || parts.HasPath || (parts.Lsp is not null && at + 1 < objects.Length && objects[at + 1] is LspObject),
        _ => false,
    };

    private static void CheckReport(ref LspParts parts, ref Grammar grammar)
    {
        if (parts.Lsp is not { } lsp)
            return;
        if (LacksIdentifiers(lsp, parts))
            grammar.Note(DeviationSet.LspIdentifiersMissing);
        if (parts.Ero is null)
        {
            // RFC 8231 §6.1 wants an ERO in every report; many leave it out of the report that removes an LSP.
            if (parts.HasCci)
                return;
            if (lsp.Has(LspFlags.Remove) || lsp.PlspId.IsNone)
                grammar.Note(DeviationSet.RemovalWithoutEro);
            else
                parts.Fault ??= Missing(PcepErrors.EroMissing, "ERO");
        }
        else if (parts.Srp?.Tlv<PathSetupType>() is null && parts.Ero.Subobjects is { Count: > 0 } path && path[0] is SrEro)
        {
            grammar.Note(DeviationSet.SrPathWithoutPathSetupType);
        }
    }

    // RFC 8231 §7.3.1: mandatory for an LSP that RSVP-TE signals. Where no PATH-SETUP-TYPE says so, the path shows what it is.
    private static bool LacksIdentifiers(LspObject lsp, in LspParts parts)
    {
        if (lsp.Has(LspFlags.Remove) || lsp.PlspId.IsNone || parts.HasCci)
            return false;
        var isRsvpTe = parts.Srp?.Tlv<PathSetupType>() is { } setup
            ? setup.Pst == PathSetup.RsvpTe
            : parts.Ero is { Subobjects: { Count: > 0 } path } && path[0] is not (SrEro or Srv6Ero);
        return isRsvpTe && !lsp.HasIdentifiers;
    }

    private static void CheckSrp(ref LspParts parts)
    {
        if (parts.Srp is null)
            parts.Fault ??= Missing(PcepErrors.SrpMissing, "SRP");
    }

    private static bool Accept(ref LspParts parts, ref Grammar grammar, bool isReport = false)
    {
        if (parts.Lsp is null)
            parts.Fault ??= Missing(PcepErrors.LspMissing, "LSP");
        else
            parts.Fault ??= BindingRules.Check(parts.Lsp);
        parts.Fault ??= MultipathRules.Conflict(parts) ?? AgreementRules.ProcessingRule(parts, grammar.Options, isReport)
            ?? AgreementRules.Algorithm(parts, grammar.Options);
        if (parts.Fault is not { } fault)
            return true;
        grammar.Fault(fault with { Srp = parts.Srp, Lsp = parts.Lsp });
        return false;
    }

    private static ProtocolFault Missing(PcepErrorCode error, string name) => new(error, FaultScope.Object, $"{name} is missing");

    private static StateReport ToReport(in LspParts parts, AttributeList attributes) => new(parts.Lsp!)
    {
        Srp = parts.Srp,
        Associations = parts.Associations.ToValueList(),
        PathAttrib = parts.PathAttrib,
        Ero = parts.Ero,
        Rro = parts.Rro,
        ActualBandwidth = parts.ActualBandwidth,
        ActualMetrics = parts.ActualMetrics,
        MorePaths = parts.MorePaths.ToValueList(),
        Attributes = attributes,
        Others = Rest(parts.Others, parts.EndPoints),
    };

    private static UpdateRequest ToUpdate(ref LspParts parts, AttributeList attributes) => new(parts.Lsp!)
    {
        Srp = parts.Srp,
        Associations = parts.Associations.ToValueList(),
        PathAttrib = parts.PathAttrib,
        Ero = parts.Ero,
        MorePaths = parts.MorePaths.ToValueList(),
        Attributes = attributes,
        Others = Rest(parts.Others, parts.Rro, parts.ActualBandwidth, parts.EndPoints),
    };

    private static InitiateRequest ToInitiation(ref LspParts parts, AttributeList attributes) => new(parts.Lsp!)
    {
        Srp = parts.Srp,
        EndPoints = parts.EndPoints,
        Associations = parts.Associations.ToValueList(),
        PathAttrib = parts.PathAttrib,
        Ero = parts.Ero,
        MorePaths = parts.MorePaths.ToValueList(),
        Attributes = attributes,
        Others = Rest(parts.Others, parts.Rro, parts.ActualBandwidth),
    };

    // Objects that this message has no place for are kept all the same.
    private static ValueList<PcepObject> Rest(Gathering<PcepObject> others, params ReadOnlySpan<PcepObject?> strays)
    {
        foreach (var stray in strays)
        {
            if (stray is not null)
                others.Add(stray);
        }
        return others.ToValueList();
    }
}
