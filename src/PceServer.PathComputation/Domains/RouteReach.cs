using PceServer.PathComputation.Segments;
using PceServer.Topology;

namespace PceServer.PathComputation.Domains;

/// <summary>
/// Where one prefix segment from the end of a partial list can lead, route by route: in networks of several domains, and for anycast sets. An anycast segment inside
/// a list may lead to any of its members once one of them fails: what follows it must mean the same at each of them (RFC 8402 §3.3).
/// </summary>
internal sealed class RouteReach
{
    private readonly RouteWalk _walk = new();
    private readonly RouteWalk _others = new();
    private readonly Dictionary<int, bool> _leads = [];
    private SearchProblem _problem = null!;

    /// <summary>What the last successful run found.</summary>
    public RouteWalk Walk => _walk;

    private FecTable Fecs => _problem.Routing.Routes.Fecs;

    public void Start(SearchProblem problem)
    {
        _problem = problem;
        _leads.Clear();
    }

    /// <summary>Lets go of the snapshot.</summary>
    public void Release()
    {
        _problem = null!;
        _walk.Release();
        _others.Release();
    }

    /// <summary>The segments that may come next; with one SID left only those that end at the target.</summary>
    public IEnumerable<PrefixFec> Candidates(bool isLast) => isLast ? Fecs.EndingAt(_problem.Target) : Fecs.All;

    /// <summary>False only where no SID of the target leads there within the constraints, bounds apart.</summary>
    public bool MayLead(int node)
    {
        if (_leads.TryGetValue(node, out var known))
            return known;
        var from = new SearchLabel(node, -1, -1, -1, 1, _problem.Inclusions.Count, 0);
        var leads = false;
        foreach (var fec in Fecs.EndingAt(_problem.Target))
            leads |= node == _problem.Target || (_others.TryRun(_problem, from, Zeros(), fec) && _others.End == _problem.Target);
        _leads.Add(node, leads);
        return leads;
    }

    /// <summary>Follows a prefix SID from a label's node.</summary>
    public bool TryRun(in SearchLabel label, ReadOnlySpan<ulong> used, PrefixFec fec) =>
        (label.Anycast < 0 || MeansTheSame(label, fec)) && _walk.TryRun(_problem, label, used, fec) && !TurnsBack(label);

    /// <summary>Whether every member of the anycast set that a list has come to would go on with this segment to the same end.</summary>
    public bool MeansTheSame(in SearchLabel label, PrefixFec fec)
    {
        var topology = _problem.Topology;
        if (fec.Owners.Length > 1 || !topology.TryGetLabel(new NodeIndex(label.Node), fec.Sid, out var expected))
            return false;
        var loose = _problem with { AllowsBranches = true };
        foreach (var member in Fecs.All[label.Anycast].Owners)
        {
            if (member == label.Node)
                continue;
            var from = new SearchLabel(member, -1, -1, -1, 1, _problem.Inclusions.Count, 0);
            if (!topology.TryGetLabel(new NodeIndex(member), fec.Sid, out var theirs) || theirs != expected
                || (!fec.IsOwner(member) && !_others.TryRun(loose, from, Zeros(), fec, avoided: label.Node)))
                return false;
        }
        return true;
    }

    /// <summary>The same for the node SID of a node.</summary>
    public bool MeansTheSame(in SearchLabel label, int node)
    {
        foreach (var fec in Fecs.EndingAt(node))
        {
            if (fec.NodeOf == node && fec.Sid.Value == _problem.Routing.SidIndex[node])
                return MeansTheSame(label, fec);
        }
        return false;
    }

    // A router closed to transit in a domain must not be entered and left over links of it.
    private bool TurnsBack(in SearchLabel label)
    {
        if (label.ClosedDomain < 0)
            return false;
        foreach (var edge in _walk.FirstLinks)
        {
            if (_problem.Topology.EdgeDomain[edge] == label.ClosedDomain)
                return true;
        }
        return false;
    }

    private ReadOnlySpan<ulong> Zeros() => new ulong[_problem.ResourceCount];
}
