using System.Globalization;
using System.Text;
using PceServer.Engine.Paths;
using PceServer.Topology;

namespace PceServer.Admin.Replies;

/// <summary>Paths, segment lists and traces as the API shows them.</summary>
internal static class TraceReplies
{
    public static V1.Trace Of(RecordedTrace trace)
    {
        var reply = new V1.Trace { Verdict = Words.Of(trace.Verdict), Reason = trace.Reason, TopologyVersion = trace.TopologyVersion };
        foreach (var hop in trace.Hops)
        {
            var shown = new V1.TraceHop
            {
                Id = (uint)hop.Id,
                Node = hop.Node,
                Action = Words.Of(hop.Action),
                Note = hop.Note,
                Link = Link(trace, hop),
                StackIn = { hop.StackIn.Select(l => l.Value) },
                StackOut = { hop.StackOut.Select(l => l.Value) },
            };
            if (hop.Parent is { } parent)
                shown.Parent = (uint)parent;
            reply.Hops.Add(shown);
        }
        return reply;
    }

    public static V1.Hop Of(RecordedHop hop) =>
        new() { Node = hop.Node, Link = LinkText.Of(hop.From, hop.Node, hop.Link), RouterId = hop.RouterId?.ToString() ?? "" };

    public static V1.Segment Of(RecordedSegment segment, string from) => new()
    {
        Label = segment.Label.Value,
        Kind = Words.Of(segment.Kind),
        Node = segment.Node,
        Link = segment.Link is { } link ? LinkText.Of(from, segment.Node, link) : "",
        Algorithm = segment.Algorithm,
        Reason = segment.Reason ?? "",
    };

    /// <summary>A segment's link leaves where the segment before it ended.</summary>
    public static IEnumerable<V1.Segment> Segments(RecordedPath path)
    {
        var from = path.Hops.IsEmpty ? "" : path.Hops[0].From;
        foreach (var segment in path.Segments)
        {
            yield return Of(segment, from);
            from = segment.Node;
        }
    }

    /// <summary>One line a hop, for a terminal.</summary>
    public static string Table(RecordedTrace trace)
    {
        var rows = trace.Hops.Select(h => (Node: Indent(trace, h) + h.Node, In: Stack(h.StackIn), Action: Words.Of(h.Action), Out: Stack(h.StackOut), h.Note)).ToList();
        var node = rows.Select(r => r.Node.Length).Append(4).Max();
        var stackIn = rows.Select(r => r.In.Length).Append(8).Max();
        var stackOut = rows.Select(r => r.Out.Length).Append(9).Max();
        var table = new StringBuilder();
        table.Append("node".PadRight(node)).Append("  ").Append("stack in".PadRight(stackIn)).Append("  action    ").Append("stack out".PadRight(stackOut)).Append("  note\n");
        foreach (var row in rows)
        {
            table.Append(row.Node.PadRight(node)).Append("  ").Append(row.In.PadRight(stackIn)).Append("  ").Append(row.Action.PadRight(8)).Append("  ")
                .Append(row.Out.PadRight(stackOut)).Append("  ").Append(row.Note).Append('\n');
        }
        return table.Append(CultureInfo.InvariantCulture, $"{Words.Of(trace.Verdict)}{(trace.Reason.Length > 0 ? $": {trace.Reason}" : "")}\n").ToString();
    }

    private static string Link(RecordedTrace trace, RecordedTraceHop hop) =>
        hop.Link is { } link && hop.Parent is { } parent ? LinkText.Of(trace.Hops[parent].Node, hop.Node, link) : "";

    /// <summary>Branches stand further in than the line that they leave.</summary>
    private static string Indent(RecordedTrace trace, RecordedTraceHop hop)
    {
        var depth = 0;
        for (var at = hop; at.Parent is { } parent; at = trace.Hops[parent])
        {
            if (trace.Hops.Count(h => h.Parent == parent) > 1)
                depth++;
        }
        return new string(' ', depth * 2);
    }

    private static string Stack(IEnumerable<Label> labels) => string.Join('/', labels) is { Length: > 0 } text ? text : "-";
}
