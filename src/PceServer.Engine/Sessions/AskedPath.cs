using PceServer.Engine.Ledger;
using PceServer.Engine.Lsps;
using PceServer.Engine.Mapping.Pcep;
using PceServer.Engine.Paths;
using PceServer.Pcep;

namespace PceServer.Engine.Sessions;

/// <summary>A request as a question on the PCC's snapshot.</summary>
/// <param name="Known">The LSP that it names.</param>
internal sealed record AskedPath(PathComputationRequest Request, PathQuery Query, Lsp? Known)
{
    /// <summary>Optional objects that were left out.</summary>
    public AttributeList Ignored { get; init; } = AttributeList.Empty;

    /// <summary>The disjointness group that it asks to be in.</summary>
    public DisjointMembership? Group { get; init; }

    /// <summary>What stays asked for once it is answered: without what concerns this one computation.</summary>
    public required PathDemand Demand { get; init; }

    /// <summary>Null with the error that the request earns instead of an answer.</summary>
    public static AskedPath? Read(PccState state, PathComputationRequest request, out (PcepErrorCode Error, string Reason) refusal)
    {
        refusal = default;
        var mapping = new DemandMapping();
        var demand = mapping.Map(request.Attributes, request.EndPoints).ToDemand();
        foreach (var unhonoured in mapping.Unhonoured)
        {
            if (unhonoured.IsMandatory)
            {
                refusal = (unhonoured.Error, unhonoured.Reason);
                return null;
            }
        }
        var topology = state.Topology;
        var known = request.Lsp is { PlspId.IsNone: false } named ? state.Table.Find(new PlspId(named.PlspId.Value)) : null;
        var clues = state.Clues(demand, known?.Identifiers, PolicyMapping.ToDomain(request.Associations) ?? known?.Policy);
        var query = new PathQuery(EndpointResolver.HeadEnd(topology, clues), EndpointResolver.Tail(topology, clues), demand, state.Peer.SidDepth)
        {
            Own = known is null ? null : BookingKey.Of(known),
        };
        if (query.HeadEnd is { } head && demand.Constraints.MaximumSids is { } asked && query.SidDepth.Loosest(topology, head) is { } limit && asked > limit)
        {
            refusal = (PcepErrors.MsdTooLarge, $"MSD metric {asked} is above the limit of {limit}");
            return null;
        }
        return new(request, FailedPath.Avoided(state, request, query, known), known)
        {
            Demand = demand,
            Ignored = AttributeMapping.Ignored(mapping.Unhonoured),
            Group = DisjointMapping.ToDomain(request).Joins,
        };
    }
}
