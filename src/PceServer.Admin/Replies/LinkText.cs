using PceServer.Topology;

namespace PceServer.Admin.Replies;

/// <summary>What a link is called in every reply, and what requests may call it: <c>A->B (10.0.1.2)</c>, the address or #identifier being that of A's interface.</summary>
internal static class LinkText
{
    public static string Of(string from, string to, LinkKey key) => Interface(key) is { } at ? $"{from}->{to} ({at})" : $"{from}->{to}";

    public static string Of(TopologySnapshot topology, EdgeIndex edge)
    {
        var link = topology[edge];
        return Of(topology[link.From].DisplayName, topology[link.To].DisplayName, link.Key);
    }

    private static string? Interface(LinkKey key) =>
        (key.LocalAddress ?? key.LocalIpv6Address)?.ToString() ?? (key.LocalIdentifier != 0 ? $"#{key.LocalIdentifier}" : null);

    /// <summary>
    /// The links that a text names: an interface address, <c>A->B</c> for every link from A to B, or the form of <see cref="Of(string, string, LinkKey)"/>.
    /// A and B are whatever the topology knows nodes by.
    /// </summary>
    public static IReadOnlyList<Link> Find(TopologySnapshot topology, string text)
    {
        if (IpAddress.TryParse(text, out var address))
            return [.. topology.Links.Where(l => l.Key.LocalAddress == address || l.Key.LocalIpv6Address == address)];
        var exact = topology.Links.Where(l => Of(topology, l.Index) == text).ToList();
        if (exact.Count > 0)
            return exact;
        var arrow = text.IndexOf("->", StringComparison.Ordinal);
        if (arrow <= 0 || !topology.TryFind(text[..arrow].Trim(), out var from) || !topology.TryFind(text[(arrow + 2)..].Trim(), out var to))
            return [];
        return [.. topology.Links.Where(l => l.From == from && l.To == to)];
    }

    /// <summary>The link as constraints name it; null when it has neither addresses nor identifiers.</summary>
    public static NetworkElement? Element(TopologySnapshot topology, Link link)
    {
        if ((link.Key.LocalAddress ?? link.Key.LocalIpv6Address) is { } address)
            return new NetworkElement { Link = address };
        return link.Key.LocalIdentifier != 0 && topology[link.From].RouterId is { } node
            ? new NetworkElement { UnnumberedLink = (node, link.Key.LocalIdentifier) }
            : null;
    }
}
