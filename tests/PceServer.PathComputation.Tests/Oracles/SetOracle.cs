using System.Collections.Immutable;
using PceServer.Topology;

namespace PceServer.PathComputation.Tests.Oracles;

/// <summary>The best set by trying every combination of every admissible path. Written apart from the code under test, and slow.</summary>
internal sealed class SetOracle(TopologySnapshot topology, PathSetRequest request)
{
    private readonly List<BruteForce.Answer>[] _paths = [.. request.Paths.Select(p => new BruteForce(topology, p, NetworkOverlay.Empty).All())];

    /// <summary>Objective and sum of the best set; null when there is none.</summary>
    public (double Primary, ulong Sum)? Best()
    {
        (double, ulong)? best = null;
        Choose([]);
        return best;

        void Choose(ImmutableList<BruteForce.Answer> chosen)
        {
            if (chosen.Count == request.Paths.Length)
            {
                var value = (Primary([.. chosen.Select(c => c.Edges)], [.. chosen]), chosen.Aggregate(0ul, (sum, c) => sum + c.Cost[0]));
                if (double.IsFinite(value.Item1) && (best is null || value.CompareTo(best.Value) < 0))
                    best = value;
                return;
            }
            foreach (var next in _paths[chosen.Count].Where(n => chosen.Count >= request.Preferred || n.Cost[0] == _paths[chosen.Count][0].Cost[0]))
            {
                var all = chosen.Add(next);
                if (KeepsApart(all) && Fits(all))
                    Choose(all);
            }
        }
    }

    public bool KeepsApart(IReadOnlyList<BruteForce.Answer> set) => request.Diversity
        .Where(pair => pair.One < set.Count && pair.Other < set.Count)
        .All(pair => AreDisjoint(set[pair.One].Edges, set[pair.Other].Edges, pair.Level));

    private bool AreDisjoint(List<int> one, List<int> other, Disjointness level) => level == Disjointness.None
        || (!Links(one).Intersect(Links(other)).Any()
            && (!level.HasFlag(Disjointness.Node) || !(Inner(one).Intersect(Nodes(other)).Any() || Inner(other).Intersect(Nodes(one)).Any()))
            && (!level.HasFlag(Disjointness.Srlg) || !Groups(one).Intersect(Groups(other)).Any()));

    private bool Fits(ImmutableList<BruteForce.Answer> set)
    {
        for (var edge = 0; edge < topology.EdgeCount; edge++)
        {
            var users = Enumerable.Range(0, set.Count).Where(i => set[i].Edges.Contains(edge)).ToArray();
            var unreserved = topology.AttributesOf(new EdgeIndex(edge)).UnreservedBandwidth;
            var asked = users.Sum(i => (decimal)request.Paths[i].Constraints.BandwidthBytesPerSecond);
            if (asked > 0 && !IsOffLan(edge) && users.Any(i => request.Paths[i].Constraints.BandwidthBytesPerSecond > 0 && asked > unreserved[7]))
                return false;
        }
        return true;
    }

    private double Primary(List<int>[] set, BruteForce.Answer[] answers) => request.Objective switch
    {
        SetObjective.LeastBandwidth => answers.Select((a, i) => Weight(i) * a.Cost[0]).Sum(),
        SetObjective.LeastLoad => set.SelectMany(p => p).Distinct().Max(edge => Load(set, edge)),
        SetObjective.FewestSharedLinks => Shared(set, Links),
        SetObjective.FewestSharedSrlgs => Shared(set, path => Groups(path).Select(g => (int)g)),
        SetObjective.FewestSharedNodes => SharedNodes(set),
        _ => 0,
    };

    private double Weight(int i) => request.Paths.All(p => p.Constraints.BandwidthBytesPerSecond == 0) ? 1 : request.Paths[i].Constraints.BandwidthBytesPerSecond;

    private double Load(List<int>[] set, int edge)
    {
        if (IsOffLan(edge))
            return 0;
        var capacity = topology.AttributesOf(new EdgeIndex(edge)).MaximumReservableBandwidth;
        if (capacity is null)
            return double.PositiveInfinity;
        var taken = set.Select((path, i) => path.Contains(edge) ? (double)request.Paths[i].Constraints.BandwidthBytesPerSecond : 0).Sum();
        return taken / capacity.Value;
    }

    private static double Shared(List<int>[] set, Func<List<int>, IEnumerable<int>> of) =>
        set.SelectMany(path => of(path).Distinct()).GroupBy(x => x).Count(g => g.Count() > 1);

    private double SharedNodes(List<int>[] set)
    {
        var shared = new HashSet<int>();
        for (var i = 0; i < set.Length; i++)
        {
            for (var j = 0; j < i; j++)
            {
                var ends = new[] { request.Paths[i].Source.Value, request.Paths[i].Destination.Value }
                    .Intersect([request.Paths[j].Source.Value, request.Paths[j].Destination.Value]);
                shared.UnionWith(Nodes(set[i]).Intersect(Nodes(set[j])).Except(ends).Where(n => !topology.IsPseudonode[n]));
            }
        }
        return shared.Count;
    }

    // Both halves of a link are one; a LAN is one link.
    private IEnumerable<int> Links(List<int> path) => path.Where(e => !IsOffLan(e))
        .Select(e => topology.IsPseudonode[topology.EdgeTo[e]] ? -1 - topology.EdgeTo[e] : Math.Min(e, topology.EdgeReverse[e])).ToArray();

    private bool IsOffLan(int edge) => topology.IsPseudonode[topology.EdgeFrom[edge]];

    private List<int> Inner(List<int> path) => [.. path.Skip(1).Select(e => topology.EdgeFrom[e])];

    private List<int> Nodes(List<int> path) => [.. path.Select(e => topology.EdgeFrom[e]), topology.EdgeTo[path[^1]]];

    private List<uint> Groups(List<int> path) =>
        [.. path.SelectMany(e => topology[new EdgeIndex(e)].Attributes.Srlgs.Concat(topology[new EdgeIndex(topology.EdgeReverse[e])].Attributes.Srlgs))];
}
