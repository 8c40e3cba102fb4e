using System.Collections.Immutable;
using PceServer.Testing;
using PceServer.Topology;

namespace PceServer.PathComputation.Tests.Oracles;

/// <summary>Random requests that use each kind of constraint now and then.</summary>
internal static class RandomRequest
{
    private static readonly PathMetric[] s_objectives = [PathMetric.Igp, PathMetric.Te, PathMetric.Delay, PathMetric.Hops];

    public static PathRequest Of(Random random, Net net) => Of(random, net.Snapshot);

    public static PathRequest Of(Random random, TopologySnapshot topology)
    {
        var nodes = topology.Nodes.Where(n => !n.IsPseudonode).OrderBy(_ => random.Next()).ToArray();
        var objective = s_objectives[random.Next(4)];
        return new PathRequest(nodes[0].Index, nodes[1].Index)
        {
            Objective = objective,
            TieBreakers = random.Next(3) == 0 && objective != PathMetric.Hops ? [PathMetric.Hops] : [],
            Constraints = new PathConstraints
            {
                MaximumSids = random.Next(2) == 0 ? random.Next(1, 5) : null,
                ExcludeAny = random.Next(4) == 0 ? new AdminGroup(1UL << random.Next(3)) : default,
                IncludeAny = random.Next(5) == 0 ? new AdminGroup((ulong)random.Next(1, 8)) : default,
                IncludeAll = random.Next(8) == 0 ? new AdminGroup(1UL << random.Next(3)) : default,
                BandwidthBytesPerSecond = random.Next(3) == 0 ? (ulong)random.Next(1, 6) * 1000 : 0,
                Exclusions = Exclusions(random, topology, nodes),
                Inclusions = random.Next(4) == 0 && nodes.Length > 3
                    ? [.. nodes[2..].Take(random.Next(1, 3)).Select(n => new Inclusion(new NetworkElement { Node = n.RouterId }, random.Next(3) > 0))] : [],
                Bounds = [.. Bounds(random)],
            },
        };
    }

    private static ImmutableArray<Exclusion> Exclusions(Random random, TopologySnapshot topology, Node[] nodes) => random.Next(8) switch
    {
        0 => [new Exclusion(new NetworkElement { Node = nodes[^1].RouterId })],
        1 => [new Exclusion(new NetworkElement { Srlg = (uint)random.Next(5) })],
        2 when topology.Links.Select(l => l.Key.LocalAddress).FirstOrDefault(a => a is not null) is { } address => [new Exclusion(new NetworkElement { Link = address })],
        _ => [],
    };

    private static IEnumerable<MetricBound> Bounds(Random random)
    {
        foreach (var (metric, most) in new[] { (PathMetric.Igp, 14), (PathMetric.Te, 24), (PathMetric.Delay, 24), (PathMetric.Hops, 5) })
        {
            if (random.Next(5) == 0)
                yield return new MetricBound(metric, (ulong)random.Next(2, most));
        }
        if (random.Next(8) == 0)
            yield return new MetricBound(PathMetric.SidDepth, (ulong)random.Next(1, 4));
    }
}
