using PceServer.PathComputation.Constraints;
using PceServer.Topology;

namespace PceServer.PathComputation.Sets;

/// <summary>The bandwidth that the chosen paths of a set take from each other, and the load that they make.</summary>
internal sealed class SetLoads(TopologySnapshot topology, PathSetRequest request, NetworkOverlay overlay)
{
    private readonly Dictionary<int, ulong> _taken = [];
    private readonly ulong[]?[] _residual = new ulong[]?[8];
    private double[]? _base;
    private double[]? _reservable;

    /// <summary>False where no path of the set asks for bandwidth and nothing depends on it.</summary>
    public bool Matter { get; } = request.Objective == SetObjective.LeastLoad || request.Paths.Any(p => p.Constraints.BandwidthBytesPerSecond > 0);

    public void Take(ComputedPath path, ulong bandwidth)
    {
        if (bandwidth == 0)
            return;
        // Where a path spreads, any branch may get all of it for a while.
        foreach (var edge in path.AllEdges)
            _taken[edge.Value] = _taken.GetValueOrDefault(edge.Value) + bandwidth;
    }

    public void GiveBack(ComputedPath path, ulong bandwidth)
    {
        if (bandwidth == 0)
            return;
        foreach (var edge in path.AllEdges)
            _taken[edge.Value] -= bandwidth;
    }

    /// <summary>Links that the chosen paths leave too little on.</summary>
    public IEnumerable<int> TooNarrowFor(PathRequest next)
    {
        var demand = next.Constraints.BandwidthBytesPerSecond;
        if (demand == 0)
            yield break;
        var residual = _residual[next.Constraints.SetupPriority & 7] ??= LinkAdmission.ResidualColumn(topology, next.Constraints.SetupPriority, overlay);
        foreach (var (edge, taken) in _taken)
        {
            if (taken > 0 && !topology.IsPseudonode[topology.EdgeFrom[edge]] && residual[edge] - Math.Min(residual[edge], taken) < demand)
                yield return edge;
        }
    }

    /// <summary>Links that the next path would bring to a ceiling.</summary>
    public IEnumerable<int> NotBelow(double ceiling, PathRequest next)
    {
        for (var edge = 0; edge < topology.EdgeCount; edge++)
        {
            if (With(edge, next.Constraints.BandwidthBytesPerSecond) >= ceiling)
                yield return edge;
        }
    }

    /// <summary>The load of a path's most loaded link, itself included.</summary>
    public double Of(ComputedPath path, ulong bandwidth) => path.AllEdges.Max(edge => With(edge.Value, bandwidth));

    /// <summary>Every load that some link would have with a path on it, least first.</summary>
    public double[] Steps(ulong bandwidth) =>
        [.. Enumerable.Range(0, topology.EdgeCount).Select(edge => With(edge, bandwidth)).Distinct().Order()];

    private double With(int edge, ulong bandwidth)
    {
        Measure();
        return topology.IsPseudonode[topology.EdgeFrom[edge]] ? 0 : _base![edge] + ((_taken.GetValueOrDefault(edge) + (double)bandwidth) / _reservable![edge]);
    }

    private void Measure()
    {
        if (_base is not null)
            return;
        (_base, _reservable) = (new double[topology.EdgeCount], new double[topology.EdgeCount]);
        for (var edge = 0; edge < _base.Length; edge++)
        {
            var attributes = topology.AttributesOf(new EdgeIndex(edge));
            _base[edge] = LinkLoad.Of(topology, new EdgeIndex(edge), overlay) ?? LinkLoad.WhereUnknown;
            _reservable[edge] = attributes.MaximumReservableBandwidth ?? attributes.MaximumBandwidth ?? 1;
        }
    }
}
