using System.Collections.Immutable;
using PceServer.Engine.Paths;
using PceServer.PathComputation;
using PceServer.Pcep;
using PceServer.Topology;

namespace PceServer.Engine.Mapping.Pcep;

/// <summary>What one SVEC asks of its requests.</summary>
/// <param name="Members">Its requests, by their places among all that are answered together.</param>
/// <param name="Level">What the paths may not share; <see cref="Disjointness.None"/> = computed together, but each as it likes.</param>
internal sealed record SvecTerms(SynchronizedSet Asked, ImmutableArray<int> Members, Disjointness Level)
{
    /// <summary>What the sum is taken of; null = of what each request minimises itself.</summary>
    public PathMetric? SumOf { get; init; }

    public ImmutableArray<Exclusion> Exclusions { get; init; } = [];

    /// <summary>True where its OF object says what is minimised.</summary>
    public bool IsFunctionHonoured { get; init; }
}

/// <summary>What SVECs that share requests ask of all of them together (RFC 6007 §4.2).</summary>
/// <param name="Objective">Null where no SVEC says: then nothing but the sum of what each request minimises.</param>
internal sealed record SetTerms(ImmutableArray<SvecTerms> Svecs, SetObjective? Objective)
{
    /// <summary>Pairs of requests that keep apart; SVECs do not let that be relaxed.</summary>
    public IEnumerable<PairDiversity> Diversity =>
        from svec in Svecs
        where svec.Level != Disjointness.None
        from one in svec.Members
        from other in svec.Members
        where one < other
        select new PairDiversity(one, other, svec.Level);

    public PathDemand ApplyTo(PathDemand demand, int member)
    {
        foreach (var svec in Svecs.Where(svec => svec.Members.Contains(member)))
        {
            if (svec.SumOf is { } metric)
                demand = demand with { Objective = metric, TieBreakers = [] };
            if (!svec.Exclusions.IsEmpty)
                demand = demand with { Constraints = demand.Constraints with { Exclusions = [.. demand.Constraints.Exclusions, .. svec.Exclusions] } };
        }
        return demand;
    }

    /// <summary>The terms under which a set is looked for that keeps to a bound of the whole set, where the best one by the usual terms broke it.</summary>
    public SetTerms AimedAt(MetricType bounded) => bounded switch
    {
        MetricType.AggregateBandwidthConsumption => this with { Objective = SetObjective.LeastBandwidth },
        MetricType.LoadOfMostLoadedLink => this with { Objective = SetObjective.LeastLoad },
        _ => this with
        {
            Objective = SetObjective.LeastSum,
            Svecs = [.. Svecs.Select(svec => svec with { SumOf = bounded == MetricType.CumulativeTe ? PathMetric.Te : PathMetric.Igp })],
        },
    };
}
