using System.Globalization;
using System.Text;

namespace PceServer.Topology;

/// <summary>Graphviz: one line for a link with both directions where these agree, an arrow for each where they do not.</summary>
internal static class DotExport
{
    public static string Write(TopologySnapshot topology)
    {
        var text = new StringBuilder("digraph topology {\n  node [shape=box, style=rounded];\n  edge [fontsize=10];\n");
        foreach (var node in topology.Nodes)
        {
            var details = string.Join("\\n", Details(topology, node).Select(Escaped));
            text.Append(CultureInfo.InvariantCulture,
                $"  {node.Index} [label=\"{details}\"{(node.IsPseudonode ? ", shape=point" : "")}{(topology.NoTransit[node.Index.Value] ? ", style=dashed" : "")}];\n");
        }
        for (var e = 0; e < topology.EdgeCount; e++)
        {
            var reverse = topology.EdgeReverse[e];
            var isSame = reverse >= 0 && topology.EdgeIgpMetric[e] == topology.EdgeIgpMetric[reverse];
            if (isSame && reverse < e)
                continue;
            var metric = topology.EdgeIgpMetric[e] == Metric.Missing ? "" : $"{topology.EdgeIgpMetric[e]}";
            text.Append(CultureInfo.InvariantCulture,
                $"  n{topology.EdgeFrom[e]} -> n{topology.EdgeTo[e]} [label=\"{metric}\"{(isSame ? ", dir=none" : "")}];\n");
        }
        return text.Append("}\n").ToString();
    }

    private static IEnumerable<string> Details(TopologySnapshot topology, Node node)
    {
        yield return node.DisplayName;
        if (node.RouterId is { } routerId && routerId.ToString() != node.DisplayName)
            yield return routerId.ToString();
        if (topology.TryGetNodeSid(node.Index, 0, out var sid))
            yield return sid.Sid.IsLabel ? $"label {sid.Sid.Value}" : $"SID {sid.Sid.Value}";
    }

    private static string Escaped(string text) => text.Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("\n", "\\n").Replace("\r", "");
}
