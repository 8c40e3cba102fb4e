using System.Collections.Immutable;
using PceServer.Engine.Lsps;
using PceServer.Engine.Watch;
using PceServer.Topology;

namespace PceServer.Engine.Sessions;

/// <summary>
/// On a new snapshot, picks the LSPs of one PCC whose walk may differ, that have no path and might get one, or whose lost links changed. Every other one is left alone.
/// </summary>
internal sealed class TopologyFollower(PccState state, PathKeeper keeper)
{
    public void Follow(long firstChange)
    {
        var current = state.Engine.Feed.Current;
        if (ReferenceEquals(current, state.Topology))
            return;
        var diff = state.Engine.Diffs.Between(state.Topology, current);
        state.Topology = current;
        if (state.Deferred.Count > 0 && state.Engine.IsTopologyComplete)
            Complete();
        if (diff.IsEmpty || state.Table.Lsps.IsEmpty)
            return;
        foreach (var plsp in state.Footprints.Touched(diff))
            state.Work.Add(new Work(plsp, "the topology changed", MustCompute: false) { FirstChange = firstChange, Diff = diff });
        foreach (var plsp in state.Grouped)
            state.Work.Add(new Work(plsp, "the topology of its group changed", MustCompute: true) { FirstChange = firstChange, Diff = diff });
        foreach (var plsp in state.Restless)
        {
            if (state.Table.Find(plsp) is { } lsp && Cause(lsp, diff) is { } cause)
                state.Work.Add(new Work(plsp, cause, MustCompute: true) { FirstChange = firstChange, Diff = diff });
        }
    }

    /// <summary>Does what was put off while the topology was still being told.</summary>
    public void Complete()
    {
        foreach (var plsp in state.Deferred)
            state.Work.Add(new Work(plsp, "the topology is complete", MustCompute: true));
        state.Deferred.Clear();
    }

    /// <summary>Binding labels lead elsewhere: lists that push one of them are walked again.</summary>
    public void Follow(ImmutableHashSet<Label> bindings)
    {
        foreach (var lsp in state.Table.Lsps.Values)
        {
            if (!lsp.LabelsInUse.IsDefault && lsp.LabelsInUse.Any(bindings.Contains))
                state.Work.Add(new Work(lsp.Plsp, "a binding SID moved", MustCompute: false));
        }
    }

    /// <summary>Another member of a group came, went or asks for something else: all of the group are computed again.</summary>
    public void Follow(DisjointGroupKey group)
    {
        if (state.Table.Sync != SyncState.Done)
            return;
        foreach (var plsp in state.Grouped.Concat(state.Restless))
        {
            if (state.Table.Find(plsp) is { } lsp && lsp.Group?.Group == group && (lsp.IsInGroup || lsp.GroupRefusal is not null))
                state.Work.Add(new Work(plsp, $"{group} changed", MustCompute: true));
        }
    }

    /// <summary>Why an LSP without a path, or away from its path, is looked at; null where this change cannot help it.</summary>
    private string? Cause(Lsp lsp, SnapshotDiff diff)
    {
        foreach (var link in lsp.DisplacedFrom)
        {
            if (diff.Touches(link))
                return $"{link} changed, from which it was moved";
        }
        if (lsp.GroupRefusal is not null && diff.MayHelp)
            return "its group may have room for it now";
        var waits = lsp.Trace is null || (keeper.IsOurs(lsp) && lsp.LacksPath);
        return waits && diff.MayHelp ? "there may be a path now" : null;
    }
}
