using System.Collections.Immutable;
using PceServer.Engine.Lsps;
using PceServer.Engine.Paths;
using PceServer.Topology;

namespace PceServer.Engine.Ledger;

/// <summary>What an LSP or an answer adds to the overlay.</summary>
internal static class LedgerEntries
{
    public static LedgerEntry Of(Lsp lsp)
    {
        var labels = lsp.LabelsInUse;
        if (lsp.Trace is not { } trace || trace.Hops.IsEmpty || labels.IsDefaultOrEmpty)
            return LedgerEntry.Nothing;
        var isUsed = lsp.IsUp || lsp.IsProvided;
        var bindings = lsp.IsUp
            ? lsp.BindingLabels.Select(label => new BindingSid(trace.Hops[0].NodeKey, label, labels, lsp.Name)
            {
                Endpoint = lsp.Policy?.Endpoint ?? lsp.Demand.Destination ?? default,
                Color = lsp.Policy?.Color ?? 0,
            }).ToImmutableArray()
            : [];
        return new(isUsed ? lsp.Demand.Constraints.BandwidthBytesPerSecond : 0, trace.Links, bindings) { Labels = labels, Shares = trace.Shares };
    }

    public static LedgerEntry Of(PathDemand demand, RecordedTrace trace) => new(demand.Constraints.BandwidthBytesPerSecond, trace.Links, []) { Shares = trace.Shares };
}
