using Microsoft.Extensions.Logging;
using PceServer.Engine.Ledger;
using PceServer.Engine.Lsps;
using PceServer.Engine.Mapping.Pcep;
using PceServer.Engine.Queries;
using PceServer.Pcep;

namespace PceServer.Engine.Sessions;

/// <summary>Takes in PCRpt: synchronisation, delegation, state (RFC 8231 §5.6 to §5.8). One bad report never takes the others with it.</summary>
internal sealed partial class ReportHandler(PccState state, PathKeeper keeper, FailedLists failed, ILogger log)
{
    private const byte ResourceLimitType = 4;
    private const byte ResourceLimitValue = 1;
    private readonly ILogger _log = log;

    public void Handle(PcRpt message)
    {
        if (!state.Peer.IsStateful)
        {
            state.End(PcepErrors.ReportWithoutCapability, CloseReason.NoExplanation);
            return;
        }
        foreach (var report in message.Reports)
        {
            if (!IsMisplaced(report) && !Handle(Grouped(report)))
                return;
        }
    }

    /// <summary>Who made an LSP is named only where a PCE made it; otherwise the LSP is passed over (RFC 8281 §5.3.2).</summary>
    private bool IsMisplaced(StateReport report)
    {
        if (report.Lsp.Has(LspFlags.Create) || report.Lsp.Tlv<SpeakerEntityId>() is null)
            return false;
        LogIgnored(state.Pcc, "report that names a PCE as the maker of an LSP that none made");
        state.Send(new PcErr([new ErrorGroup([new PcepErrorObject(PcepErrors.SpeakerIdentityNotExpected)])
        {
            Srps = [new SrpObject(report.Srp?.SrpId ?? SrpId.Unsolicited)],
            Lsps = [new LspObject(report.Lsp.PlspId)],
        }]));
        return true;
    }

    private bool Handle(LspReport report)
    {
        if (report.IsEndOfSync)
            EndSync();
        else if (report.Plsp.IsNone)
            LogIgnored(state.Pcc, "report for PLSP-ID 0");
        else if (!report.IsRemoved && state.Table.Find(report.Plsp) is null && state.Table.Lsps.Count >= state.Engine.Options.Pcep.MaximumLspsPerPcc)
            return Overflow();
        else
            Apply(Typed(report));
        return true;
    }

    /// <summary>A group that the LSP cannot be in earns an error, and the LSP stays where it was (RFC 8697 §6.4, RFC 8800 §5.1).</summary>
    private LspReport Grouped(StateReport said)
    {
        var report = ReportMapping.ToDomain(said);
        var statement = DisjointMapping.ToDomain(said.Associations);
        if ((statement.Fault ?? Misfit(report, statement)) is not { } fault)
            return report with { Joins = statement.Joins, LeavesGroup = statement.Leaves };
        LogUnhonoured(state.Pcc, report.Name ?? $"plsp-{report.Plsp}", fault.Error, fault.Reason);
        state.Send(PcErr.For(new ProtocolFault(fault.Error, FaultScope.Object, fault.Reason) { Srp = new SrpObject(new SrpId(report.SrpId)) }));
        return report;
    }

    private (PcepErrorCode Error, string Reason)? Misfit(LspReport report, DisjointStatement statement)
    {
        var known = state.Table.Find(report.Plsp);
        var key = new BookingKey(state.Pcc, report.Name ?? known?.Name ?? "");
        if (report.IsRemoved || statement.Joins is not { } joins)
        {
            if (report.IsRemoved || statement.Leaves)
                state.Engine.Groups.TryClaim(key, null);
            return null;
        }
        if (known is { Group: { } current } && current.Group != joins.Group && !statement.Leaves)
            return (PcepErrors.CannotJoinAssociation, $"it is in {current.Group} already");
        return state.Engine.Groups.TryClaim(key, joins) ? null : (PcepErrors.AssociationMismatch, $"other members of {joins.Group} ask for something else");
    }

    /// <summary>A peer that knows no path setup type but SR says none.</summary>
    private LspReport Typed(LspReport report) =>
        report.PathSetupType is null && state.Table.Find(report.Plsp) is null && !state.Peer.PathSetupTypes.Contains((byte)0)
            ? report with { PathSetupType = (byte)PathSetup.SegmentRouting }
            : report;

    private void Apply(LspReport report)
    {
        // A PCC that reports outside of a synchronisation that it never began has nothing from before to tell.
        if (!report.IsSync && state.Table.Sync == SyncState.Pending)
            EndSync();
        var table = state.Table.Apply(report, out var change);
        state.Table = table;
        if (change.Has(LspChanges.Removed))
        {
            Removed(change.Before!);
            return;
        }
        if (change.After is not { } lsp)
            return;
        if (change.Before is { } before && before.Name != lsp.Name)
            state.Forget(before);
        lsp = Confirmed(lsp, report, out var refused);
        lsp = Adopted(lsp, change, out var hasDemand);
        if (hasDemand)
            change = change with { What = change.What | LspChanges.Demand };
        var query = state.QueryFor(lsp, state.Topology);
        lsp = failed.Watched(keeper.Watched(change.Before ?? lsp, keeper.Walk(lsp, query, state.Topology)));
        state.Keep(lsp);
        Say(change, lsp);
        if (report.Unhonoured is { } reason && lsp.IsDelegated && change.What != LspChanges.None)
            Refuse(lsp, report, reason);
        else
            Follow(change, lsp);
        if (refused is not null)
            failed.Fail(state.Table.Find(lsp.Plsp) ?? lsp, refused.Labels, $"{(LspError)report.ErrorCode!}", IsListBad((LspError)report.ErrorCode));
    }

    /// <summary>Limits of the router have nothing to do with the list (RFC 8231 §7.3.3).</summary>
    private static bool IsListBad(LspError error) => error is not (LspError.LimitReached or LspError.TooManyPendingUpdates);

    /// <summary>A path without a constraint that must be kept would be worse than none: the router is told, and the LSP stays as it is (RFC 5440 §7.2).</summary>
    private void Refuse(Lsp lsp, LspReport report, string reason)
    {
        LogUnhonoured(state.Pcc, lsp.Name, report.UnhonouredError, reason);
        state.Send(PcErr.For(new ProtocolFault(report.UnhonouredError, FaultScope.Object, reason) { Srp = new SrpObject(new SrpId(report.SrpId)) }));
        state.Keep(lsp with { Why = reason });
    }

    /// <summary>What a report asks of the PCE: a path for what is delegated now or asks for something else, the delegation back for what it cannot path.</summary>
    private void Follow(LspChange change, Lsp lsp)
    {
        if (change.Has(LspChanges.DelegationRevoked))
            state.Keep(UpdateHistory.Settle(lsp, state.Outstanding.Drop(lsp.Plsp), UpdateOutcome.Dropped, "delegation revoked"));
        if (state.Table.Sync != SyncState.Done)
            return;
        if (change.Has(LspChanges.DelegationGiven | LspChanges.Demand) && lsp.IsDelegated)
            Take(lsp, change.Has(LspChanges.DelegationGiven) ? "delegated" : "constraints changed");
    }

    private void Take(Lsp lsp, string cause)
    {
        if (keeper.IsOurs(lsp))
            state.Work.Add(new Work(lsp.Plsp, cause, MustCompute: true));
        else if (state.Peer.CanUpdate && lsp.Unhonoured is null)
            Return(lsp);
    }

    /// <summary>This PCE computes SR-MPLS paths only; what it cannot serve it gives back (RFC 8231 §5.7.3).</summary>
    private void Return(Lsp lsp)
    {
        LogReturned(state.Pcc, lsp.Name, lsp.PathSetupType);
        var id = state.Outstanding.NextSrpId();
        state.Send(UpdateMapping.ToReturn(lsp, id));
        state.Outstanding.Add(lsp.Plsp, id, state.Engine.Time.GetTimestamp());
        state.Keep(lsp.WithUpdate(new(id, state.Engine.Time.GetUtcNow(), $"path setup type {lsp.PathSetupType} is not ours", [], UpdateOutcome.Pending)));
    }

    /// <summary>A report answers every update of its LSP up to its SRP-ID.</summary>
    /// <param name="refused">The update that its error is about; null where it has none, or the LSP was shut by an operator.</param>
    private Lsp Confirmed(Lsp lsp, LspReport report, out LspUpdate? refused)
    {
        var answered = state.Outstanding.Confirm(lsp.Plsp, report.SrpId);
        refused = null;
        if (report.ErrorCode is not { } error || answered.IsEmpty)
            return UpdateHistory.Settle(lsp, answered, UpdateOutcome.Confirmed, null);
        if (error != (uint)LspError.AdministrativelyBroughtDown)
            refused = lsp.Updates.FirstOrDefault(update => answered.Any(a => a.SrpId == update.SrpId));
        return UpdateHistory.Settle(lsp, answered, UpdateOutcome.Refused, $"LSP-ERROR-CODE {error} {(LspError)error}");
    }

    /// <summary>The demand of the PCReq whose answer this report carries now belongs to its LSP.</summary>
    private Lsp Adopted(Lsp lsp, LspChange change, out bool hasDemand)
    {
        hasDemand = false;
        if (!lsp.Reported.IsLabelStack || !change.Has(LspChanges.Added | LspChanges.List | LspChanges.Refreshed)
            || state.Requests.Take(lsp.Reported.Labels) is not { } answered)
            return lsp;
        state.Engine.Ledger.Clear(BookingKey.Of(state.Pcc, answered.Request));
        hasDemand = !answered.Demand.SameAs(lsp.Demand);
        LogAdopted(state.Pcc, lsp.Name, answered.Request);
        return lsp with { Demand = answered.Demand };
    }

    private void EndSync()
    {
        state.Table = state.Table.EndSync(out var purged);
        foreach (var gone in purged)
        {
            state.Forget(gone);
            LogPurged(state.Pcc, gone.Name);
        }
        LogSynchronised(state.Pcc, state.Table.Lsps.Count, purged.Length);
        state.Event(PceEventKind.Session, $"synchronised: {state.Table.Lsps.Count} LSPs, {purged.Length} no longer there");
        foreach (var lsp in state.Table.Lsps.Values)
        {
            if (lsp.IsDelegated)
                Take(lsp, "delegated");
        }
    }

    private void Removed(Lsp lsp)
    {
        state.Drop(lsp);
        LogRemoved(state.Pcc, lsp.Name);
        state.Event(PceEventKind.Lsp, "removed", lsp);
    }

    private bool Overflow()
    {
        LogOverflow(state.Pcc, state.Engine.Options.Pcep.MaximumLspsPerPcc);
        state.Send(new PcNtf(new NotificationObject(ResourceLimitType, ResourceLimitValue)));
        state.End(null, CloseReason.NoExplanation);
        return false;
    }

    private void Say(LspChange change, Lsp lsp)
    {
        const LspChanges worthSaying = LspChanges.Added | LspChanges.State | LspChanges.DelegationGiven | LspChanges.DelegationRevoked | LspChanges.List;
        if (!change.Has(worthSaying))
            return;
        var labels = lsp.Reported.IsLabelStack ? string.Join(' ', lsp.Reported.Labels) : string.Join(' ', lsp.Reported.Hops);
        LogReport(state.Pcc, lsp.Name, lsp.State, labels, lsp.IsDelegated, change.What);
        state.Event(PceEventKind.Lsp, $"{lsp.State} [{labels}]{(lsp.IsDelegated ? " delegated" : "")}", lsp);
    }
}
