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

    /// <summary>What the target's SID costs from a node, where it is known to lead there and to do so over one domain.</summary>
    public bool TryLast(int node, out ulong cost) => _last.TryCost(node, out cost);

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
