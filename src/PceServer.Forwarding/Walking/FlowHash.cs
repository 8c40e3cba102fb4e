using PceServer.Topology;

namespace PceServer.Forwarding.Walking;

/// <summary>
/// Which branch a flow takes: the one with the highest draw from flow, node and link, weighted. What real routers draw is not known; this one has what matters
/// of it: it is even, it does not depend on numbering, and a flow moves only when its own branch goes away.
/// </summary>
internal static class FlowHash
{
    public static Exit Choose(TopologySnapshot topology, uint flow, int node, List<Exit> exits)
    {
        var seed = Mix(flow + 0x9E3779B97F4A7C15) ^ topology.Nodes[node].Key.RouterId.Value;
        var best = exits[0];
        var highest = double.NegativeInfinity;
        foreach (var exit in exits)
        {
            var draw = (Mix(seed ^ Identity(topology.KeyOf(new EdgeIndex(exit.Edge)))) >> 11) * (1.0 / (1UL << 53));
            var score = -exit.Weight / Math.Log(draw + double.Epsilon);
            if (score > highest)
                (best, highest) = (exit, score);
        }
        return best;
    }

    private static ulong Identity(LinkKey key)
    {
        var address = key.LocalAddress ?? key.LocalIpv6Address ?? default;
        return Mix(key.Remote.RouterId.Value * 31 + address.Low + (address.High * 17) + ((ulong)key.LocalIdentifier << 32));
    }

    /// <summary>A finaliser that lets every input bit reach every output bit.</summary>
    private static ulong Mix(ulong value)
    {
        value ^= value >> 30;
        value *= 0xBF58476D1CE4E5B9;
        value ^= value >> 27;
        value *= 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
