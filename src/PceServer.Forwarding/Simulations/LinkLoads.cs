using System.Collections.Immutable;
using PceServer.Topology;

namespace PceServer.Forwarding.Simulations;

/// <summary>Adds up what LSPs carry over each link. Traffic that does not arrive counts nowhere.</summary>
public static class LinkLoads
{
    /// <summary>Bytes per second by directed link, as the traces split it.</summary>
    public static Dictionary<EdgeIndex, double> Of(IEnumerable<(Trace Trace, double BytesPerSecond)> flows)
    {
        var loads = new Dictionary<EdgeIndex, double>();
        foreach (var (trace, rate) in flows)
            Add(loads, trace, rate);
        return loads;
    }

    internal static ImmutableArray<LinkLoad> Of(TopologySnapshot before, TopologySnapshot after, LspImpact[] impacts)
    {
        var old = Of(impacts.Where(i => i.Before is not null && i.Lsp.BytesPerSecond > 0).Select(i => (i.Before!, i.Lsp.BytesPerSecond)));
        var now = Of(impacts.Where(i => i.Lsp.BytesPerSecond > 0).Select(i => (i.After, i.Lsp.BytesPerSecond)));
        var loads = new Dictionary<LinkKey, LinkLoad>();
        foreach (var (edge, load) in old)
            loads[before.KeyOf(edge)] = new LinkLoad(before.KeyOf(edge), load, 0, before.AttributesOf(edge).MaximumBandwidth);
        foreach (var (edge, load) in now)
        {
            var key = after.KeyOf(edge);
            loads[key] = new LinkLoad(key, loads.TryGetValue(key, out var known) ? known.Before : 0, load, after.AttributesOf(edge).MaximumBandwidth);
        }
        return [.. loads.Values];
    }

    private static void Add(Dictionary<EdgeIndex, double> loads, Trace trace, double rate)
    {
        if (rate <= 0 || trace.Verdict is not (TraceVerdict.Delivered or TraceVerdict.ViolatesConstraints))
            return;
        foreach (var step in trace.Steps)
        {
            loads[step.Edge] = loads.GetValueOrDefault(step.Edge) + (rate * step.Share);
            if (step.LanEdge is { } lan)
                loads[lan] = loads.GetValueOrDefault(lan) + (rate * step.Share);
        }
    }
}
