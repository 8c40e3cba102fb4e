using System.Collections.Immutable;
using PceServer.Engine.Ledger;
using PceServer.Forwarding;
using PceServer.PathComputation;
using PceServer.Topology;

namespace PceServer.Engine.Paths;

/// <summary>
/// A set from the core, each path of it walked by the forwarding simulator, and what was walked compared link by link: a set leaves only when every path is
/// delivered and none crosses a link of one that it keeps apart from. A path that is refused is asked for again under the limit that it broke, or without branches.
/// </summary>
internal sealed class PathSetGate(PathService paths, OverlayLedger ledger, int attempts)
{
    public PathSetAnswer Find(TopologySnapshot topology, PathSetQuery set)
    {
        var requests = set.Members.Select(member => RequestFor(topology, set, member)).ToArray();
        if (requests.Any(request => request is null))
            return Fail(topology, set, NoPathReason.NotDisjoint, "an end of another path of the set is not in the topology");
        var overlay = ledger.Without(set.Members.Where(member => member.Own is not null).Select(member => member.Own!.Value));
        var refusal = "";
        for (var attempt = 0; attempt < Math.Max(attempts, 2); attempt++)
        {
            var result = Compute(topology, set, [.. requests!], overlay);
            if (!result.IsFound)
                return Fail(topology, set, refusal.Length > 0 ? NoPathReason.RefusedBySimulator : NoPathReason.NotDisjoint, refusal.Length > 0 ? refusal : result.Sentence);
            var round = new Round(topology, set, requests!, result, overlay);
            if (Gate(round, out refusal) is { } found)
                return new(found, result.Reached, result.Sentence);
            if (!round.HasTightened)
                break;
        }
        return Fail(topology, set, NoPathReason.RefusedBySimulator, $"no set passed the forwarding check: {refusal}");
    }

    private static PathRequest? RequestFor(TopologySnapshot topology, PathSetQuery set, PathQuery member) =>
        PathService.RequestFor(topology, member) is { } request && set.Objective == SetObjective.LeastBandwidth ? PathSetComputer.Hopwise(request)
            : PathService.RequestFor(topology, member);

    /// <summary>Soft exclusions hold as long as there is a set that keeps to them.</summary>
    private static PathSetResult Compute(TopologySnapshot topology, PathSetQuery set, ImmutableArray<PathRequest> requests, NetworkOverlay overlay)
    {
        var question = new PathSetRequest(requests) { Diversity = set.Diversity, Objective = set.Objective, Preferred = set.Preferred };
        var result = PathSetComputer.Compute(topology, question, overlay);
        return result.IsFound || !requests.Any(request => request.Constraints.Exclusions.Any(e => e.IsSoft)) ? result
            : PathSetComputer.Compute(topology, question with { Paths = [.. requests.Select(Firm)] }, overlay);
    }

    private static PathRequest Firm(PathRequest request) =>
        request with { Constraints = request.Constraints with { Exclusions = [.. request.Constraints.Exclusions.Where(e => !e.IsSoft)] } };

    /// <summary>The set as answers, or null with the reason.</summary>
    private ImmutableArray<PathAnswer>? Gate(Round round, out string refusal)
    {
        refusal = "";
        var (topology, overlay) = (round.Topology, round.Overlay);
        var answers = ImmutableArray.CreateBuilder<PathAnswer>(round.Requests.Length);
        var walked = new List<HashSet<int>>();
        for (var i = 0; i < round.Requests.Length; i++)
        {
            var (query, request, path) = (round.Set.Members[i], round.Requests[i], round.Result.Paths[i]);
            var simulator = paths.Simulator(topology, overlay, request.Constraints);
            if (PathService.Refuse(topology, query, request, path, simulator, out var trace) is { } reason)
            {
                refusal = reason;
                round.Tighten(i);
                return null;
            }
            if (round.ApartFrom(i).Any(other => trace!.Edges.Any(edge => walked[other].Contains(edge.Value))))
            {
                refusal = $"[{string.Join(", ", path.Segments.Labels)}] crosses a link of another path of the set";
                round.Tighten(i);
                return null;
            }
            var found = PathRecorder.Found(topology, request, path, trace!, []);
            overlay = OverlayLedger.With(overlay, LedgerEntries.Of(query.Demand, found.Trace));
            walked.Add([.. BothHalves(topology, trace!)]);
            answers.Add(found);
        }
        return answers.MoveToImmutable();
    }

    private static IEnumerable<int> BothHalves(TopologySnapshot topology, Trace trace) =>
        trace.Edges.SelectMany(edge => new[] { edge.Value, topology.EdgeReverse[edge.Value] }).Where(edge => edge >= 0);

    /// <summary>A member without a path of its own says why; the others lack the set.</summary>
    private PathSetAnswer Fail(TopologySnapshot topology, PathSetQuery set, NoPathReason reason, string sentence)
    {
        var members = set.Members.Select(member => paths.Find(topology, member) is PathAnswer.NotFound alone
            ? alone
            : (PathAnswer)new PathAnswer.NotFound(new Explanation(reason, sentence), topology.Version));
        return new([.. members], Disjointness.None, sentence);
    }

    /// <summary>One set on its way through the gate.</summary>
    private sealed record Round(TopologySnapshot Topology, PathSetQuery Set, PathRequest[] Requests, PathSetResult Result, NetworkOverlay Overlay)
    {
        public bool HasTightened { get; private set; }

        /// <summary>The earlier members whose links this one does not cross.</summary>
        public IEnumerable<int> ApartFrom(int index) => Result.Reached == Disjointness.None ? []
            : Set.Diversity.Where(pair => pair.Level != Disjointness.None && Math.Max(pair.One, pair.Other) == index).Select(pair => Math.Min(pair.One, pair.Other));

        /// <summary>Asks for less: no deeper than the first link of the refused path takes, else for one that branches nowhere.</summary>
        public void Tighten(int index)
        {
            var (request, path) = (Requests[index], Result.Paths[index]);
            var limit = Set.Members[index].SidDepth.Link(Topology, request.Source, path.Edges[0]);
            HasTightened = true;
            if (limit < path.Segments.Count)
                Requests[index] = request with { Constraints = request.Constraints with { MaximumSids = PathService.Tightest(request.Constraints.MaximumSids, limit) } };
            else if (request.Branches != BranchMode.SinglePath)
                Requests[index] = request with { Branches = BranchMode.SinglePath };
            else
                HasTightened = false;
        }
    }
}
