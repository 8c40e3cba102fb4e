using System.Collections.Immutable;
using PceServer.Engine.Lsps;
using PceServer.Engine.Mapping.Pcep;
using PceServer.Engine.Paths;
using PceServer.Pcep;
using PceServer.Topology;

namespace PceServer.Engine.Sessions;

/// <summary>
/// The path that a request with the F flag in its XRO reports as failed (RFC 5521 §2.1): its links are avoided as long as there is any other way. Which of them
/// failed the request does not say, so none is forbidden. Without an RRO it is the path that the named LSP had.
/// </summary>
internal static class FailedPath
{
    public static PathQuery Avoided(PccState state, PathComputationRequest request, PathQuery query, Lsp? known)
    {
        if (request.Attributes.Xro is not { Fail: true })
            return query;
        ImmutableArray<Exclusion> avoided = [.. Elements(state, request.Rro, query, known).Distinct().Select(element => new Exclusion(element, IsSoft: true))];
        var constraints = query.Demand.Constraints;
        return query with { Demand = query.Demand with { Constraints = constraints with { Exclusions = [.. constraints.Exclusions, .. avoided] } } };
    }

    private static IEnumerable<NetworkElement> Elements(PccState state, RroObject? reported, PathQuery query, Lsp? known)
    {
        if (reported is null)
            return Links(known?.Trace?.Links ?? []);
        var path = RouteMapping.ToDomain(reported);
        if (path.IsLabelStack && query is { HeadEnd: { } head, Destination: { } tail })
            return Links(state.Engine.Paths.Walk(state.Topology, query, path.Labels, head, tail).Links);
        return reported.Subobjects.Select(Interface).OfType<NetworkElement>();
    }

    private static NetworkElement? Interface(Subobject subobject) => subobject switch
    {
        Ipv4Subobject { PrefixLength: 32 } hop => new() { Link = hop.Address.ToDomain() },
        Ipv6Subobject { PrefixLength: 128 } hop => new() { Link = hop.Address.ToDomain() },
        UnnumberedSubobject hop => new() { UnnumberedLink = (hop.RouterId.ToDomain(), hop.InterfaceId) },
        _ => null,
    };

    private static IEnumerable<NetworkElement> Links(IEnumerable<LinkKey> links) =>
        links.Select(link => link.LocalAddress ?? link.RemoteAddress ?? link.LocalIpv6Address).OfType<IpAddress>().Select(address => new NetworkElement { Link = address });
}
