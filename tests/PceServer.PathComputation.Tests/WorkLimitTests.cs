using PceServer.PathComputation.Tests.Oracles;
using PceServer.Testing;
using PceServer.Topology;

namespace PceServer.PathComputation.Tests;

/// <summary>Searches that end before they are done say so.</summary>
public sealed class WorkLimitTests
{
    [Test]
    public void Path_found_at_the_limit_is_not_called_proven()
    {
        var (proven, unproven, missed) = (0, 0, 0);
        for (var seed = 0; seed < 60; seed++)
        {
            var random = new Random(seed);
            var net = RandomNet.Of(random, 24, 50);
            var request = RandomRequest.Of(random, net) with { Objective = PathMetric.Delay, Branches = BranchMode.SinglePath, ExplanationSearches = 0 };
            request = request with { Constraints = new PathConstraints { Bounds = [new MetricBound(PathMetric.Te, 14), new MetricBound(PathMetric.Igp, 11)] } };
            if (PathComputer.Compute(net.Snapshot, request) is not PathResult.Found(var best))
                continue;
            for (var limit = 1; limit <= 24; limit++)
            {
                if (PathComputer.Compute(net.Snapshot, request with { WorkLimit = limit }) is not PathResult.Found(var path))
                {
                    missed++;
                    continue;
                }
                Walked.Check(net, request, path, $"seed {seed}, limit {limit}");
                Assert.That(path.Cost, path.IsProven ? Is.EqualTo(best.Cost) : Is.GreaterThanOrEqualTo(best.Cost), $"seed {seed}, limit {limit}");
                proven += path.IsProven ? 1 : 0;
                unproven += path.IsProven ? 0 : 1;
            }
        }
        Assert.That(new[] { proven, unproven }, Has.All.GreaterThan(0), $"{missed} missed");
    }

    [Test]
    public void Explanation_says_what_its_budget_left_out()
    {
        var net = Net.Build("S-A 1 color=0x1", "A-T 1", "S-B 1", "B-T 1 color=0x2");
        var request = new PathRequest(net["S"], net["T"]) { ExplanationSearches = 1, Constraints = new PathConstraints { ExcludeAny = 0x3 } };
        var explanation = ((PathResult.NotFound)PathComputer.Compute(net.Snapshot, request)).Explanation;
        Assert.That(explanation.CutShort, Does.Contain("budget of 1"));
        using var over = new CancellationTokenSource();
        over.Cancel();
        var stopped = ((PathResult.NotFound)PathComputer.Compute(net.Snapshot, request with { ExplanationSearches = 100 }, null, over.Token)).Explanation;
        Assert.That((stopped.CutShort, stopped.IsCutMinimal), Is.EqualTo((stopped.CutShort, false)));
        Assert.That(stopped.CutShort, Is.Not.Null);
    }
}
