using System.Collections.Immutable;
using PceServer.Forwarding.Failures;
using PceServer.Topology;

namespace PceServer.Forwarding.Simulations;

/// <summary>Which parts fail one at a time.</summary>
public enum SurveyKind : byte
{
    Links, Nodes, Srlgs,
}

/// <summary>One failure of a survey and what it does.</summary>
/// <param name="Failure">Name of what fails.</param>
/// <param name="Unchanged">LSPs that go on as they did.</param>
/// <param name="Affected">The others, in the order of the LSPs.</param>
public sealed record SurveyEntry(string Failure, FailureSet Failures, int Unchanged, ImmutableArray<LspImpact> Affected)
{
    /// <summary>Failures done when this one was, and how many there are.</summary>
    public int Done { get; init; }
    public int Total { get; init; }

    public int Count(LspOutcome outcome) => outcome == LspOutcome.Unchanged ? Unchanged : Affected.Count(i => i.Outcome == outcome);
}

internal sealed record NamedFailure(string Name, FailureSet Failures);

/// <summary>Lists the single failures of a topology.</summary>
internal static class SurveyFailures
{
    public static ImmutableArray<NamedFailure> Of(TopologySnapshot topology, SurveyKind kind) => kind switch
    {
        SurveyKind.Nodes =>
            [.. topology.Nodes.Where(n => !n.IsPseudonode).Select(n => new NamedFailure(n.DisplayName, new FailureSet { Nodes = [n.Index] }))],
        SurveyKind.Srlgs => [.. Srlgs(topology).Select(s => new NamedFailure($"SRLG {s}", new FailureSet { Srlgs = [s] }))],
        _ => [.. Links(topology)],
    };

    private static SortedSet<uint> Srlgs(TopologySnapshot topology)
    {
        var srlgs = new SortedSet<uint>();
        for (var e = 0; e < topology.EdgeCount; e++)
            srlgs.UnionWith(topology.AttributesOf(new EdgeIndex(e)).Srlgs);
        return srlgs;
    }

    /// <summary>Each link once, though it has two halves.</summary>
    private static IEnumerable<NamedFailure> Links(TopologySnapshot topology)
    {
        for (var e = 0; e < topology.EdgeCount; e++)
        {
            if (topology.EdgeReverse[e] >= 0 && topology.EdgeReverse[e] < e)
                continue;
            var (from, to) = (topology.Nodes[topology.EdgeFrom[e]], topology.Nodes[topology.EdgeTo[e]]);
            var address = topology.KeyOf(new EdgeIndex(e)).LocalAddress is { } local ? $" ({local})" : "";
            yield return new NamedFailure($"{from.DisplayName} - {to.DisplayName}{address}", new FailureSet { Links = [new EdgeIndex(e)] });
        }
    }
}
