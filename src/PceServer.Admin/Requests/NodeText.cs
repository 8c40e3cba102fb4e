using PceServer.Topology;

namespace PceServer.Admin.Requests;

/// <summary>Nodes as operators call them: router id or another address, name, or IGP id.</summary>
internal static class NodeText
{
    public static NodeIndex Required(TopologySnapshot topology, string text, string field, BadRequest bad)
    {
        if (text.Length == 0)
            bad.Add(field, "is required: a node by router id, name or IGP id");
        else if (topology.TryFind(text, out var node))
            return node;
        else if (topology.NodeCount == 0)
            bad.Add(field, $"\"{text}\" is no node: no topology is loaded yet");
        else
            bad.Add(field, $"\"{text}\" is no node of topology version {topology.Version}");
        return default;
    }

    /// <summary>The node as constraints name it; empty, with the complaint made, when there is none or it has no address.</summary>
    public static NetworkElement Element(TopologySnapshot topology, string text, string field, BadRequest bad)
    {
        if (!topology.TryFind(text, out var node))
            Required(topology, text, field, bad);
        else if (topology[node].RouterId is { } address)
            return new NetworkElement { Node = address };
        else
            bad.Add(field, $"\"{text}\" has no address by which a path could be told of it");
        return new NetworkElement();
    }
}
