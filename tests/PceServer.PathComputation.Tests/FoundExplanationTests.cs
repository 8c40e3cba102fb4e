using System.Text.RegularExpressions;
using PceServer.PathComputation.Tests.Oracles;
using PceServer.Testing;
using PceServer.Topology;

namespace PceServer.PathComputation.Tests;

/// <summary>Why a path is the answer: each claim checked by trying everything.</summary>
[Parallelizable(ParallelScope.All)]
public sealed partial class FoundExplanationTests
{
    [Test]
    public void Sums_limits_runner_up_and_reasons_hold_against_enumeration([Range(0, 9)] int batch)
    {
        var (runnersUp, limits) = (0, 0);
        for (var seed = batch * 1000; seed < (batch * 1000) + 60; seed++)
        {
            var random = new Random(seed);
            var net = RandomNet.Of(random, random.Next(4, 8), random.Next(2, 6), withLan: random.Next(6) == 0);
            var request = RandomRequest.Of(random, net) with { Branches = BranchMode.SinglePath, TieBreakers = [] };
            if (PathComputer.Compute(net.Snapshot, request) is not PathResult.Found(var path))
                continue;
            var oracle = new BruteForce(net.Snapshot, request, NetworkOverlay.Empty);
            var all = oracle.All();
            var explanation = PathComputer.Explain(net.Snapshot, request, path);
            CheckSums(oracle, path, explanation, seed);
            CheckRunnerUp(all, path, explanation, seed);
            CheckLimits(net, request, oracle, path, explanation, seed);
            CheckReasons(net, oracle, path, seed);
            runnersUp += explanation.RunnerUp is null ? 0 : 1;
            limits += explanation.Tight.Length;
        }
        Assert.That((runnersUp, limits), Is.GreaterThan((5, 5)));
    }

    private static void CheckSums(BruteForce oracle, ComputedPath path, FoundExplanation explanation, int seed)
    {
        foreach (var metric in new[] { PathMetric.Igp, PathMetric.Te, PathMetric.Delay, PathMetric.Hops })
        {
            var told = explanation.Metrics.Where(m => m.Metric == metric).Select(m => (ulong?)m.Value).FirstOrDefault();
            Assert.That(told, Is.EqualTo(oracle.Sum(path.Edges.Select(e => e.Value), metric)), $"seed {seed}: {metric}");
        }
    }

    private static void CheckRunnerUp(List<BruteForce.Answer> all, ComputedPath path, FoundExplanation explanation, int seed)
    {
        var others = all.Where(a => !a.Edges.SequenceEqual(path.Edges.Select(e => e.Value))).ToList();
        Assert.That(explanation.RunnerUp?.Cost, Is.EqualTo(others.FirstOrDefault()?.Cost[0]), $"seed {seed}");
        Assert.That(explanation.Margin, Is.EqualTo(others.Count == 0 ? null : others[0].Cost[0] - path.Cost), $"seed {seed}");
        if (explanation.RunnerUp is { } next)
            Assert.That(others.Any(o => o.Edges.SequenceEqual(next.Edges.Select(e => e.Value))), Is.True, $"seed {seed}: the runner-up is a path that fits");
    }

    private static void CheckLimits(Net net, PathRequest request, BruteForce oracle, ComputedPath path, FoundExplanation explanation, int seed)
    {
        foreach (var bound in request.Constraints.Bounds.Where(b => b.Metric != PathMetric.SidDepth))
        {
            var used = oracle.Sum(path.Edges.Select(e => e.Value), bound.Metric)!.Value;
            Assert.That(explanation.Tight.Any(t => t.Kind == ConstraintKind.Bound && (t.Used, t.Limit) == (used, bound.Maximum)), Is.True, $"seed {seed}: {bound}");
        }
        if (explanation.Tight.FirstOrDefault(t => t.Kind == ConstraintKind.SidDepth) is { } depth)
            Assert.That((depth.Used, depth.Limit >= depth.Used), Is.EqualTo(((ulong)path.Segments.Count, true)), $"seed {seed}");
        if (request.Constraints.BandwidthBytesPerSecond == 0)
            return;
        var left = path.Edges.Select(e => net.Snapshot[e]).Where(l => !net.Snapshot[l.From].IsPseudonode).ToDictionary(l => l.Index, l => l.Attributes.UnreservedBandwidth[7]);
        var tight = explanation.Tight.Single(t => t.Kind == ConstraintKind.Bandwidth);
        Assert.That((tight.Limit, left[tight.Edge!.Value]), Is.EqualTo((left.Values.Min(), left.Values.Min())), $"seed {seed}");
    }

    private static void CheckReasons(Net net, BruteForce oracle, ComputedPath path, int seed)
    {
        var topology = net.Snapshot;
        var at = 0;
        foreach (var segment in path.Segments.Segments)
        {
            var start = at;
            while (start == at || topology.EdgeTo[path.Edges[at - 1].Value] != segment.Node.Value)
                at++;
            var part = path.Edges[start..at].Select(e => e.Value).ToList();
            var shortest = oracle.Shortest(topology.EdgeFrom[part[0]], segment.Node.Value);
            if (segment.Kind == SegmentKind.Node)
            {
                Assert.That(shortest, Is.EqualTo(new[] { part }), $"seed {seed}: {segment.Reason}");
                Assert.That(part, Has.Count.EqualTo(Links().Match(segment.Reason!) is { Success: true } m ? int.Parse(m.Groups[1].Value) : 1), $"seed {seed}: {segment.Reason}");
            }
            else
            {
                var isForced = shortest.Count == 1 && shortest[0].SequenceEqual(part) && topology.TryGetNodeSid(segment.Node, 0, out var sid)
                    && BruteForce.TakesIn(topology, segment.Node, sid.Sid) && topology.TryGetLabel(new NodeIndex(topology.EdgeFrom[part[0]]), sid.Sid, out _);
                Assert.That(isForced, Is.False, $"seed {seed}: {segment.Reason}");
            }
        }
    }

    [GeneratedRegex("these ([0-9]+) links")]
    private static partial Regex Links();
}
