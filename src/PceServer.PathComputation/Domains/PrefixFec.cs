using PceServer.Topology;

namespace PceServer.PathComputation.Domains;

/// <summary>One router's announcement of a prefix with its SID in one domain.</summary>
/// <param name="Metric">Counted behind the way to the announcer.</param>
/// <param name="Preference">Before any metric; see <see cref="RoutePreference"/>.</param>
/// <param name="IsOwn">The prefix is the announcer's; false where a border router passes on what another domain said.</param>
/// <param name="KeepsLabel">Packets come to the announcer with the label still on (RFC 8667 §2.1.1, RFC 8665 §5).</param>
internal readonly record struct Announcement(int Node, int Domain, uint Metric, ushort Preference, bool IsOwn, bool KeepsLabel);

/// <summary>All packets that travel on one prefix SID of one algorithm: where it ends, and who announces it in which domain (RFC 8402 §3.1).</summary>
/// <param name="Place">Its place among those of its algorithm.</param>
/// <param name="Owners">Where it ends; several for an anycast set.</param>
internal sealed record PrefixFec(int Place, IpPrefix Prefix, PrefixSid Sid, Announcement[] Announcements, int[] Owners)
{
    /// <summary>The node whose node SID this is; -1 where it is none.</summary>
    public int NodeOf { get; init; } = -1;

    /// <summary>Domains in which somebody announces it, without repetition.</summary>
    public IEnumerable<int> Domains => Announcements.Select(a => a.Domain).Distinct();

    /// <summary>A packet that comes to its end over a domain still carries the label, which must then be known there.</summary>
    public bool ArrivesLabelled(int end, int domain)
    {
        foreach (var announcement in Announcements)
        {
            if (announcement.Node == end && announcement.Domain == domain && announcement.KeepsLabel)
                return true;
        }
        return false;
    }

    public bool IsOwner(int node) => Array.IndexOf(Owners, node) >= 0;
}
