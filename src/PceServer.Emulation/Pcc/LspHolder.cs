using PceServer.Pcep;
using PceServer.Wire;

namespace PceServer.Emulation;

/// <summary>The LSPs of an emulated router, and the rules by which it takes or refuses what a PCE asks.</summary>
internal sealed class LspHolder
{
    private readonly EmulatedPccOptions _options;
    private readonly SortedDictionary<uint, EmulatedLsp> _lsps = [];
    private uint _lastPlspId;

    public LspHolder(EmulatedPccOptions options, IEnumerable<LspPlan> plans)
    {
        _options = options;
        foreach (var plan in plans)
            Add(plan);
    }

    public IEnumerable<EmulatedLsp> All => _lsps.Values;

    public EmulatedLsp? Named(string name) => _lsps.Values.FirstOrDefault(lsp => lsp.Name == name);

    public EmulatedLsp Add(LspPlan plan) => Keep(new EmulatedLsp(plan.Name, NextId(), _options.RouterId, plan.Destination)
    {
        Constraints = plan.Constraints,
        Associations = plan.Associations,
        IsDelegated = plan.IsDelegated,
        Ero = new EroObject(((IEnumerable<uint>)plan.Labels).Select(Subobject (label) => SrEro.FromLabel(label)).ToValueList()),
        State = plan.Labels.Count > 0 ? OperationalState.Active : OperationalState.Down,
    });

    public EmulatedLsp Keep(EmulatedLsp lsp) => _lsps[lsp.PlspId.Value] = lsp;

    public void Remove(EmulatedLsp lsp) => _lsps.Remove(lsp.PlspId.Value);

    /// <summary>RFC 8231 §6.2.</summary>
    public LspVerdict Judge(UpdateRequest request)
    {
        if (request.Srp is not { } srp)
            return new LspVerdict.Refuse(PcepErrors.SrpMissing, null);
        if (!_lsps.TryGetValue(request.Lsp.PlspId.Value, out var lsp))
            return new LspVerdict.Refuse(PcepErrors.UnknownPlspId, srp);
        if (!lsp.IsDelegated)
            return new LspVerdict.Refuse(PcepErrors.NotDelegated, srp);
        if (!request.Lsp.Has(LspFlags.Delegate))
            return new LspVerdict.Keep(lsp with { IsDelegated = false }, srp.SrpId);
        if (request.Ero is not { } ero)
            return new LspVerdict.Refuse(PcepErrors.EroMissing, srp);
        return PathFault(ero) is { } error
            ? new LspVerdict.Refuse(error, srp)
            : new LspVerdict.Keep(Rerouted(lsp, ero, request.Lsp.Has(LspFlags.Administrative)) with { LastSrp = srp.SrpId }, srp.SrpId);
    }

    /// <summary>RFC 8281 §5.3 and §5.4.</summary>
    public LspVerdict Judge(InitiateRequest request)
    {
        if (request.Srp is not { } srp)
            return new LspVerdict.Refuse(PcepErrors.SrpMissing, null);
        return (srp.Flags & SrpFlags.Remove) != 0 ? Removal(request.Lsp.PlspId, srp) : Creation(request, srp);
    }

    private LspVerdict Removal(PlspId id, SrpObject srp)
    {
        if (id.IsNone)
            return new LspVerdict.Remove([.. _lsps.Values.Where(lsp => lsp is { IsPceInitiated: true, IsDelegated: true })], srp.SrpId);
        if (!_lsps.TryGetValue(id.Value, out var lsp))
            return new LspVerdict.Refuse(PcepErrors.UnknownPlspId, srp);
        if (!lsp.IsPceInitiated)
            return new LspVerdict.Refuse(PcepErrors.NotPceInitiated, srp);
        return lsp.IsDelegated ? new LspVerdict.Remove([lsp], srp.SrpId) : new LspVerdict.Refuse(PcepErrors.NotDelegated, srp);
    }

    private LspVerdict Creation(InitiateRequest request, SrpObject srp)
    {
        if (!request.Lsp.PlspId.IsNone)
            return new LspVerdict.Refuse(PcepErrors.NonzeroPlspId, srp);
        if (request.Lsp.Name is not { Length: > 0 } name)
            return new LspVerdict.Refuse(PcepErrors.SymbolicPathNameMissing, srp);
        if (Named(name) is not null)
            return new LspVerdict.Refuse(PcepErrors.SymbolicPathNameInUse, srp);
        if (request.Ero is not { } ero)
            return new LspVerdict.Refuse(PcepErrors.EroMissing, srp);
        if (_lsps.Values.Count(lsp => lsp.IsPceInitiated) >= _options.MaximumInitiatedLsps)
            return new LspVerdict.Refuse(PcepErrors.InitiatedLimitReached, srp);
        if (PathFault(ero) is { } error)
            return new LspVerdict.Refuse(error, srp);
        var destination = request.EndPoints?.DestinationAddress is { IsIpv6: false } end ? end.Ipv4 : default;
        var lsp = new EmulatedLsp(name, NextId(), _options.RouterId, destination)
        {
            IsDelegated = true,
            IsPceInitiated = true,
            Constraints = request.Attributes,
            Associations = request.Associations,
            LastSrp = srp.SrpId,
        };
        return new LspVerdict.Keep(Rerouted(lsp, ero, isAdministrativelyUp: true), srp.SrpId);
    }

    // An empty ERO says that there is no path: this router then takes the LSP down (RFC 8231 §6.2).
    private static EmulatedLsp Rerouted(EmulatedLsp lsp, EroObject ero, bool isAdministrativelyUp)
    {
        var state = !isAdministrativelyUp || ero.Subobjects.Count == 0 ? OperationalState.Down : OperationalState.GoingUp;
        return lsp with { Ero = ero, State = state, IsAdministrativelyUp = isAdministrativelyUp, PathChanges = lsp.PathChanges + 1 };
    }

    // RFC 8664 §5.2.1: the checks of whoever has to push the labels.
    private PcepErrorCode? PathFault(EroObject ero)
    {
        if (ero.Subobjects.Count > _options.MaximumSidDepth)
            return PcepErrors.TooManySrSubobjects;
        foreach (var subobject in ero.Subobjects)
        {
            if (subobject is not SrEro segment)
                return PcepErrors.MixedEro;
            if ((segment.Flags & SrEroFlags.SidAbsent) != 0)
                return PcepErrors.UnsupportedParameter;
            if (segment.Index is not null)
                return PcepErrors.UnknownSid;
            if (segment.Label is 3)
                return PcepErrors.BadLabel;
        }
        return null;
    }

    private PlspId NextId() => new(++_lastPlspId);
}
