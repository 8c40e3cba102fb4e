namespace PceServer.Topology;

/// <summary>
/// The attributes of the links, and one flat array for each that path searches read. An array is made when it is first read; a successor
/// shares those that its changes do not touch. Leaving a pseudonode costs nothing and limits nothing.
/// </summary>
internal sealed class LinkColumns(LinkTable links, bool[] isPseudonode, LinkAttributes[] attributes)
{
    public static readonly LinkColumns Empty = new(LinkTable.Empty, [], []);

    /// <summary>IS-IS links of this metric are left out of shortest paths (RFC 5305 §3).</summary>
    private const uint IsisMaximumLinkMetric = 0xFFFFFF;

    private readonly LinkTable _links = links;
    private readonly bool[] _isPseudonode = isPseudonode;
    private uint[]? _igp;
    private uint[]? _te;
    private uint[]? _delay;
    private uint[]? _delayVariation;
    private uint[]? _loss;
    private ulong[]? _colors;
    private ulong[]? _maximum;
    private ulong[]? _reservable;
    private ulong[]? _unreserved;
    private SrlgColumn? _srlgs;

    public LinkAttributes[] Attributes { get; } = attributes;

    public KeptFindings Health { get; } = new();

    public uint[] IgpMetric => _igp ?? Make(ref _igp, static (c, e) => c.Igp(e));
    public uint[] TeMetric => _te ?? Make(ref _te, static (c, e) => c.Cost(e, c.Attributes[e].TeMetric));
    public uint[] Delay => _delay ?? Make(ref _delay, static (c, e) => c.Cost(e, c.Attributes[e].DelayMicroseconds));
    public uint[] DelayVariation =>
        _delayVariation ?? Make(ref _delayVariation, static (c, e) => c.Cost(e, c.Attributes[e].DelayVariationMicroseconds));
    public uint[] Loss => _loss ?? Make(ref _loss, static (c, e) => c.Cost(e, c.Attributes[e].LossUnits));
    public ulong[] Colors => _colors ?? Make(ref _colors, static (c, e) => c.Attributes[e].AdminGroup.Bits0To63);
    public ulong[] MaximumBandwidth => _maximum ?? Make(ref _maximum, static (c, e) => c.Capacity(e, c.Attributes[e].MaximumBandwidth));
    public ulong[] ReservableBandwidth =>
        _reservable ?? Make(ref _reservable, static (c, e) => c.Capacity(e, c.Attributes[e].MaximumReservableBandwidth));
    public ulong[] UnreservedBandwidth => _unreserved ?? Keep(ref _unreserved, Unreserved());
    public SrlgColumn Srlgs => _srlgs ?? Keep(ref _srlgs, SrlgColumn.Of(Attributes));

    /// <summary>The columns after the <paramref name="changed"/> edges got other attributes.</summary>
    public LinkColumns With(LinkAttributes[] attributes, ReadOnlySpan<int> changed, LinkAspects aspects)
    {
        var next = new LinkColumns(_links, _isPseudonode, attributes);
        next._igp = next.Patch(_igp, changed, aspects & LinkAspects.IgpMetric, static (c, e) => c.Igp(e));
        next._te = next.Patch(_te, changed, aspects & LinkAspects.TeMetric, static (c, e) => c.Cost(e, c.Attributes[e].TeMetric));
        next._delay = next.Patch(_delay, changed, aspects & LinkAspects.Delay,
            static (c, e) => c.Cost(e, c.Attributes[e].DelayMicroseconds));
        next._delayVariation = next.Patch(
            _delayVariation, changed, aspects & LinkAspects.DelayVariation, static (c, e) =>
                c.Cost(e, c.Attributes[e].DelayVariationMicroseconds));
        next._loss = next.Patch(_loss, changed, aspects & LinkAspects.Loss, static (c, e) => c.Cost(e, c.Attributes[e].LossUnits));
        next._colors = next.Patch(_colors, changed, aspects & LinkAspects.AdminGroup,
            static (c, e) => c.Attributes[e].AdminGroup.Bits0To63);
        next._maximum = next.Patch(
            _maximum, changed, aspects & LinkAspects.MaximumBandwidth, static (c, e) => c.Capacity(e, c.Attributes[e].MaximumBandwidth));
        next._reservable = next.Patch(
            _reservable, changed, aspects & LinkAspects.ReservableBandwidth, static (c, e) =>
                c.Capacity(e, c.Attributes[e].MaximumReservableBandwidth));
        next._unreserved = next.PatchUnreserved(_unreserved, changed, aspects & LinkAspects.UnreservedBandwidth);
        next._srlgs = (aspects & LinkAspects.Srlgs) == 0 ? _srlgs : null;
        return next;
    }

    /// <summary>The columns after the links of some nodes were replaced.</summary>
    public LinkColumns Spliced(LinkTable table, LinkSplice splice, LinkAttributes[] attributes)
    {
        var next = new LinkColumns(table, _isPseudonode, attributes);
        int[] edges = [.. splice.Edges()];
        next._igp = next.Patch(Spread(_igp), edges, LinkAspects.All, static (c, e) => c.Igp(e));
        next._te = next.Patch(Spread(_te), edges, LinkAspects.All, static (c, e) => c.Cost(e, c.Attributes[e].TeMetric));
        next._delay = next.Patch(Spread(_delay), edges, LinkAspects.All, static (c, e) => c.Cost(e, c.Attributes[e].DelayMicroseconds));
        next._colors = next.Patch(Spread(_colors), edges, LinkAspects.All, static (c, e) => c.Attributes[e].AdminGroup.Bits0To63);
        next._unreserved = _unreserved is null ? null : next.PatchUnreserved(splice.Spread(_unreserved, 8), edges, LinkAspects.All);
        // The others are rarely read: they are made again when they are.
        return next;

        T[]? Spread<T>(T[]? column) => column is null ? null : splice.Spread(column);
    }

    private bool LeavesPseudonode(int e) => _isPseudonode[_links.From[e]];

    private uint Cost(int e, uint announced) => LeavesPseudonode(e) ? 0 : announced;

    private ulong Capacity(int e, ulong? announced) => LeavesPseudonode(e) ? ulong.MaxValue : announced ?? 0;

    private uint Igp(int e)
    {
        var metric = Attributes[e].IgpMetric;
        return !LeavesPseudonode(e) && metric == IsisMaximumLinkMetric
            && _links.Keys[e].Local.Protocol is LinkStateProtocol.IsisLevel1 or LinkStateProtocol.IsisLevel2
            ? Metric.Missing : Cost(e, metric);
    }

    private ulong[] Unreserved()
    {
        var values = new ulong[Attributes.Length * 8];
        for (var e = 0; e < Attributes.Length; e++)
            WriteUnreserved(values, e);
        return values;
    }

    private void WriteUnreserved(ulong[] values, int e)
    {
        for (var priority = 0; priority < 8; priority++)
            values[(e * 8) + priority] = LeavesPseudonode(e) ? ulong.MaxValue : Attributes[e].UnreservedAt(priority) ?? 0;
    }

    private T[] Make<T>(ref T[]? column, Func<LinkColumns, int, T> read)
    {
        var values = new T[Attributes.Length];
        for (var e = 0; e < values.Length; e++)
            values[e] = read(this, e);
        return Keep(ref column, values);
    }

    private T[]? Patch<T>(T[]? column, ReadOnlySpan<int> changed, LinkAspects touched, Func<LinkColumns, int, T> read)
    {
        if (column is null || touched == 0)
            return column;
        var values = column.AsSpan().ToArray();
        foreach (var e in changed)
            values[e] = read(this, e);
        return values;
    }

    private ulong[]? PatchUnreserved(ulong[]? column, ReadOnlySpan<int> changed, LinkAspects touched)
    {
        if (column is null || touched == 0)
            return column;
        var values = column.AsSpan().ToArray();
        foreach (var e in changed)
            WriteUnreserved(values, e);
        return values;
    }

    // Two readers may both make a column: they make the same one, and whoever is first is kept.
    private static T Keep<T>(ref T? column, T made) where T : class => Interlocked.CompareExchange(ref column, made, null) ?? made;
}

/// <summary>SRLGs of edge e: <see cref="Values"/> from <c>Start[e]</c> to <c>Start[e + 1]</c>.</summary>
internal sealed record SrlgColumn(int[] Start, uint[] Values)
{
    public static SrlgColumn Of(LinkAttributes[] attributes)
    {
        var start = new int[attributes.Length + 1];
        for (var e = 0; e < attributes.Length; e++)
            start[e + 1] = start[e] + attributes[e].Srlgs.Length;
        var values = new uint[start[^1]];
        for (var e = 0; e < attributes.Length; e++)
            attributes[e].Srlgs.AsSpan().CopyTo(values.AsSpan(start[e]));
        return new SrlgColumn(start, values);
    }
}
