using PceServer.Forwarding;
using PceServer.Forwarding.Labels;
using PceServer.Topology;

namespace PceServer.Lab.Forwarding;

/// <summary>Our label tables as OpenFlow rules of one bridge for each node. Where a table has several next hops, the rule takes the first.</summary>
internal sealed class SwitchProgram(TopologySnapshot topology, ForwardingSimulator simulator)
{
    private const int FirstPort = 10;

    public static string Bridge(NodeIndex node) => $"n{node.Value}";

    /// <summary>Port number of a link: the same at both ends.</summary>
    public int Port(EdgeIndex edge) => FirstPort + LowerHalf(edge).Value;

    /// <summary>The interface at which packets over the link come in.</summary>
    public string ReceivingInterface(EdgeIndex edge) => $"l{LowerHalf(edge).Value}{(LowerHalf(edge) == edge ? "b" : "a")}";

    public void Build(OpenVirtualSwitch ovs)
    {
        foreach (var node in topology.Nodes)
            ovs.AddBridge(Bridge(node.Index));
        for (var e = 0; e < topology.EdgeCount; e++)
        {
            var link = topology[new EdgeIndex(e)];
            if (LowerHalf(link.Index) == link.Index)
                ovs.AddLink($"l{e}a", Bridge(link.From), $"l{e}b", Bridge(link.To), Port(link.Index));
        }
        foreach (var node in topology.Nodes)
            ovs.AddFlows(Bridge(node.Index), Flows(node.Index));
    }

    public IEnumerable<string> Interfaces() => Enumerable.Range(0, topology.EdgeCount).Select(e => ReceivingInterface(new EdgeIndex(e)));

    private IEnumerable<string> Flows(NodeIndex node)
    {
        yield return "table=0,priority=0,actions=drop";
        // Explicit null ends here: the payload is this node's.
        yield return "table=0,priority=10,mpls,mpls_label=0,mpls_bos=1,actions=drop";
        yield return "table=0,priority=10,mpls,mpls_label=0,mpls_bos=0,actions=pop_mpls:0x8847,resubmit(,0)";
        foreach (var entry in simulator.LabelTableOf(node))
        {
            foreach (var isBottom in new[] { 0, 1 })
            {
                var match = $"mpls,mpls_label={entry.Label},mpls_bos={isBottom}";
                var actions = Actions(entry, isBottom == 1);
                yield return $"table=0,priority=10,{match},actions={actions}";
                // OpenFlow sends nothing back where it came from unless it is told so by that name; a stack may want it.
                if (!entry.NextHops.IsEmpty && Port(entry.NextHops[0].Edge) is var port && actions.EndsWith($"output:{port}", StringComparison.Ordinal))
                    yield return $"table=0,priority=20,in_port={port},{match},actions={actions[..^$"output:{port}".Length]}in_port";
            }
        }
    }

    private string Actions(LabelTableEntry entry, bool isBottom)
    {
        var pop = isBottom ? "pop_mpls:0x0800" : "pop_mpls:0x8847";
        if (entry.IsOwn)
            return isBottom ? "drop" : $"{pop},resubmit(,0)";
        if (entry.NextHops.IsEmpty || !entry.NextHops[0].HasLabel)
            return "drop";
        var hop = entry.NextHops[0];
        return hop.Label is { } label ? $"set_mpls_label:{label},dec_mpls_ttl,output:{Port(hop.Edge)}" : $"{pop},output:{Port(hop.Edge)}";
    }

    private EdgeIndex LowerHalf(EdgeIndex edge) => topology[edge].Reverse is { } reverse && reverse.Value < edge.Value ? reverse : edge;
}
