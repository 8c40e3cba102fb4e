using PceServer.Engine.Lsps;
using PceServer.Topology;

namespace PceServer.Engine.Paths;

/// <summary>What may tell where an LSP starts and ends.</summary>
/// <param name="PeerAddress">Source address of the PCC's session.</param>
/// <param name="PeerNode">What the operator says of that peer.</param>
public sealed record EndpointClues(PathDemand Demand, LspIdentifiers? Identifiers, PolicyIdentity? Policy, IpAddress PeerAddress, string? PeerNode);

/// <summary>
/// Finds head-end and tail in a snapshot. Head-end, the first that leads to a node: END-POINTS source, LSP-IDENTIFIERS sender, SR Policy association source,
/// the node that owns the peer's address, the configured node. Tail likewise: END-POINTS, LSP-IDENTIFIERS endpoint, association endpoint.
/// </summary>
public static class EndpointResolver
{
    public static NodeIndex? HeadEnd(TopologySnapshot topology, EndpointClues clues) =>
        Owner(topology, clues.Demand.Source) ?? Owner(topology, clues.Identifiers?.Sender) ?? Owner(topology, clues.Policy?.HeadEnd)
        ?? Owner(topology, clues.PeerAddress)
        ?? (clues.PeerNode is { } text && topology.TryFind(text, out var node) ? node : null);

    public static NodeIndex? Tail(TopologySnapshot topology, EndpointClues clues) =>
        Owner(topology, clues.Demand.Destination) ?? Owner(topology, clues.Identifiers?.Endpoint) ?? Owner(topology, clues.Policy?.Endpoint);

    private static NodeIndex? Owner(TopologySnapshot topology, IpAddress? address) =>
        address is { IsZero: false } known && topology.TryFindOwner(known, out var node) ? node : null;
}
