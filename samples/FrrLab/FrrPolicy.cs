using System.Globalization;
using System.Text;

namespace FrrLab;

/// <summary>One SR policy of a router's configuration with one candidate path.</summary>
public sealed record FrrPolicy(string Name, uint Color, string Endpoint)
{
    public uint? BindingSid { get; init; }

    /// <summary>The labels of an explicit candidate path; null = dynamic: the router asks the PCE.</summary>
    public IReadOnlyList<uint>? ExplicitLabels { get; init; }

    /// <summary>Lines of a dynamic candidate path as the router's command line takes them, for instance <c>metric te 50 required</c>.</summary>
    public IReadOnlyList<string> Constraints { get; init; } = [];

    /// <summary>What the router calls the LSP in PCEP.</summary>
    public string LspName => $"{Name}-{CandidateName}";

    private string CandidateName => $"cp{Name.ToLowerInvariant()}";

    internal void Write(StringBuilder text)
    {
        if (ExplicitLabels is { } labels)
        {
            text.Append(CultureInfo.InvariantCulture, $"  segment-list {Name}-list\n");
            for (var i = 0; i < labels.Count; i++)
                text.Append(CultureInfo.InvariantCulture, $"   index {(i + 1) * 10} mpls label {labels[i]}\n");
        }
        text.Append(CultureInfo.InvariantCulture, $"  policy color {Color} endpoint {Endpoint}\n   name {Name}\n");
        if (BindingSid is { } label)
            text.Append(CultureInfo.InvariantCulture, $"   binding-sid {label}\n");
        var kind = ExplicitLabels is null ? "dynamic" : $"explicit segment-list {Name}-list";
        text.Append(CultureInfo.InvariantCulture, $"   candidate-path preference 100 name {CandidateName} {kind}\n");
        foreach (var line in Constraints)
            text.Append(CultureInfo.InvariantCulture, $"    {line}\n");
    }
}
