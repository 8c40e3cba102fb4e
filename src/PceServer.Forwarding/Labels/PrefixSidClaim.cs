using PceServer.Topology;

namespace PceServer.Forwarding.Labels;

/// <summary>A prefix SID as one node announces it, or as a mapping server gives it to what the node announces.</summary>
internal readonly record struct PrefixSidClaim(Prefix Prefix, PrefixSid Sid, RoutingDomain Domain, bool IsMapped = false)
{
    /// <summary>What the announced metric has changed by since the snapshot.</summary>
    public long MetricChange { get; init; }

    public bool IsPassedOn => Prefix.Attributes.IsReadvertised || (Sid.Flags.HasFlag(PrefixSidFlags.Readvertised) && !IsMapped);

    /// <summary>
    /// The prefix belongs to who announces it: unless it is passed on from elsewhere, or though it is, because the node announces it as its own in another
    /// domain or says that it is attached (RFC 7684 §2.1). A redistributed one keeps its label up to the border (RFC 8665 §5).
    /// </summary>
    public bool IsOwned(TopologySnapshot topology)
    {
        if (Prefix.Attributes.IsAttached)
            return true;
        if (!IsPassedOn)
            return !(Sid.Flags.HasFlag(PrefixSidFlags.NoPenultimateHopPopping) && RouteKind.IsOspfExternal(Prefix));
        foreach (ref readonly var other in topology.AdvertisersOf(Prefix.Key.Prefix))
        {
            if (other.Node == Prefix.Node && !other.Attributes.IsReadvertised && !RouteKind.IsOspfExternal(other)
                && !other.Attributes.PrefixSids.Any(s => s.Flags.HasFlag(PrefixSidFlags.Readvertised)))
                return true;
        }
        return false;
    }

    /// <summary>
    /// The metric to add; null where the prefix is not announced for the algorithm: one from another area or from outside is reached by the algorithm's own
    /// prefix metric, if the definition in force asks for it (RFC 9350 §13).
    /// </summary>
    public uint? Metric(TopologySnapshot topology)
    {
        if (RouteKind.IsOspfExternal2(Prefix))
            return 0;
        if (!HasOwnMetric(topology))
            return Changed(Prefix.Attributes.Metric);
        foreach (var own in Prefix.Attributes.FlexAlgoMetrics)
        {
            if (own.Algorithm == Sid.Algorithm)
                return Changed(own.Metric);
        }
        return null;
    }

    /// <summary>Whether the metric that counts is the algorithm's own and not that of the prefix.</summary>
    public bool HasOwnMetric(TopologySnapshot topology) =>
        Sid.Algorithm >= 128 && (IsPassedOn || Prefix.Attributes.IsExternal || Prefix.Attributes.IsDown)
        && topology.RoutingDomains.TryFind(Domain, out var domain)
        && topology.RoutingDomains.TryGetFlexAlgo(domain, Sid.Algorithm, out var definition) && definition.UsesPrefixMetric;

    private uint Changed(uint metric) => (uint)Math.Clamp(metric + MetricChange, 0, uint.MaxValue - 1);

    /// <summary>Every prefix SID that counts, those of mapping servers last.</summary>
    public static IEnumerable<PrefixSidClaim> Of(TopologySnapshot topology)
    {
        foreach (var prefix in topology.Prefixes)
        {
            foreach (var sid in prefix.Attributes.PrefixSids)
            {
                var domain = RoutingDomain.Of(prefix.Key);
                if (Counts(topology, prefix, sid, domain))
                    yield return new PrefixSidClaim(prefix, sid, domain);
            }
        }
        foreach (var claim in MappedSids.Of(topology))
            yield return claim;
    }

    /// <summary>A SID of an algorithm that its node does not run is ignored, and so are two of OSPF for one prefix (RFC 8665 §5, RFC 8667 §2.1).</summary>
    private static bool Counts(TopologySnapshot topology, Prefix prefix, PrefixSid sid, RoutingDomain domain)
    {
        var node = topology[prefix.Node];
        var algorithms = node.Attributes.Algorithms;
        if (node.Keys.Length > 1 && topology.RoutingDomains.TryFind(domain, out var number)
            && topology.RoutingDomains.AttributesOf(prefix.Node, number) is { } here)
            algorithms = here.Algorithms;
        if (!algorithms.IsEmpty && !algorithms.Contains(sid.Algorithm))
            return false;
        return prefix.Attributes.PrefixSids.Length == 1
            || prefix.Key.Node.Protocol is not (LinkStateProtocol.Ospfv2 or LinkStateProtocol.Ospfv3)
            || prefix.Attributes.PrefixSids.Count(s => s.Algorithm == sid.Algorithm) == 1;
    }
}
