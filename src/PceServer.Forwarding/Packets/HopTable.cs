using System.Globalization;
using System.Text;
using PceServer.Topology;

namespace PceServer.Forwarding.Packets;

/// <summary>A trace as a table for people: hop, where it came from and over which link, the stack in and out, what was done and why.</summary>
public static class HopTable
{
    private static readonly string[] s_titles = ["hop", "from", "node", "link", "in", "out", "action", "note"];

    public static string Text(TopologySnapshot topology, Trace trace)
    {
        var rows = new List<string[]> { s_titles };
        rows.AddRange(trace.Hops.Select(hop => Row(topology, trace, hop)));
        var widths = Enumerable.Range(0, s_titles.Length).Select(c => rows.Max(r => r[c].Length)).ToArray();
        var text = new StringBuilder();
        foreach (var row in rows)
            text.AppendJoin("  ", row.Select((cell, c) => cell.PadRight(widths[c]))).TrimEnd().Append('\n');
        var verdict = trace.Reason.Length == 0 ? $"{trace.Verdict}" : $"{trace.Verdict}: {trace.Reason}";
        return text.Append(CultureInfo.InvariantCulture, $"{verdict} (topology {trace.TopologyVersion})\n").ToString();
    }

    private static string[] Row(TopologySnapshot topology, Trace trace, TraceHop hop)
    {
        var parents = trace.Steps.Where(s => s.To == hop.Id).Select(s => s.From).Distinct().Order();
        return
        [
            hop.Id.ToString(CultureInfo.InvariantCulture),
            hop.Parent is null ? "-" : string.Join(',', parents),
            topology[hop.Node].DisplayName,
            hop.Edge is { } edge ? LinkName(topology[edge]) : "-",
            Stack(hop.StackIn),
            hop.Action is TraceAction.Deliver or TraceAction.Drop ? "-" : Stack(hop.StackOut),
            hop.Action.ToString().ToLowerInvariant(),
            hop.Note,
        ];
    }

    private static string LinkName(Link link) => link.Key.LocalAddress?.ToString() ?? link.Key.LocalIpv6Address?.ToString()
        ?? (link.Key.LocalIdentifier != 0 ? $"#{link.Key.LocalIdentifier}" : "unnumbered");

    private static string Stack(IEnumerable<Label> labels) => $"[{string.Join(' ', labels)}]";

    private static StringBuilder TrimEnd(this StringBuilder text)
    {
        while (text.Length > 0 && text[^1] == ' ')
            text.Length--;
        return text;
    }
}
