using PceServer.PathComputation.Domains;

namespace PceServer.PathComputation.Segments;

/// <summary>How many SIDs a partial list needs at least before it can reach the target.</summary>
internal sealed class RemainingSids
{
    private readonly LastSegment _last = new();
    private readonly RouteReach _routes = new();
    private SearchProblem _problem = null!;

    public void Start(SearchProblem problem)
    {
        _problem = problem;
        if (problem.Routing.HasSeveralDomains)
            _routes.Start(problem);
        else
            _last.Start(problem);
    }

    /// <summary>Lets go of the snapshot.</summary>
    public void Release()
    {
        _problem = null!;
        _last.Release();
        _routes.Release();
    }

    /// <summary>
    /// True where the target's own SID is known to end the path over one domain and either does so as cheaply as anything can, or is the only one that still fits:
    /// no other node SID needs to be looked at.
    /// </summary>
    /// <param name="cost">Of the last segment.</param>
    public bool TryEnd(in SearchLabel label, LowerBounds bounds, out ulong cost)
    {
        cost = 0;
        if (label.Passed != _problem.Inclusions.Count || _problem.ResourceCount > 0 || label.Anycast >= 0 || (label.Sids == 0 && _problem.SidsByFirstLink is not null))
            return false;
        return _last.TryCost(label.Node, out cost)
            && (cost == bounds.Cost(label.Node, label.Passed) || label.Sids + 1 == Math.Min(_problem.MaximumSids, label.Limit));
    }

    /// <summary>Sound, not sharp: that a last segment may lead does not say that its cost fits.</summary>
    public int Least(in SearchLabel label)
    {
        if (label.Node == _problem.Target)
            return 0;
        if (label.Passed != _problem.Inclusions.Count || _problem.Covered.Length > 0 || MayLead(label.Node))
            return 1;
        var topology = _problem.Topology;
        for (var edge = topology.OutStart[label.Node]; edge < topology.OutStart[label.Node + 1]; edge++)
        {
            var to = topology.EdgeTo[edge];
            if ((to == _problem.Target || topology.IsPseudonode[to]) && _problem.IsAllowed(edge))
                return 1;
        }
        return 2;
    }

    private bool MayLead(int node) => _problem.Routing.HasSeveralDomains ? _routes.MayLead(node) : _last.MayLead(node) || _problem.AnycastEnds.Length > 0;
}
