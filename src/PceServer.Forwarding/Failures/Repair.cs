using System.Collections.Immutable;
using PceServer.Forwarding.Walking;
using PceServer.Topology;

namespace PceServer.Forwarding.Failures;

/// <summary>One way around a failure: the interface on the path that the SPF will take, and the labels that leave over it (RFC 9855 §5).</summary>
/// <param name="Labels">Top first, in the place of the active label; empty where the neighbour goes on by what is below.</param>
/// <param name="Pushed">How many of them are more than the active label had been.</param>
internal sealed record Repair(Exit Via, ImmutableArray<Label> Labels, int Pushed);
