using System.Collections.Immutable;
using Google.Protobuf.Collections;
using PceServer.Admin.Replies;
using PceServer.Engine.Paths;
using PceServer.Topology;

namespace PceServer.Admin.Requests;

/// <summary>A compute request in domain words, on the snapshot in which its nodes and links were found.</summary>
internal sealed record PathQuestion(TopologySnapshot Topology, NodeIndex Source, NodeIndex Destination, PathDemand Demand)
{
    /// <summary>Every field is looked at before the first complaint is made.</summary>
    public static PathQuestion Read(V1.ComputePathRequest request, TopologySnapshot topology)
    {
        var bad = new BadRequest();
        var source = NodeText.Required(topology, request.Source, "source", bad);
        var destination = NodeText.Required(topology, request.Destination, "destination", bad);
        var demand = new PathDemand
        {
            Objective = Objective(request.Objective, bad),
            IsObjectiveStated = true,
            Constraints = new PathConstraints
            {
                Bounds = Bounds(request.Bounds, bad),
                BandwidthBytesPerSecond = AmountText.Read(request.BandwidthBytesPerSecond, "bandwidthBytesPerSecond", bad),
                ExcludeAny = request.ExcludeAny | AffinityText.Read(request.ExtendedExcludeAny, "extendedExcludeAny", bad),
                IncludeAny = request.IncludeAny | AffinityText.Read(request.ExtendedIncludeAny, "extendedIncludeAny", bad),
                IncludeAll = request.IncludeAll | AffinityText.Read(request.ExtendedIncludeAll, "extendedIncludeAll", bad),
                Exclusions =
                [
                    .. request.ExcludeNodes.Select((text, i) => Avoided(topology, text, (source, destination), $"excludeNodes[{i}]", bad))
                        .Concat(request.ExcludeLinks.SelectMany((text, i) => Links(topology, text, $"excludeLinks[{i}]", bad)))
                        .Distinct().Select(element => new Exclusion(element)),
                ],
                Inclusions = [.. request.IncludeNodes.Select((text, i) => new Inclusion(NodeText.Element(topology, text, $"includeNodes[{i}]", bad)))],
                MaximumSids = request.MaxSids == 0 ? null : (int)Math.Min(request.MaxSids, int.MaxValue),
            },
        };
        bad.ThrowIfAny();
        return new PathQuestion(topology, source, destination, demand);
    }

    private static PathMetric Objective(string text, BadRequest bad)
    {
        if (text.Length == 0)
            return PathMetric.Igp;
        if (Words.Objectives.Contains(text, StringComparer.OrdinalIgnoreCase))
            return Words.Metrics[text];
        bad.Add("objective", $"must be one of {string.Join(", ", Words.Objectives)}, not \"{text}\"");
        return PathMetric.Igp;
    }

    private static ImmutableArray<MetricBound> Bounds(RepeatedField<V1.Bound> bounds, BadRequest bad)
    {
        var known = new List<MetricBound>();
        for (var i = 0; i < bounds.Count; i++)
        {
            if (BoundOf(bounds[i], $"bounds[{i}]", bad) is not { } bound)
                continue;
            if (known.Exists(b => b.Metric == bound.Metric))
                bad.Add($"bounds[{i}].type", $"must bound each metric once, but \"{bounds[i].Type}\" stands there before");
            known.Add(bound);
        }
        return [.. known];
    }

    private static MetricBound? BoundOf(V1.Bound bound, string field, BadRequest bad)
    {
        if (!bound.HasValue)
            bad.Add($"{field}.value", "is required: the most that the metric may come to");
        var value = AmountText.Read(bound.Value, $"{field}.value", bad);
        if (Words.Metrics.TryGetValue(bound.Type, out var metric))
            return new MetricBound(metric, value);
        bad.Add($"{field}.type", $"must be one of {string.Join(", ", Words.Metrics.Keys)}, not \"{bound.Type}\"");
        return null;
    }

    // Where a path begins and ends is not its choice: to answer as if it were would be an answer to another question.
    private static NetworkElement Avoided(TopologySnapshot topology, string text, (NodeIndex Source, NodeIndex Destination) ends, string field, BadRequest bad)
    {
        if (bad.IsClean && topology.TryFind(text, out var node) && (node == ends.Source || node == ends.Destination))
            bad.Add(field, $"must be a node on the way, but \"{text}\" is the {(node == ends.Source ? "source" : "destination")}");
        return NodeText.Element(topology, text, field, bad);
    }

    private static IEnumerable<NetworkElement> Links(TopologySnapshot topology, string text, string field, BadRequest bad)
    {
        var links = LinkText.Find(topology, text);
        if (links.Count == 0)
            bad.Add(field, $"\"{text}\" is no link of topology version {topology.Version}; name it by an interface address, by A->B, or as a reply shows it");
        foreach (var link in links)
        {
            if (LinkText.Element(topology, link) is { } element)
                yield return element;
            else
                bad.Add(field, $"\"{text}\" has neither addresses nor identifiers, so that a path cannot be told to avoid it");
        }
    }
}
