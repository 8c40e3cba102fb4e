using PceServer.Topology;

namespace PceServer.Forwarding.Walking;

/// <summary>Whether a node delivers a payload itself: it announces the longest matching prefix.</summary>
internal static class Delivery
{
    public static bool Announces(TopologySnapshot topology, NodeIndex node, IpAddress payload)
    {
        int longest = -1, own = -1;
        foreach (var prefix in topology.Prefixes)
        {
            if (!prefix.Key.Prefix.Contains(payload))
                continue;
            longest = Math.Max(longest, prefix.Key.Prefix.Length);
            if (prefix.Node == node && !prefix.Attributes.IsReadvertised)
                own = Math.Max(own, prefix.Key.Prefix.Length);
        }
        return own >= 0 ? own == longest : topology[node].Attributes.RouterIds.Contains(payload);
    }
}
