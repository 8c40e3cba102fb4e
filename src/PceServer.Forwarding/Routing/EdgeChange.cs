using PceServer.Topology;

namespace PceServer.Forwarding.Routing;

/// <summary>A link whose cost differs between two views of the same nodes; <see cref="RoutingView.Unusable"/> before = new, after = gone.</summary>
internal readonly record struct EdgeChange(int From, int To, uint Before, uint After, RoutingDomain Domain);
