namespace PceServer.Topology.Tests;

/// <summary>A snapshot as lines of text that do not depend on how it is numbered.</summary>
internal static class Canonical
{
    public static void AssertSame(TopologySnapshot actual, TopologySnapshot expected)
    {
        var (mine, theirs) = (Of(actual), Of(expected));
        // Lists this long are hard to read whole: the lines that only one side has say enough, from where they differ.
        var (extra, missing) = (mine.Except(theirs).ToList(), theirs.Except(mine).ToList());
        var same = extra.Count == 0 || missing.Count == 0 ? 0 : extra[0].Zip(missing[0]).TakeWhile(pair => pair.First == pair.Second).Count();
        Assert.That((extra.Take(3).Select(line => line[Math.Min(same, line.Length)..]), missing.Take(3).Select(line => line[Math.Min(same, line.Length)..]), mine.Count),
            Is.EqualTo((Array.Empty<string>(), Array.Empty<string>(), theirs.Count)));
    }

    public static List<string> Of(TopologySnapshot topology)
    {
        var lines = new List<string>();
        foreach (var node in topology.Nodes)
        {
            var a = node.Attributes;
            lines.Add($"node {string.Join('+', node.Keys.Select(Full).Order())} {a.Name} [{string.Join(',', a.RouterIds)}] {node.RouterId} {a.Srgb} {a.Srlb} {string.Join(',', a.Algorithms)}"
                + $" {a.MaximumSidDepth} {a.Overloaded}{a.Drained} sids {string.Join(',', topology.NodeSids(node.Index).Select(s => $"{s.Prefix}={s.Sid}").Order())}"
                + $" transit {topology.NoTransit[node.Index.Value]} out {topology.OutStart[node.Index.Value + 1] - topology.OutStart[node.Index.Value]}"
                + $" srv6 {a.Srv6} domains {Domains(topology, node.Index)}"
                + $" in {topology.InStart[node.Index.Value + 1] - topology.InStart[node.Index.Value]}");
        }
        for (var e = 0; e < topology.EdgeCount; e++)
        {
            var link = topology[new EdgeIndex(e)];
            lines.Add($"link {Full(link.Key)} {Shown(link.Attributes)} from {Full(topology[link.From].Key)} to {Full(topology[link.To].Key)}"
                + $" reverse {(link.Reverse is { } r ? Full(topology.KeyOf(r)) : "-")} {topology.Domains[topology.EdgeDomain[e]]}"
                + $" {topology.EdgeIgpMetric[e]} {topology.EdgeTeMetric[e]} {topology.EdgeDelay[e]} {topology.EdgeDelayVariation[e]} {topology.EdgeLoss[e]} {topology.EdgeAdminGroup[e]:x}"
                + $" {topology.EdgeMaximumBandwidth[e]} {topology.EdgeReservableBandwidth[e]} {string.Join(',', topology.EdgeUnreservedBandwidth.Slice(e * 8, 8).ToArray())}"
                + $" {string.Join(',', topology.EdgeSrlgs[topology.EdgeSrlgStart[e]..topology.EdgeSrlgStart[e + 1]].ToArray())}");
        }
        lines.AddRange(topology.UnusableLinks.Select(l => $"unusable {Full(l.Key)} {Shown(l.Attributes)} {l.Reason}"));
        lines.AddRange(topology.Prefixes.Select(
            p => $"prefix {p.Key.Prefix} {Full(p.Key.Node)} at {Full(topology[p.Node].Key)} {p.Attributes.Metric} {p.Attributes.IsNodePrefix}"
            + $" {p.Attributes.IsAnycast} {string.Join(',', p.Attributes.PrefixSids)}"));
        lines.AddRange(topology.PrefixSegments.Select(
            s => $"segment {s.Kind} {s.Prefix} {s.Sid} {string.Join('+', s.Owners.Select(o => Full(topology[o].Key)).Order())}"));
        lines.AddRange(topology.Srv6Sids.Select(
            s => $"srv6 {Full(s.Key.Node)} {s.Key.Sid} of {(s.Node is { } n ? Full(topology[n].Key) : "nobody")} {s.Attributes.Behavior}"
                + $" {s.Attributes.Algorithm} {s.Attributes.Structure} {string.Join(',', s.Attributes.Peers)}"));
        lines.Sort(StringComparer.Ordinal);
        return lines;
    }

    public static string Shown(LinkAttributes a) =>
        $"{a.IgpMetric} {a.TeMetric} {a.DelayMicroseconds} {a.DelayVariationMicroseconds} {a.LossUnits} {a.AdminGroup} {a.MaximumBandwidth} {a.MaximumReservableBandwidth}"
        + $" [{string.Join(',', a.UnreservedBandwidth)}] [{string.Join(',', a.Srlgs)}] [{string.Join(',', a.AdjacencySids)}] [{string.Join(',', a.PeerSids)}] {a.MaximumSidDepth} {a.Name} [{string.Join(',', a.Srv6EndXSids)}]";

    /// <summary>What holds of a node in each of its domains.</summary>
    private static string Domains(TopologySnapshot topology, NodeIndex node)
    {
        var domains = topology.RoutingDomains;
        return string.Join(';', domains.Of(node).ToArray().Select(
            d => $"{domains[d]} {domains.NoTransit(d)[node.Value]} {domains.Participates(node, d, 0)}{domains.Participates(node, d, 128)}"
                + $" {(domains.TryGetFlexAlgo(d, 128, out var definition) ? definition : null)}").Order(StringComparer.Ordinal));
    }

    private static string Full(NodeKey k) =>
        $"{k.Protocol}/{k.Instance}/{k.AutonomousSystem}/{k.BgpLsId}/{k.Area}/{k.RouterId}/{k.BgpRouterId}";

    private static string Full(LinkKey k) =>
        $"{Full(k.Local)}->{Full(k.Remote)} {k.LocalAddress} {k.RemoteAddress} {k.LocalIpv6Address} {k.RemoteIpv6Address} {k.LocalIdentifier} {k.RemoteIdentifier} {k.MultiTopologyId}";
}
