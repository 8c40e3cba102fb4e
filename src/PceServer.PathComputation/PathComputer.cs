using PceServer.Topology;

namespace PceServer.PathComputation;

/// <summary>The core's door. Stateless and thread-safe: everything is in the arguments.</summary>
public static class PathComputer
{
    /// <summary>The best path, or the explanation of why there is none.</summary>
    public static PathResult Compute(TopologySnapshot topology, PathRequest request, NetworkOverlay? overlay = null)
    {
        foreach (var path in Candidates(topology, request, overlay))
            return new PathResult.Found(path);
        return new PathResult.NotFound(new Explanation(NoPathReason.Unreachable, "no path"));
    }

    /// <summary>Paths that satisfy the request, best first, found as they are asked for: whoever refuses one takes the next.</summary>
    public static IEnumerable<ComputedPath> Candidates(TopologySnapshot topology, PathRequest request, NetworkOverlay? overlay = null) => [];
}
