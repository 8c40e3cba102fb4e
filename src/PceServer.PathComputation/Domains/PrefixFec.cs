using PceServer.Topology;

namespace PceServer.PathComputation.Domains;

/// <summary>One router's announcement of a prefix with its SID in one domain.</summary>
/// <param name="Metric">Counted behind the way to the announcer.</param>
/// <param name="Preference">Before any metric; see <see cref="RoutePreference"/>.</param>
/// <param name="IsOwn">The prefix is the announcer's; false where a border router passes on what another domain said.</param>
internal readonly record struct Announcement(int Node, int Domain, uint Metric, ushort Preference, bool IsOwn);

/// <summary>All packets that travel on one prefix SID of one algorithm: where it ends, and who announces it in which domain (RFC 8402 §3.1).</summary>
/// <param name="Place">Its place among those of its algorithm.</param>
/// <param name="Owners">Where it ends; several for an anycast set.</param>
internal sealed record PrefixFec(int Place, IpPrefix Prefix, PrefixSid Sid, Announcement[] Announcements, int[] Owners)
{
    /// <summary>The node whose node SID this is; -1 where it is none.</summary>
    public int NodeOf { get; init; } = -1;

    /// <summary>The label is still there when a packet comes to its end, which must then know it (RFC 8667 §2.1.1, RFC 8665 §5).</summary>
    public bool ArrivesLabelled { get; init; }

    /// <summary>Domains in which somebody announces it, without repetition.</summary>
    public IEnumerable<int> Domains => Announcements.Select(a => a.Domain).Distinct();

    public bool IsOwner(int node) => Array.IndexOf(Owners, node) >= 0;
}
