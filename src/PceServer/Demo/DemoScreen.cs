using System.Globalization;
using PceServer.Admin.V1;

namespace PceServer.Demo;

/// <summary>Tells the story on a terminal: numbered steps, a label in front of each line, colour only where somebody looks.</summary>
internal sealed class DemoScreen(TextWriter output, bool hasColour)
{
    private const int LabelWidth = 9;
    private const string Bold = "1", Dim = "2", Green = "32", Red = "31";
    private int _step;

    public void Title(string text) => output.WriteLine($"\n{Paint(Bold, text)}");

    public void Step(string text) => output.WriteLine($"\n{Paint(Bold, $"{++_step,2}  {text}")}");

    public void Line(string label, string text) => output.WriteLine($"    {Paint(Dim, label.PadRight(LabelWidth))} {text}");

    public void Text(string text) => output.WriteLine($"    {text}");

    public void Blank() => output.WriteLine();

    public void Raw(string text) => output.WriteLine(text);

    public void Claim(bool holds, string text) =>
        output.WriteLine($"    {Paint(holds ? Green : Red, holds ? "ok" : "FAILED").PadRight(hasColour ? LabelWidth + 9 : LabelWidth)} {text}");

    /// <summary>A path as city - city - city, with its cost.</summary>
    public void Path(string from, IEnumerable<Hop> hops, string cost) => Line("path", $"{string.Join(" - ", hops.Select(h => h.Node).Prepend(from))}   {Paint(Dim, cost)}");

    /// <summary>Labels, top of stack first, each with what it stands for.</summary>
    public void Stack(IEnumerable<Segment> segments) => Line("labels", string.Join("  ", segments.Select(s => $"{s.Label} {Paint(Dim, $"({MeaningOf(s)})")}")));

    /// <summary>The walk: one line a router with what it does and the stack that leaves it.</summary>
    public void Walk(Trace trace)
    {
        var width = trace.Hops.Select(h => h.Node.Length).DefaultIfEmpty(0).Max();
        var label = "check";
        foreach (var hop in trace.Hops)
        {
            Line(label, $"{hop.Node.PadRight(width)}  {ActionOf(hop)}");
            label = "";
        }
        var isGood = trace.Verdict == "DELIVERED";
        Line("verdict", Paint(isGood ? Green : Red, trace.Verdict) + (isGood ? "" : $": {trace.Reason}"));
    }

    public static string Milliseconds(TimeSpan time) => $"{time.TotalMilliseconds.ToString("0.0", CultureInfo.InvariantCulture)} ms";

    private static string MeaningOf(Segment segment) => segment.Kind switch
    {
        "NODE" => $"to {segment.Node}",
        "ADJACENCY" => $"over {segment.Link}",
        var kind => $"{kind.ToLowerInvariant()} {segment.Node}",
    };

    private static string ActionOf(TraceHop hop) => hop.Action switch
    {
        "PUSH" when hop.StackIn.Count > hop.StackOut.Count => $"takes {Labels(hop.StackIn.Take(hop.StackIn.Count - hop.StackOut.Count))} itself, pushes {Labels(hop.StackOut)}",
        "PUSH" => $"pushes {Labels(hop.StackOut)}",
        "DELIVER" => "delivers",
        "DROP" => $"drops {Labels(hop.StackIn)}: {hop.Note}",
        "POP" => $"pops {Labels(hop.StackIn.Take(1))}, {(hop.StackOut.Count > 0 ? $"sends on {Labels(hop.StackOut)}" : "sends on the bare packet")}",
        _ when hop.StackIn.SequenceEqual(hop.StackOut) => $"passes {Labels(hop.StackOut)}",
        _ => $"swaps {Labels(hop.StackIn.Take(1))} for {Labels(hop.StackOut.Take(1))}",
    };

    private static string Labels(IEnumerable<uint> labels) => $"[{string.Join(' ', labels)}]";

    private string Paint(string code, string text) => hasColour && text.Length > 0 ? $"\u001b[{code}m{text}\u001b[0m" : text;
}
