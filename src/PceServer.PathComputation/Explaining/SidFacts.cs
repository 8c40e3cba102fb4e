using System.Collections.Immutable;
using PceServer.PathComputation.Segments;
using PceServer.Topology;

namespace PceServer.PathComputation.Explaining;

/// <summary>What the topology does not say, so that no node SID leads from the source to the destination: in words, one fact each.</summary>
internal static class SidFacts
{
    public static ImmutableArray<string> Of(TopologySnapshot topology, PathRequest request)
    {
        var facts = ImmutableArray.CreateBuilder<string>();
        var (source, algorithm) = (topology[request.Source], request.Constraints.Algorithm);
        if (source.Attributes.Srgb.IsEmpty)
            facts.Add($"{source.DisplayName} announces no SRGB");
        foreach (var destination in request.FurtherDestinations.Prepend(request.Destination))
        {
            var name = topology[destination].DisplayName;
            var sids = topology.NodeSids(destination).Where(s => s.Sid.Algorithm == algorithm && !s.Sid.IsLabel).ToArray();
            if (sids.Length == 0)
                facts.Add(algorithm == 0 ? $"{name} announces no node SID" : $"{name} announces no node SID of algorithm {algorithm}");
            foreach (var domain in topology.RoutingDomains.Of(request.Source))
            {
                if (topology.RoutingDomains[domain].IsIgp)
                    facts.AddRange(sids.Select(sid => InDomain(topology, request, domain, sid, name)).OfType<string>());
            }
        }
        foreach (var domain in topology.RoutingDomains.Of(request.Source))
        {
            if (algorithm != 0 && topology.RoutingDomains[domain].IsIgp && !topology.RoutingDomains.Participates(request.Source, domain, algorithm))
                facts.Add($"{source.DisplayName} takes no part in algorithm {algorithm} in {Words.Name(topology.RoutingDomains[domain])}");
        }
        return [.. facts.Distinct()];
    }

    private static string? InDomain(TopologySnapshot topology, PathRequest request, int domain, NodeSid sid, string destination)
    {
        var (where, algorithm) = (topology.RoutingDomains[domain], request.Constraints.Algorithm);
        var announced = topology.AdvertisersOf(sid.Prefix).ToArray().Where(p => RoutingDomain.Of(p.Key) == where).ToArray();
        var source = topology[request.Source].DisplayName;
        if (announced.Length == 0)
            return $"nobody announces {sid.Prefix} of {destination} in {Words.Name(where)}, where {source} is";
        var labelled = announced.Where(p => p.Attributes.PrefixSids.Any(s => s.Value == sid.Sid.Value && s.Algorithm == algorithm)).ToArray();
        if (labelled.Length == 0)
            return $"{sid.Prefix} of {destination} has no label in {Words.Name(where)}, where {source} is: it is announced there without its SID";
        if (algorithm >= 128 && topology.RoutingDomains.TryGetFlexAlgo(domain, algorithm, out var definition) && definition.UsesPrefixMetric
            && labelled.All(p => p.Attributes.IsReadvertised && p.Attributes.FlexAlgoMetrics.All(m => m.Algorithm != algorithm)))
            return $"{sid.Prefix} of {destination} comes into {Words.Name(where)} without a prefix metric of algorithm {algorithm}, which the definition there asks for";
        return SegmentRouting.Of(topology, algorithm).Routes.Fecs.IsContested(domain, sid.Sid.Value)
            ? $"SID index {sid.Sid.Value} of {destination} is claimed by another prefix too in {Words.Name(where)}" : null;
    }
}
