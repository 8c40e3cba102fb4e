using System.Collections.Immutable;
using PceServer.Topology;

namespace PceServer.Engine.Lsps;

/// <summary>How far a PCC has told its LSPs on this session (RFC 8231 §5.6).</summary>
public enum SyncState : byte
{
    /// <summary>No session.</summary>
    Away, Pending, Running, Done,
}

/// <summary>
/// The LSPs of one PCC. Immutable: every event yields the next table and what changed, so one writer moves it on and any reader may hold it.
/// </summary>
public sealed record LspTable(PccId Pcc)
{
    /// <summary>Reported on this session.</summary>
    public ImmutableDictionary<PlspId, Lsp> Lsps { get; init; } = ImmutableDictionary<PlspId, Lsp>.Empty;

    /// <summary>Known from an earlier session and not reported on this one, by name: PLSP-IDs may be numbered anew.</summary>
    public ImmutableDictionary<string, Lsp> Retained { get; init; } = ImmutableDictionary<string, Lsp>.Empty;

    public SyncState Sync { get; init; } = SyncState.Away;

    /// <summary>Names on this session.</summary>
    private ImmutableDictionary<string, PlspId> Names { get; init; } = ImmutableDictionary<string, PlspId>.Empty;

    /// <summary>What was retained when the session came up: what an unfinished synchronisation falls back to (RFC 8231 §5.6).</summary>
    private ImmutableDictionary<string, Lsp> RetainedBefore { get; init; } = ImmutableDictionary<string, Lsp>.Empty;

    public int Count => Lsps.Count + Retained.Count;

    /// <summary>LSPs that are delegated on this session.</summary>
    public int Delegated { get; private init; }

    public IEnumerable<Lsp> All => Lsps.Values.Concat(Retained.Values);

    public Lsp? Find(PlspId plsp) => Lsps.GetValueOrDefault(plsp);

    public Lsp? Find(string name) => Names.TryGetValue(name, out var plsp) ? Find(plsp) : Retained.GetValueOrDefault(name);

    /// <summary>A session is up: what is known counts as stale until it is reported again.</summary>
    public LspTable BeginSession()
    {
        var retained = AllAsRetained();
        return new LspTable(Pcc) { Retained = retained, RetainedBefore = retained, Sync = SyncState.Pending };
    }

    /// <summary>The session is gone: LSPs stay, their state unknown; what an unfinished synchronisation taught is dropped.</summary>
    public LspTable LoseSession() => new(Pcc) { Retained = Sync is SyncState.Done or SyncState.Away ? AllAsRetained() : RetainedBefore };

    /// <summary>The marker came: what was not reported is gone.</summary>
    public LspTable EndSync(out ImmutableArray<Lsp> purged)
    {
        purged = [.. Retained.Values];
        var none = ImmutableDictionary<string, Lsp>.Empty;
        return this with { Retained = none, RetainedBefore = none, Sync = SyncState.Done };
    }

    /// <summary>Takes in one state report.</summary>
    public LspTable Apply(LspReport report, out LspChange change)
    {
        var table = report.IsSync && Sync == SyncState.Pending ? this with { Sync = SyncState.Running } : this;
        var before = table.Known(report);
        if (report.IsRemoved)
            return table.Remove(report, before, out change);
        var after = Reported(before, report);
        change = new LspChange(before, after, Compare(before, after));
        return (before is null || (!before.IsStale && before.Name == after.Name) ? table : table.Without(before)).With(after);
    }

    /// <summary>Puts in an LSP of this session, or a later version of it.</summary>
    public LspTable With(Lsp lsp) => this with
    {
        Lsps = Lsps.SetItem(lsp.Plsp, lsp),
        Delegated = Delegated + One(lsp) - One(Find(lsp.Plsp)),
        Names = Names.TryGetValue(lsp.Name, out var owner) && owner == lsp.Plsp ? Names : Names.SetItem(lsp.Name, lsp.Plsp),
    };

    /// <summary>Puts in a later version of an LSP of an earlier session.</summary>
    public LspTable WithRetained(Lsp lsp) => this with { Retained = Retained.SetItem(lsp.Name, lsp) };

    private LspTable Without(Lsp lsp) => lsp.IsStale ? this with { Retained = Retained.Remove(lsp.Name) } : this with
    {
        Lsps = Lsps.Remove(lsp.Plsp),
        Delegated = Delegated - One(Find(lsp.Plsp)),
        Names = Names.TryGetValue(lsp.Name, out var owner) && owner == lsp.Plsp ? Names.Remove(lsp.Name) : Names,
    };

    /// <summary>By PLSP-ID on this session; else by name among those retained.</summary>
    private Lsp? Known(LspReport report) =>
        Find(report.Plsp) ?? (report.Name is { } name ? Retained.GetValueOrDefault(name) : null);

    private LspTable Remove(LspReport report, Lsp? before, out LspChange change)
    {
        change = LspChange.Nothing;
        if (before is null)
            return this;
        if (report.Identifiers is { LspId: not 0 } gone && LeavesInstances(before, gone.LspId))
            return With(before with { Instances = before.Instances.Remove(gone.LspId) });
        change = new LspChange(before, null, LspChanges.Removed);
        return Without(before);
    }

    /// <summary>R=1 with an LSP-ID takes away that instance alone, while another one carries the LSP (RFC 8231 §7.3).</summary>
    private static bool LeavesInstances(Lsp lsp, ushort gone) =>
        lsp.Identifiers is { LspId: not 0 } current && current.LspId != gone || lsp.Instances.Remove(gone).Count > 0;

    private Lsp Reported(Lsp? before, LspReport report)
    {
        var known = before ?? new Lsp(Pcc, report.Plsp, report.Name ?? $"plsp-{report.Plsp}");
        var identifiers = report.Identifiers is { IsZero: false } ? report.Identifiers : known.Identifiers;
        var setupType = report.PathSetupType ?? (before is null ? (byte)0 : known.PathSetupType);
        var group = report.Joins ?? (report.LeavesGroup ? null : known.Group);
        var staysInGroup = group is not null && group.Group == known.Group?.Group;
        return known with
        {
            Plsp = report.Plsp,
            Name = report.Name ?? known.Name,
            Identifiers = identifiers,
            Instances = InstancesAfter(known, report.Identifiers, setupType),
            State = report.State,
            IsDelegated = report.IsDelegated,
            IsAdministrativelyUp = report.IsAdministrativelyUp,
            IsPceInitiated = report.IsPceInitiated,
            IsStale = false,
            PathSetupType = setupType,
            ErrorCode = report.ErrorCode,
            Failed = report.State is LspState.Up or LspState.Active ? known.Failed.RemoveAll(list => report.Path.SameLabels(list.Labels)) : known.Failed,
            Policy = report.Policy ?? known.Policy,
            Group = group,
            IsInGroup = staysInGroup && known.IsInGroup,
            GroupRefusal = staysInGroup ? known.GroupRefusal : null,
            BindingLabels = BindingsAfter(known.BindingLabels, report.Bindings),
            Reported = report.Path,
            Actual = report.Actual,
            Demand = report.Demand.ApplyTo(known.Demand),
            Unhonoured = report.Unhonoured ?? (report.Demand.StatesConstraints ? null : known.Unhonoured),
        };
    }

    /// <summary>RSVP-TE LSPs have an instance for each LSP-ID until it is removed; an SR path is replaced in place.</summary>
    private static ImmutableSortedSet<ushort> InstancesAfter(Lsp known, LspIdentifiers? identifiers, byte setupType)
    {
        if (identifiers is not { LspId: not 0 })
            return known.Instances;
        return setupType == 0 ? known.Instances.Add(identifiers.LspId) : [identifiers.LspId];
    }

    /// <summary>A binding that is not mentioned is unchanged; only R=1 takes it away (RFC 9604 §4).</summary>
    private static ImmutableArray<Label> BindingsAfter(ImmutableArray<Label> known, ImmutableArray<BindingStatement> stated)
    {
        foreach (var binding in stated)
        {
            if (binding.IsRemoved)
                known = known.Remove(binding.Label);
            else if (!known.Contains(binding.Label))
                known = known.Add(binding.Label);
        }
        return known;
    }

    private static LspChanges Compare(Lsp? before, Lsp after)
    {
        if (before is null)
            return LspChanges.Added | (after.IsDelegated ? LspChanges.DelegationGiven : LspChanges.None);
        var what = before.IsStale ? LspChanges.Refreshed : LspChanges.None;
        if (after.IsDelegated && !before.IsDelegated)
            what |= LspChanges.DelegationGiven;
        if (!after.IsDelegated && before.IsDelegated)
            what |= LspChanges.DelegationRevoked;
        if (after.State != before.State || after.ErrorCode != before.ErrorCode)
            what |= LspChanges.State;
        if (!after.Reported.Hops.AsSpan().SequenceEqual(before.Reported.Hops.AsSpan()))
            what |= LspChanges.List;
        if (!after.Demand.SameAs(before.Demand) || after.Group != before.Group)
            what |= LspChanges.Demand;
        if (!after.BindingLabels.AsSpan().SequenceEqual(before.BindingLabels.AsSpan()))
            what |= LspChanges.Binding;
        return what;
    }

    private static int One(Lsp? lsp) => lsp is { IsDelegated: true } ? 1 : 0;

    private ImmutableDictionary<string, Lsp> AllAsRetained() =>
        Retained.SetItems(Lsps.Values.Select(lsp => KeyValuePair.Create(
            lsp.Name, lsp with { IsStale = true, IsDelegated = false, State = LspState.Unknown, Updates = Dropped(lsp), Failed = [], DownSince = null })));

    private static ImmutableArray<LspUpdate> Dropped(Lsp lsp) =>
        [.. lsp.Updates.Select(u => u.Outcome == UpdateOutcome.Pending ? u with { Outcome = UpdateOutcome.Dropped } : u)];
}
