using PceServer.Engine.Lsps;
using PceServer.Engine.Paths;
using PceServer.Forwarding.Simulations;
using PceServer.Topology;

namespace PceServer.Admin.Replies;

/// <summary>What a simulation says, as the API shows it.</summary>
internal static class SimulationReplies
{
    public static V1.SimulateReply Of(ScenarioResult result, TopologySnapshot before, IReadOnlyDictionary<string, Lsp> lsps) => new()
    {
        TopologyVersion = before.Version,
        Unchanged = (uint)result.Count(LspOutcome.Unchanged),
        Moved = (uint)result.Count(LspOutcome.Moved),
        Violated = (uint)result.Count(LspOutcome.Violated),
        Lost = (uint)result.Count(LspOutcome.Lost),
        Lsps = { result.Impacts.Where(i => i.Outcome != LspOutcome.Unchanged || i.Before is null).Select(i => Of(i, before, result.Topology, lsps)) },
        Loads = { result.Loads.Where(load => load.Before != load.After).Select(load => Of(load, result.Topology, before)) },
    };

    public static V1.SurveyReply Of(SurveyEntry entry, TopologySnapshot topology, IReadOnlyDictionary<string, Lsp> lsps) => new()
    {
        Failure = entry.Failure,
        Done = (uint)entry.Done,
        Total = (uint)entry.Total,
        Unchanged = (uint)entry.Unchanged,
        Moved = (uint)entry.Count(LspOutcome.Moved),
        Violated = (uint)entry.Count(LspOutcome.Violated),
        Lost = (uint)entry.Count(LspOutcome.Lost),
        Affected = { entry.Affected.Select(i => Of(i, topology, topology, lsps)) },
    };

    private static V1.SimulatedLsp Of(LspImpact impact, TopologySnapshot before, TopologySnapshot after, IReadOnlyDictionary<string, Lsp> lsps)
    {
        var lsp = impact.Before is null ? null : lsps.GetValueOrDefault(impact.Lsp.Name);
        return new V1.SimulatedLsp
        {
            Pcc = lsp?.Pcc.Text ?? "",
            Name = lsp?.Name ?? impact.Lsp.Name,
            Outcome = Words.Of(impact.Outcome),
            Before = impact.Before is { } walked ? TraceReplies.Of(RecordedTrace.Of(walked, before)) : null,
            After = TraceReplies.Of(RecordedTrace.Of(impact.After, after)),
        };
    }

    private static V1.LinkLoad Of(LinkLoad load, TopologySnapshot after, TopologySnapshot before)
    {
        var shown = new V1.LinkLoad
        {
            Link = after.TryFind(load.Link, out var edge) ? LinkText.Of(after, edge) : before.TryFind(load.Link, out edge) ? LinkText.Of(before, edge) : load.Link.ToString(),
            BeforeBytesPerSecond = load.Before,
            AfterBytesPerSecond = load.After,
        };
        if (load.Capacity is { } capacity)
            shown.CapacityBytesPerSecond = capacity;
        return shown;
    }
}
