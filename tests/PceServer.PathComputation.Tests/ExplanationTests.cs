using PceServer.PathComputation.Explaining;
using PceServer.PathComputation.Tests.Oracles;
using PceServer.Testing;
using PceServer.Topology;

namespace PceServer.PathComputation.Tests;

/// <summary>Explanations of failures, each claim of them checked by trying everything.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class ExplanationTests
{
    [Test]
    public void Relaxations_and_cutting_sets_hold_against_enumeration([Range(0, 9)] int batch)
    {
        var failures = 0;
        for (var seed = batch * 1000; seed < (batch * 1000) + 60; seed++)
        {
            var random = new Random(seed);
            var net = RandomNet.Of(random, random.Next(4, 7), random.Next(1, 5));
            var request = RandomRequest.Of(random, net) with { Branches = BranchMode.SinglePath, TieBreakers = [], ExplanationSearches = 2000 };
            if (PathComputer.Compute(net.Snapshot, request) is not PathResult.NotFound { Explanation: var explanation })
                continue;
            if (explanation.Reason is NoPathReason.Unreachable or NoPathReason.NoSegmentList)
            {
                var bare = ConstraintPart.Of(net.Snapshot, request).Aggregate(request, (r, p) => p.Without(r));
                Assert.That(IsFeasible(net, bare), Is.False, $"seed {seed}: {explanation.Sentence}");
                continue;
            }
            failures++;
            CheckRelaxations(net, request, explanation, seed);
            CheckCut(net, request, explanation, seed);
        }
        Assert.That(failures, Is.GreaterThan(5));
    }

    [Test]
    public void Explanation_whose_time_is_over_says_so_and_blames_nothing_in_particular()
    {
        var net = Net.Build("A-B 10", "B-C 10");
        var request = new PathRequest(net["A"], net["C"]) { Constraints = new PathConstraints { BandwidthBytesPerSecond = ulong.MaxValue / 2, MaximumSids = 5 } };
        using var over = new CancellationTokenSource();
        over.Cancel();
        var explanation = ((PathResult.NotFound)PathComputer.Compute(net.Snapshot, request, null, over.Token)).Explanation;
        Assert.That(explanation.Reason, Is.EqualTo(NoPathReason.ConstraintsCut));
        Assert.That(explanation.IsCutMinimal, Is.False);
        Assert.That(explanation.CutShort, Is.Not.Null);
        Assert.That(explanation.Sentence, Does.EndWith("the budget for explaining ended before everything was tried"));
    }

    private static void CheckRelaxations(Net net, PathRequest request, Explanation explanation, int seed)
    {
        var parts = ConstraintPart.Of(net.Snapshot, request);
        var singles = parts.Where(p => IsFeasible(net, p.Without(request))).ToList();
        Assert.That(explanation.CutShort, Is.Null, $"seed {seed}");
        Assert.That(
            explanation.Relaxations.Count(r => r.Changes.Length == 1), Is.EqualTo(singles.Count), $"seed {seed}: {explanation.Sentence}");
        foreach (var relaxation in explanation.Relaxations)
        {
            var eased = Eased(request, relaxation);
            Assert.That(new BruteForce(net.Snapshot, eased, NetworkOverlay.Empty).All().FirstOrDefault()?.Cost[0], Is.EqualTo(relaxation.Cost), $"seed {seed}: {relaxation.Text}");
            if (relaxation.IsMinimal && relaxation.Changes is [{ Value: { } value } change])
                CheckTight(net, request, parts, change, value, seed);
        }
    }

    private static void CheckTight(Net net, PathRequest request, List<ConstraintPart> parts, RelaxedConstraint change, ulong value, int seed)
    {
        foreach (var part in parts.Where(p => p.Kind == change.Kind && p.With is not null && change.Text.StartsWith(p.Text[..3], StringComparison.Ordinal)))
        {
            var tighter = part.With!(request, change.Kind == ConstraintKind.Bandwidth ? value + 1 : value - 1);
            Assert.That(IsFeasible(net, tighter), Is.False, $"seed {seed}: {change.Text} is not the least");
        }
    }

    private static void CheckCut(Net net, PathRequest request, Explanation explanation, int seed)
    {
        var parts = ConstraintPart.Of(net.Snapshot, request);
        var cutting = parts.Where(p => explanation.Cutting.Any(c => c.Text == p.Text)).ToList();
        Assert.That(IsFeasible(net, Only(request, parts, cutting)), Is.False, $"seed {seed}: {explanation.Sentence}");
        foreach (var part in cutting)
            Assert.That(IsFeasible(net, Only(request, parts, [.. cutting.Where(p => p != part)])), Is.True, $"seed {seed}: {part.Text} is not needed to cut");
        if (explanation.IsCutMinimal && cutting.Count == 2)
            Assert.That(parts.All(p => IsFeasible(net, Only(request, parts, [p]))), Is.True, $"seed {seed}: a single constraint cuts");
    }

    private static PathRequest Only(PathRequest request, List<ConstraintPart> parts, List<ConstraintPart> kept) =>
        parts.Where(p => !kept.Contains(p)).Aggregate(request, (r, p) => p.Without(r));

    private static PathRequest Eased(PathRequest request, Relaxation relaxation) => request with
    {
        Constraints = relaxation.Constraints,
        Objective = relaxation.Changes.Any(c => c.Kind == ConstraintKind.Objective) ? PathMetric.Hops : request.Objective,
    };

    private static bool IsFeasible(Net net, PathRequest request) => new BruteForce(net.Snapshot, request, NetworkOverlay.Empty).All().Count > 0;
}
