using System.Collections.Immutable;
using PceServer.Topology;

namespace PceServer.Forwarding.Labels;

/// <summary>A node that announces a prefix, and how its penultimate hop is to hand packets over.</summary>
/// <param name="IsOwner">The prefix is its own; false where it only passes on what another level, area or protocol said.</param>
internal readonly record struct Announcer(int Node, PrefixSidFlags Flags, bool IsOwner);

/// <summary>
/// All packets that go to one prefix by one algorithm under one SID (RFC 8402 §3.1, RFC 8660 §2.5), as one routing domain knows it by one kind of route.
/// A node that is in several domains chooses between those of its own.
/// </summary>
/// <param name="Slot">Where the distances to it are kept; prefixes of the same nodes share one.</param>
/// <param name="AddedMetric">What the announced metric adds to these distances.</param>
internal sealed record Fec(
    IpPrefix Prefix, PrefixSid Sid, RoutingDomain Domain, RouteKind Kind, ImmutableArray<Announcer> Announcers, int Slot, uint AddedMetric)
{
    /// <summary>Announced for these nodes by a mapping server; their neighbours pop (RFC 8665 §5).</summary>
    public bool IsMapped { get; init; }

    /// <summary>Others that claim the same SID index; the preferred one is found under the index.</summary>
    public ImmutableArray<Fec> Rivals { get; init; } = [];

    /// <summary>Others claim the index too, so that two nodes may take it for different things. Set while the table is made.</summary>
    public bool IsContested { get; set; }

    /// <summary>Some announcer has it from elsewhere, so that not every node takes this way.</summary>
    public bool IsPassedOn { get; } = Announcers.Any(a => !a.IsOwner);

    public bool TryFind(int node, out Announcer announcer)
    {
        foreach (var candidate in Announcers)
        {
            if (candidate.Node == node)
            {
                announcer = candidate;
                return true;
            }
        }
        announcer = default;
        return false;
    }

    public override string ToString() => Sid.Algorithm == 0 ? $"{Prefix}" : $"{Prefix} algorithm {Sid.Algorithm}";
}
