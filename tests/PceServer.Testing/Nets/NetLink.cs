using System.Collections.Immutable;
using System.Globalization;
using PceServer.Topology;

namespace PceServer.Testing;

/// <summary>A link of a <see cref="Net"/>: two half-links, or one.</summary>
internal sealed class NetLink(NetNode from, NetNode to, uint number, bool isOneWay)
{
    private readonly Label[] _adjacencyLabels = [from.NextAdjacencyLabel(), to.NextAdjacencyLabel()];

    public NetWords Words
    {
        get;
        set
        {
            field = value;
            foreach (var domain in Domains)
            {
                if (domain is { } known)
                {
                    from.Enter(known);
                    to.Enter(known);
                }
            }
        }
    } = new([]);

    public NetNode From => from;

    public NetNode To => to;

    public IEnumerable<LinkKey> Keys => isOneWay ? KeysOf(0) : [.. KeysOf(0), .. KeysOf(1)];

    private NetDomain?[] Domains => Words.Text("in") is { } text ? [.. NetDomain.Several(text).Select(d => (NetDomain?)d)] : [null];

    public IEnumerable<TopologyChange> Changes()
    {
        for (var direction = 0; direction < (isOneWay ? 1 : 2); direction++)
        {
            foreach (var key in KeysOf(direction))
                yield return new LinkChange(NetScript.Source, key, Attributes(direction));
        }
    }

    /// <summary>In the first of its domains.</summary>
    public LinkKey Key(int direction) => KeysOf(direction).First();

    private IEnumerable<LinkKey> KeysOf(int direction)
    {
        var (local, remote) = direction == 0 ? (from, to) : (to, from);
        return Domains.Select(d => Key(direction, d is { } domain ? new LinkKey(local.KeyIn(domain), remote.KeyIn(domain)) : new LinkKey(local.Key, remote.Key)));
    }

    private LinkKey Key(int direction, LinkKey key)
    {
        if (Words.Has("noaddr") || from.Designated is not null || to.Designated is not null)
            return key;
        if (Words.Has("unnumbered"))
            return key with { LocalIdentifier = (number * 2) + (uint)direction + 1, RemoteIdentifier = (number * 2) + 2 - (uint)direction };
        return key with
        {
            LocalAddress = IpAddress.V4(0xAC100000 + (number * 2) + (uint)direction),
            RemoteAddress = IpAddress.V4(0xAC100000 + (number * 2) + 1 - (uint)direction),
        };
    }

    private LinkAttributes Attributes(int direction)
    {
        var local = direction == 0 ? from : to;
        var igp = local.Designated is not null ? 0 : Words.Number("igp", direction, 10);
        var bandwidth = Words.Text("bw", direction) is "-" ? (ulong?)null : NetWords.Bandwidth(Words.Text("bw", direction) ?? "1.25G");
        return new LinkAttributes
        {
            IgpMetric = igp,
            TeMetric = Words.Number("te", direction, igp),
            DelayMicroseconds = Words.Number("delay", direction, Metric.Missing),
            DelayVariationMicroseconds = Words.Number("var", direction, Metric.Missing),
            LossUnits = Words.Number("loss", direction, Metric.Missing),
            AdminGroup = Words.Text("color", direction) is { } colors ? NetWords.Colors(colors) : default,
            MaximumBandwidth = bandwidth,
            MaximumReservableBandwidth = bandwidth,
            UnreservedBandwidth = Unreserved(direction, bandwidth),
            UtilizedBandwidth = Words.Text("util", direction) is { } used ? NetWords.Bandwidth(used) : null,
            Srlgs = Words.Numbers("srlg", direction),
            AdjacencySids = local.HasSegmentRouting && Words.Text("adj", direction) != "no" ? [AdjacencySid(direction)] : [],
            MaximumSidDepth = Words.Text("msd", direction) is { } msd ? byte.Parse(msd, CultureInfo.InvariantCulture) : null,
        };
    }

    private ImmutableArray<ulong> Unreserved(int direction, ulong? bandwidth)
    {
        var values = Words.Text("unreserved", direction)?.Split(',').Select(NetWords.Bandwidth).ToArray();
        return values is null
            ? bandwidth is { } all ? [.. Enumerable.Repeat(all, 8)] : []
            : [.. Enumerable.Range(0, 8).Select(p => values[Math.Min(p, values.Length - 1)])];
    }

    private AdjacencySid AdjacencySid(int direction)
    {
        var label = Words.Text("adj", direction) is { } text ? uint.Parse(text, CultureInfo.InvariantCulture)
            : _adjacencyLabels[direction].Value;
        var flags = (Words.Has("backup") ? AdjacencySidFlags.Backup : 0) | (Words.Has("persistent") ? AdjacencySidFlags.Persistent : 0);
        return new AdjacencySid(label, true, flags, 0);
    }
}
