using PceServer.Topology;

namespace PceServer.Admin.Replies;

/// <summary>A snapshot as the API shows it.</summary>
internal static class TopologyReplies
{
    public static V1.TopologyReply Of(TopologySnapshot topology, NetworkOverlay overlay)
    {
        var reply = new V1.TopologyReply { Version = topology.Version };
        var sids = topology.Srv6Sids.Where(sid => sid.Node is not null).ToLookup(sid => sid.Node!.Value);
        reply.Nodes.Add(topology.Nodes.Select(node => NodeOf(topology, node, sids[node.Index])));
        reply.Links.Add(topology.Links.Select(link => LinkOf(topology, overlay, link)));
        reply.Prefixes.Add(topology.Prefixes.Select(prefix => PrefixOf(topology, prefix)));
        return reply;
    }

    private static V1.TopologyNode NodeOf(TopologySnapshot topology, Node node, IEnumerable<Srv6Sid> srv6Sids)
    {
        var shown = new V1.TopologyNode
        {
            Id = node.DisplayName,
            Name = node.Attributes.Name ?? "",
            RouterId = node.RouterId?.ToString() ?? "",
            AutonomousSystem = node.Key.AutonomousSystem,
            Overloaded = node.Attributes.Overloaded,
            Pseudonode = node.IsPseudonode,
            IgpIds = { node.Keys.Select(key => $"{Words.Of(key.Protocol)} {key}") },
            Srgb = { Ranges(node.Attributes.Srgb) },
            Srlb = { Ranges(node.Attributes.Srlb) },
            Algorithms = { node.Attributes.Algorithms.Select(a => (uint)a) },
            Sids = { topology.NodeSids(node.Index).Select(sid => SidOf(sid.Prefix, sid.Sid)) },
            Domains = { DomainsOf(topology, node.Index) },
            Drained = node.Attributes.Drained,
            Srv6 = Srv6Replies.Of(node.Attributes.Srv6),
            Srv6Sids = { srv6Sids.Select(Srv6Replies.Of) },
        };
        if (node.Attributes.MaximumSidDepth is { } depth)
            shown.MaxSidDepth = depth;
        return shown;
    }

    private static V1.TopologyLink LinkOf(TopologySnapshot topology, NetworkOverlay overlay, Link link)
    {
        var a = link.Attributes;
        var shown = new V1.TopologyLink
        {
            Id = LinkText.Of(topology, link.Index),
            From = topology[link.From].DisplayName,
            To = topology[link.To].DisplayName,
            LocalAddress = (link.Key.LocalAddress ?? link.Key.LocalIpv6Address)?.ToString() ?? "",
            RemoteAddress = (link.Key.RemoteAddress ?? link.Key.RemoteIpv6Address)?.ToString() ?? "",
            LocalIdentifier = link.Key.LocalIdentifier,
            RemoteIdentifier = link.Key.RemoteIdentifier,
            AdminGroup = (uint)a.AdminGroup.Bits0To63,
            ExtendedAdminGroup = a.AdminGroup.IsStandard ? "" : a.AdminGroup.ToString(),
            BookedBandwidth = overlay.BookedBandwidth.GetValueOrDefault(link.Key),
            UnreservedBandwidth = { a.UnreservedBandwidth.Select(b => (double)b) },
            Srlgs = { a.Srlgs },
            AdjacencySids = { a.AdjacencySids.Select(AdjacencyOf) },
            PeerSids = { a.PeerSids.Select(PeerOf) },
            Srv6EndXSids = { a.Srv6EndXSids.Select(Srv6Replies.Of) },
            Domain = DomainOf(RoutingDomain.Of(link.Key)),
        };
        if (a.IgpMetric != Metric.Missing)
            shown.IgpMetric = a.IgpMetric;
        if (a.TeMetric != Metric.Missing)
            shown.TeMetric = a.TeMetric;
        if (a.DelayMicroseconds != Metric.Missing)
            shown.DelayMicroseconds = a.DelayMicroseconds;
        if (a.MaximumBandwidth is { } maximum)
            shown.MaximumBandwidth = maximum;
        if (a.MaximumReservableBandwidth is { } reservable)
            shown.MaximumReservableBandwidth = reservable;
        return shown;
    }

    private static V1.TopologyPrefix PrefixOf(TopologySnapshot topology, Prefix prefix) => new()
    {
        Prefix = prefix.Key.Prefix.ToString(),
        Node = topology[prefix.Node].DisplayName,
        Metric = prefix.Attributes.Metric,
        Anycast = prefix.Attributes.IsAnycast,
        Sids = { prefix.Attributes.PrefixSids.Select(sid => SidOf(prefix.Key.Prefix, sid)) },
        Domain = DomainOf(RoutingDomain.Of(prefix.Key)),
        Readvertised = prefix.Attributes.IsReadvertised,
        External = prefix.Attributes.IsExternal,
        Down = prefix.Attributes.IsDown,
        OspfRouteType = prefix.Key.OspfRouteType,
        Unreachable = prefix.Attributes.IsUnreachable,
        Srv6Locators = { prefix.Attributes.Srv6Locators.Select(Srv6Replies.Of) },
    };

    private static IEnumerable<V1.NodeDomain> DomainsOf(TopologySnapshot topology, NodeIndex node)
    {
        var domains = topology.RoutingDomains;
        return domains.Of(node).ToArray().Select(domain => new V1.NodeDomain
        {
            Domain = DomainOf(domains[domain]),
            NoTransit = domains.NoTransit(domain)[node.Value],
            Algorithms = { (domains.AttributesOf(node, domain)?.Algorithms ?? []).Select(a => (uint)a) },
        });
    }

    private static V1.RoutingDomain DomainOf(RoutingDomain domain) => new()
    {
        Protocol = Words.Of(domain.Protocol),
        Instance = domain.Instance,
        AutonomousSystem = domain.AutonomousSystem,
        BgpLsId = domain.BgpLsId,
        Area = domain.Area,
        MultiTopologyId = domain.MultiTopologyId,
    };

    private static V1.PeerSid PeerOf(PeerSid sid) => new()
    {
        Kind = Words.Of(sid.Kind),
        Value = sid.Value,
        Absolute = sid.IsLabel,
        Weight = sid.Weight,
    };

    private static V1.NodeSid SidOf(IpPrefix prefix, PrefixSid sid) =>
        new() { Prefix = prefix.ToString(), Value = sid.Value, Absolute = sid.IsLabel, Algorithm = sid.Algorithm };

    private static V1.AdjacencySid AdjacencyOf(AdjacencySid sid) => new()
    {
        Value = sid.Value,
        Absolute = sid.IsLabel,
        Backup = (sid.Flags & AdjacencySidFlags.Backup) != 0,
        Weight = sid.Weight,
    };

    private static IEnumerable<V1.LabelRange> Ranges(LabelBlock block) => block.Ranges.Select(r => new V1.LabelRange { First = r.First.Value, Size = r.Size });
}
