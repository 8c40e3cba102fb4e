using System.Collections.Immutable;
using PceServer.Engine;
using PceServer.Engine.Lsps;
using PceServer.Forwarding;
using PceServer.Forwarding.Simulations;
using PceServer.Topology;

namespace PceServer.Admin.Services;

/// <summary>The network and its LSPs at one moment, for questions of what would be.</summary>
/// <param name="Lsps">By the key that stands for them in the simulation.</param>
internal sealed record SimulatedNetwork(TopologySnapshot Topology, ForwardingSimulator Simulator, IReadOnlyDictionary<string, Lsp> Lsps, ImmutableArray<SimulatedLsp> Walks)
{
    public static SimulatedNetwork Of(PceEngine engine)
    {
        var topology = engine.Topology;
        var lsps = new Dictionary<string, Lsp>();
        var walks = ImmutableArray.CreateBuilder<SimulatedLsp>();
        foreach (var lsp in LspsService.InOrder(engine))
        {
            if (Walk(topology, lsp) is not { } walk)
                continue;
            lsps[walk.Name] = lsp;
            walks.Add(walk);
        }
        return new SimulatedNetwork(topology, new ForwardingSimulator(topology, engine.Ledger.Current), lsps, walks.DrainToImmutable());
    }

    /// <summary>Null where there is no stack to walk, or nowhere to start or end.</summary>
    private static SimulatedLsp? Walk(TopologySnapshot topology, Lsp lsp)
    {
        if (lsp.LabelsInUse.IsDefaultOrEmpty || lsp.HeadEnd is null || lsp.Tail is null
            || !topology.TryFind(lsp.HeadEnd, out var headEnd) || !topology.TryFind(lsp.Tail, out var tail))
            return null;
        var bandwidth = lsp.Demand.Constraints.BandwidthBytesPerSecond;
        var request = new TraceRequest(headEnd, lsp.LabelsInUse, tail)
        {
            Constraints = lsp.Demand.Constraints,
            // What it has booked itself does not stand in its way.
            OwnBookings = bandwidth == 0 || lsp.Trace is not { } trace ? ImmutableDictionary<LinkKey, ulong>.Empty
                : trace.Links.Distinct().ToImmutableDictionary(link => link, _ => bandwidth),
        };
        return new SimulatedLsp($"{lsp.Pcc} {lsp.Plsp} {lsp.Name}", request, bandwidth);
    }
}
