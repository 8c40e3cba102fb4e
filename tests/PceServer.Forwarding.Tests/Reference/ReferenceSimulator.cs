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
    private readonly ReferenceRib _rib;
    private readonly Dictionary<int, Dictionary<string, uint>> _indices = [];
    private TraceRequest _request = null!;

    public ReferenceSimulator(TopologySnapshot topology, NetworkOverlay overlay, FailureSet failures, bool converged)
    {
        (_topology, _overlay) = (topology, overlay);
        _downNodes = [.. failures.Nodes.Select(n => n.Value)];
        foreach (var link in topology.Links)
        {
            var twin = link.Reverse is { } r ? topology[r] : link;
            if (failures.Links.Contains(link.Index) || failures.Links.Contains(twin.Index)
                || _downNodes.Contains(link.From.Value) || _downNodes.Contains(link.To.Value)
                || link.Attributes.Srlgs.Concat(twin.Attributes.Srlgs).Any(s => failures.Srlgs.Contains(s)))
                _downLinks.Add(link.Index.Value);
        }
        // One wire may be a link in two levels.
        foreach (var link in topology.Links.Where(l => l.Key.LocalAddress is not null))
        {
            if (_downLinks.Any(d => topology.Links[d].Key is var key && key.LocalAddress == link.Key.LocalAddress))
                _downLinks.Add(link.Index.Value);
        }
        _rib = converged ? ReferenceRib.Converged(topology, l => !_downLinks.Contains(l.Index.Value)) : new ReferenceRib(topology, _ => true);
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
        var links = Adjacencies(node, label, out var distance);
        if (WayBehind(node, label) is { } way && (links.Count == 0 || distance >= (way.Group[0].Domain.Protocol == LinkStateProtocol.Ospfv2 ? 110 : 115)))
            return way.IsOwn ? Again(rest, packet.Fresh - 1) : ToPrefix(packet, way, rest, ttl, answer);
        if (links.Count > 0)
            return Cross(packet, links.Select(l => (l.Links, l.Router, (List<Entry>?)rest)), ttl, answer);
        var binding = _overlay.BindingSids.FirstOrDefault(b => _topology.Nodes[node].Keys.Contains(b.HeadEnd) && b.Label.ToString() == label);
        if (binding is null)
            return TraceVerdict.Dropped;
        if (binding.Labels.Length > (_topology.Nodes[node].Attributes.MaximumSidDepth ?? 1000))
            return TraceVerdict.TooDeep;
        // The label is swapped for the deepest of the list, on which the others are pushed.
        return Again(
            [.. binding.Labels.Select((l, i) => new Entry(l.ToString(), IsUniform || i == binding.Labels.Length - 1 ? ttl : _request.TimeToLive)), .. rest],
            Math.Max(0, packet.Fresh - 1) + binding.Labels.Length);
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

    /// <summary>What the prefix SID under an incoming label makes a node do, if it is one and the node can do something about it.</summary>
    private ReferenceRib.Way? WayBehind(int node, string label)
    {
        if (!_indices.TryGetValue(node, out var indices))
        {
            _indices[node] = indices = _rib.Announcements.Where(a => !a.Sid.IsLabel).Select(a => a.Sid.Value).Distinct()
                .Select(i => (Label: LabelAt(node, i), Index: i)).Where(l => l.Label is not null).ToDictionary(l => l.Label!, l => l.Index);
        }
        return indices.TryGetValue(label, out var index) ? _rib.Follow(node, index) : null;
    }

    private string? LabelAt(int node, uint index)
    {
        var ranges = _topology.Nodes[node].Attributes.Srgb.Ranges.Select(r => (From: (long)r.First.Value, To: (long)r.First.Value + r.Size - 1)).ToList();
        if (ranges.Exists(r => r.From < 16 || r.To > 1048575) || ranges.Where((a, i) => ranges.Where((b, j) => i != j && a.From <= b.To && b.From <= a.To).Any()).Any())
            return null;
        var all = ranges.SelectMany(r => Enumerable.Range(0, (int)Math.Min(r.To - r.From + 1, 5000)).Select(i => r.From + i));
        var label = all.Skip((int)index).Select(l => (long?)l).FirstOrDefault();
        return label?.ToString(CultureInfo.InvariantCulture);
    }

    private TraceVerdict ToPrefix(Packet packet, ReferenceRib.Way way, List<Entry> rest, int ttl, Answer answer) =>
        Cross(packet, way.Hops.Select(h => (h.Links, h.Router, Outgoing(h.Router, way.Group, rest, ttl))), ttl, answer);

    private List<Entry>? Outgoing(int next, List<Announcement> group, List<Entry> rest, int ttl)
    {
        if (group.Find(a => a.Router == next) is { IsOwn: true } announced)
        {
            if (!announced.Sid.Flags.HasFlag(PrefixSidFlags.NoPenultimateHopPopping))
                return rest;
            if (announced.Sid.Flags.HasFlag(PrefixSidFlags.ExplicitNull))
                return [new Entry("0", ttl), .. rest];
        }
        return LabelAt(next, group[0].Sid.Value) is { } label ? [new Entry(label, ttl), .. rest] : null;
    }

    /// <summary>The link under an adjacency label; of several the persistent one, then OSPF's, then the one with the smallest address at its far end.</summary>
    private List<FirstHop> Adjacencies(int node, string label, out int distance)
    {
        var found = new List<(FirstHop Hop, int Distance, IpAddress Next)>();
        foreach (var link in _topology.Links.Where(l => l.From.Value == node))
        {
            foreach (var sid in link.Attributes.AdjacencySids.Where(s => s.Value.ToString(CultureInfo.InvariantCulture) == label))
            {
                var rank = sid.Flags.HasFlag(AdjacencySidFlags.Persistent) ? 0 : link.Key.Local.Protocol == LinkStateProtocol.Ospfv2 ? 110 : 115;
                if (!_topology[link.To].IsPseudonode)
                    found.Add((new FirstHop(link.Index.ToString(), link.To.Value), rank, link.Key.RemoteAddress!.Value));
                else if (_topology.Links.FirstOrDefault(l => l.From == link.To && _topology[l.To].Keys.Any(k => k.RouterId == _topology[link.To].Key.RouterId.Router)) is { } onward)
                    found.Add((new FirstHop($"{link.Index}+{onward.Index}", onward.To.Value), rank, _topology[onward.To].RouterId!.Value));
            }
        }
        var first = found.OrderBy(f => f.Distance).ThenBy(f => f.Next).FirstOrDefault();
        distance = first.Distance;
        return first.Hop is null ? [] : [first.Hop];
    }

    private TraceVerdict Cross(Packet packet, IEnumerable<(string Links, int Router, List<Entry>? Stack)> ways, int ttl, Answer answer)
    {
        var worst = TraceVerdict.Delivered;
        ways = ways.ToList();
        // Of the TTLs that the node writes none may be zero, and of those that it does not write none is looked at.
        answer.Expired |= ways.Any(w => ttl <= 0 || w.Stack?.Any(e => e.Ttl <= 0) == true);
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
}
