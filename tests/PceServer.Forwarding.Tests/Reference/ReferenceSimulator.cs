using System.Globalization;
using PceServer.Forwarding.Failures;
using PceServer.Topology;

namespace PceServer.Forwarding.Tests.Reference;

/// <summary>
/// A second simulator, written from the RFCs and not from the first: labels are words, stacks are lists, nothing is kept or shared, every branch is a recursion.
/// </summary>
internal sealed class ReferenceSimulator
{
    private readonly TopologySnapshot _topology;
    private readonly NetworkOverlay _overlay;
    private readonly HashSet<int> _downNodes;
    private readonly HashSet<int> _downLinks = [];
    private readonly bool _converged;
    private readonly Dictionary<int, ReferenceRoutes> _routes = [];
    private TraceRequest _request = null!;

    public ReferenceSimulator(TopologySnapshot topology, NetworkOverlay overlay, FailureSet failures, bool converged)
    {
        (_topology, _overlay, _converged) = (topology, overlay, converged);
        _downNodes = [.. failures.Nodes.Select(n => n.Value)];
        foreach (var link in topology.Links)
        {
            var twin = link.Reverse is { } r ? topology[r] : link;
            if (failures.Links.Contains(link.Index) || failures.Links.Contains(twin.Index)
                || _downNodes.Contains(link.From.Value) || _downNodes.Contains(link.To.Value)
                || link.Attributes.Srlgs.Concat(twin.Attributes.Srlgs).Any(s => failures.Srlgs.Contains(s)))
                _downLinks.Add(link.Index.Value);
        }
    }

    public sealed record Answer(TraceVerdict Verdict, HashSet<string> Links, HashSet<string> Visits)
    {
        public bool Expired { get; set; }
    }

    /// <summary>A label and its TTL.</summary>
    private sealed record Entry(string Label, int Ttl);

    public Answer Trace(TraceRequest request)
    {
        var answer = new Answer(TraceVerdict.Delivered, [], []);
        if (_downNodes.Contains(request.HeadEnd.Value))
            return answer with { Verdict = TraceVerdict.Dropped };
        _request = request;
        var stack = request.Labels.Select(l => new Entry(l.Value.ToString(CultureInfo.InvariantCulture), request.TimeToLive)).ToList();
        var verdict = Arrive(request.HeadEnd.Value, stack, [], answer);
        if (answer.Expired && verdict is not (TraceVerdict.Loops or TraceVerdict.TooDeep))
            verdict = TraceVerdict.Dropped;
        var most = request.Constraints.MaximumSids ?? _topology[request.HeadEnd].Attributes.MaximumSidDepth ?? 1000;
        return answer with { Verdict = stack.Count > most ? TraceVerdict.TooDeep : verdict };
    }

    private static TraceVerdict Worse(TraceVerdict one, TraceVerdict other)
    {
        TraceVerdict[] order = [TraceVerdict.Delivered, TraceVerdict.DeliveredElsewhere, TraceVerdict.Dropped, TraceVerdict.TooDeep, TraceVerdict.Loops];
        return Array.IndexOf(order, one) > Array.IndexOf(order, other) ? one : other;
    }

    private TraceVerdict Arrive(int node, List<Entry> stack, List<string> past, Answer answer)
    {
        var here = $"{node}:{string.Join(',', stack.Select(e => e.Label))}";
        if (past.Contains(here))
            return TraceVerdict.Loops;
        answer.Visits.Add(here);
        return Handle(new Packet(node, stack, [.. past, here], 0, false, 0, null), answer);
    }

    /// <summary>A packet in the hands of a node.</summary>
    /// <param name="Fresh">Labels on top that the node itself has pushed.</param>
    /// <param name="Spent">The TTL that the node took from the outermost label, where there is one TTL for all.</param>
    private sealed record Packet(int Node, List<Entry> Stack, List<string> Past, int Turns, bool Alert, int Fresh, int? Spent);

    private TraceVerdict Handle(Packet packet, Answer answer)
    {
        var (node, stack) = (packet.Node, packet.Stack);
        if (stack.Count == 0)
            return node == _request.Destination.Value ? TraceVerdict.Delivered : TraceVerdict.DeliveredElsewhere;
        if (packet.Turns >= 64)
            return TraceVerdict.Loops;
        var ttl = Look(packet);
        answer.Expired |= ttl <= 0;
        var rest = Uncover(stack.Skip(1).ToList(), ttl);
        TraceVerdict Again(List<Entry> next, int fresh, bool alert = false) => Handle(
            packet with { Stack = next, Turns = packet.Turns + 1, Alert = packet.Alert || alert, Fresh = Math.Max(0, fresh), Spent = ttl }, answer);
        var label = stack[0].Label;
        switch (label)
        {
            case "0" or "2":
                return Again(rest, packet.Fresh - 1);
            case "1":
                return rest.Count == 0 ? TraceVerdict.Dropped : Again(rest, packet.Fresh - 1, alert: true);
            case "7":
                return rest.Count == 0 ? TraceVerdict.Dropped : Again(Uncover(rest.Skip(1).ToList(), ttl), packet.Fresh - 2);
        }
        if (int.Parse(label, CultureInfo.InvariantCulture) < 16)
            return TraceVerdict.Dropped;
        if (PrefixBehind(node, label) is { } prefix)
            return prefix.Any(p => p.Node.Value == node) ? Again(rest, packet.Fresh - 1) : ToPrefix(packet, prefix, rest, ttl, answer);
        if (Adjacencies(node, label) is { Count: > 0 } links)
            return Cross(packet, links.Select(l => (l.Links, l.Router, (List<Entry>?)rest)), ttl, answer);
        var binding = _overlay.BindingSids.FirstOrDefault(b => _topology.Nodes[node].Keys.Contains(b.HeadEnd) && b.Label.ToString() == label);
        if (binding is null)
            return TraceVerdict.Dropped;
        if (binding.Labels.Length > (_topology.Nodes[node].Attributes.MaximumSidDepth ?? 1000))
            return TraceVerdict.TooDeep;
        var pushed = IsUniform ? ttl : _request.TimeToLive;
        return Again([.. binding.Labels.Select(l => new Entry(l.ToString(), pushed)), .. rest], packet.Fresh - 1 + binding.Labels.Length);
    }

    private bool IsUniform => _request.TtlModel == TtlModel.Uniform;

    /// <summary>The TTL of the top label as the node sees it: one less, unless it is the one who wrote it.</summary>
    private int Look(Packet packet)
    {
        if (IsUniform && packet.Spent is { } spent)
            return spent;
        return packet.Stack[0].Ttl - (packet.Past.Count == 1 || packet.Fresh > 0 ? 0 : 1);
    }

    /// <summary>What a pop does to the TTL of the label below: nothing in the pipe model.</summary>
    private List<Entry> Uncover(List<Entry> rest, int ttl)
    {
        if (IsUniform && rest.Count > 0)
            rest[0] = rest[0] with { Ttl = Math.Min(rest[0].Ttl, ttl) };
        return rest;
    }

    /// <summary>Those who announce the prefix that an incoming label stands for at a node.</summary>
    private List<Prefix>? PrefixBehind(int node, string label)
    {
        foreach (var claims in Claims())
        {
            if (LabelAt(node, claims[0].Attributes.PrefixSids[0].Value) == label)
                return claims;
        }
        return null;
    }

    /// <summary>Prefixes by SID index; where two claim one, the shorter prefix keeps it, then the smaller address.</summary>
    private IEnumerable<List<Prefix>> Claims() => _topology.Prefixes.Where(p => p.Attributes.PrefixSids.Length > 0)
        .GroupBy(p => p.Attributes.PrefixSids[0].Value)
        .Select(g => g.GroupBy(p => p.Key.Prefix).OrderBy(p => p.Key.Length).ThenBy(p => p.Key.Address).First().ToList());

    private string? LabelAt(int node, uint index)
    {
        var ranges = _topology.Nodes[node].Attributes.Srgb.Ranges.Select(r => (From: (long)r.First.Value, To: (long)r.First.Value + r.Size - 1)).ToList();
        if (ranges.Exists(r => r.From < 16 || r.To > 1048575) || ranges.Where((a, i) => ranges.Where((b, j) => i != j && a.From <= b.To && b.From <= a.To).Any()).Any())
            return null;
        var all = ranges.SelectMany(r => Enumerable.Range(0, (int)Math.Min(r.To - r.From + 1, 5000)).Select(i => r.From + i));
        var label = all.Skip((int)index).Select(l => (long?)l).FirstOrDefault();
        return label?.ToString(CultureInfo.InvariantCulture);
    }

    private TraceVerdict ToPrefix(Packet packet, List<Prefix> prefix, List<Entry> rest, int ttl, Answer answer)
    {
        var routes = RoutesOf(packet.Node);
        var ways = prefix.Where(p => routes.TryReach(p.Node.Value, out _, out _)).Select(p =>
        {
            routes.TryReach(p.Node.Value, out var distance, out var hops);
            return (Length: distance + (prefix.Count > 1 ? p.Attributes.Metric : 0), Hops: hops);
        }).ToList();
        if (ways.Count == 0)
            return TraceVerdict.Dropped;
        var hops = ways.Where(w => w.Length == ways.Min(x => x.Length)).SelectMany(w => w.Hops).Distinct();
        return Cross(packet, hops.Select(h => (h.Links, h.Router, Outgoing(h.Router, prefix, rest, ttl))), ttl, answer);
    }

    private List<Entry>? Outgoing(int next, List<Prefix> prefix, List<Entry> rest, int ttl)
    {
        var sid = prefix[0].Attributes.PrefixSids[0];
        if (prefix.Find(p => p.Node.Value == next) is { } announced)
        {
            var flags = announced.Attributes.PrefixSids[0].Flags;
            if (!flags.HasFlag(PrefixSidFlags.NoPenultimateHopPopping))
                return rest;
            if (flags.HasFlag(PrefixSidFlags.ExplicitNull))
                return [new Entry("0", ttl), .. rest];
        }
        return LabelAt(next, sid.Value) is { } label ? [new Entry(label, ttl), .. rest] : null;
    }

    private List<FirstHop> Adjacencies(int node, string label)
    {
        var found = new List<FirstHop>();
        foreach (var link in _topology.Links.Where(l => l.From.Value == node))
        {
            foreach (var sid in link.Attributes.AdjacencySids.Where(s => s.Value.ToString(CultureInfo.InvariantCulture) == label))
            {
                if (!_topology[link.To].IsPseudonode)
                    found.Add(new FirstHop(link.Index.ToString(), link.To.Value));
                else if (_topology.Links.FirstOrDefault(l => l.From == link.To && _topology[l.To].Key.RouterId == _topology[link.To].Key.RouterId.Router) is { } onward)
                    found.Add(new FirstHop($"{link.Index}+{onward.Index}", onward.To.Value));
            }
        }
        return found.Count > 0 ? [found[0]] : [];
    }

    private TraceVerdict Cross(Packet packet, IEnumerable<(string Links, int Router, List<Entry>? Stack)> ways, int ttl, Answer answer)
    {
        var worst = TraceVerdict.Delivered;
        foreach (var (links, router, stack) in ways)
        {
            var names = links.Split('+');
            if (stack is null || names.Any(n => _downLinks.Contains(int.Parse(n.AsSpan(1), CultureInfo.InvariantCulture))))
            {
                worst = Worse(worst, TraceVerdict.Dropped);
                continue;
            }
            answer.Links.UnionWith(names);
            worst = Worse(worst, Arrive(router, packet.Alert && stack.Count > 0 ? [new Entry("1", ttl), .. stack] : stack, packet.Past, answer));
        }
        return worst;
    }

    private ReferenceRoutes RoutesOf(int node)
    {
        if (!_routes.TryGetValue(node, out var routes))
            _routes.Add(node, routes = new ReferenceRoutes(_topology, node, l => !_converged || !_downLinks.Contains(l.Index.Value)));
        return routes;
    }
}
