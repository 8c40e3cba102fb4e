using System.Collections.Immutable;
using PceServer.Topology;

namespace PceServer.Forwarding;

/// <summary>What to walk, and what the walk must keep to.</summary>
/// <param name="Labels">Top of stack first, as pushed by the head-end; the head-end resolves the first one in its own tables.</param>
/// <param name="Destination">Where it must end.</param>
public sealed record TraceRequest(NodeIndex HeadEnd, ImmutableArray<Label> Labels, NodeIndex Destination)
{
    public PathConstraints Constraints { get; init; } = PathConstraints.None;

    /// <summary>Where the payload wants to go; null = an address of <see cref="Destination"/>. A node that announces its prefix delivers it.</summary>
    public IpAddress? Payload { get; init; }

    /// <summary>TTL that the head-end writes, 1 to 255.</summary>
    public byte TimeToLive { get; init; } = 255;

    public TtlModel TtlModel { get; init; } = TtlModel.Uniform;

    /// <summary>Follow only the branch that this flow takes by hash; null = every branch.</summary>
    public uint? Flow { get; init; }

    /// <summary>Bytes per second on each link that the overlay already counts for this very LSP, and which therefore do not stand in its way.</summary>
    public ImmutableDictionary<LinkKey, ulong> OwnBookings { get; init; } = ImmutableDictionary<LinkKey, ulong>.Empty;
}

/// <summary>What becomes of the TTL where labels are pushed and popped (RFC 3443 §3).</summary>
public enum TtlModel : byte
{
    /// <summary>One TTL for the whole way: a push copies it, a pop writes it back (RFC 3443 §3.1).</summary>
    Uniform,

    /// <summary>
    /// The tunnel counts as one hop for what is below: every pushed label starts anew, a pop leaves the TTL below as it was (RFC 3443 §3.2).
    /// </summary>
    Pipe,
}
