using System.Collections.Immutable;
using PceServer.Admin.Replies;
using PceServer.Engine.Paths;
using PceServer.Topology;

namespace PceServer.Admin.Requests;

/// <summary>A compute request in domain words, on the snapshot in which its nodes and links were found.</summary>
internal sealed record PathQuestion(TopologySnapshot Topology, NodeIndex Source, NodeIndex Destination, PathDemand Demand)
{
    // Beyond it a double no longer holds every integer.
    private const double LargestExactInteger = 1L << 53;

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
                Bounds = [.. request.Bounds.Select((bound, i) => BoundOf(bound, $"bounds[{i}]", bad)).OfType<MetricBound>()],
                BandwidthBytesPerSecond = Amount(request.BandwidthBytesPerSecond, "bandwidthBytesPerSecond", bad),
                ExcludeAny = request.ExcludeAny,
                IncludeAny = request.IncludeAny,
                IncludeAll = request.IncludeAll,
                Exclusions =
                [
                    .. request.ExcludeNodes.Select((text, i) => NodeText.Element(topology, text, $"excludeNodes[{i}]", bad))
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

    private static MetricBound? BoundOf(V1.Bound bound, string field, BadRequest bad)
    {
        if (!Words.Metrics.TryGetValue(bound.Type, out var metric))
        {
            bad.Add($"{field}.type", $"must be one of {string.Join(", ", Words.Metrics.Keys)}, not \"{bound.Type}\"");
            return null;
        }
        return new MetricBound(metric, Amount(bound.Value, $"{field}.value", bad));
    }

    private static ulong Amount(double value, string field, BadRequest bad)
    {
        if (value >= 0 && value <= LargestExactInteger && Math.Floor(value) == value)
            return (ulong)value;
        bad.Add(field, "must be a whole number that is not negative");
        return 0;
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
