namespace PceServer.Topology;

/// <summary>What one source says of a key.</summary>
internal readonly record struct Fact<T>(SourceEntry Source, int Generation, T Attributes) where T : class
{
    public bool IsStale => Generation < Source.Generation;
}

/// <summary>A key with what every source says of it. Nearly always that is one source, so one is held inline.</summary>
internal abstract class Announced<T> : IAnnounced where T : class
{
    private SourceEntry? _source;
    private int _generation;
    private T? _attributes;
    private SeveralFacts<T>? _several;

    /// <summary>What the sources say together; null when none of them announces the key.</summary>
    public T? Attributes => _several is { } several ? several.Merged : _source is { IsSupplement: false } ? _attributes : null;

    public bool IsEmpty => _source is null && _several is null;

    /// <summary>Sources that announce the key differ in what they say.</summary>
    public bool IsConflicting => _several is { IsConflicting: true };

    public IEnumerable<Fact<T>> Facts => _several?.Facts ?? (_source is null ? [] : [new Fact<T>(_source, _generation, _attributes!)]);

    /// <summary>Every source that announces the key is gone for the moment.</summary>
    public bool IsStale => _several is { } several
        ? several.Merged is not null && several.Facts.TrueForAll(static f => f.Source.IsSupplement || f.IsStale)
        : _source is { IsSupplement: false } source && _generation < source.Generation;

    public string SourceNames => _several is { } several ? string.Join(", ", several.Facts.Select(static f => f.Source.Name))
        : _source?.Name ?? "";

    public bool IsSaidBy(SourceEntry source) =>
        ReferenceEquals(_source, source) || (_several is { } several && several.Facts.Any(f => ReferenceEquals(f.Source, source)));

    /// <summary>Takes what the source says now; null withdraws what it said.</summary>
    public void Say(SourceEntry source, T? attributes)
    {
        if (attributes is not null && _several is null && (_source is null || ReferenceEquals(_source, source)))
        {
            (_source, _generation) = (source, source.Generation);
            // Saying the same again must not look like a change.
            if (!attributes.Equals(_attributes))
                _attributes = attributes;
            return;
        }
        var others = Facts.Where(f => !ReferenceEquals(f.Source, source));
        Keep(attributes is null ? [.. others] : [.. others, new Fact<T>(source, source.Generation, attributes)]);
    }

    /// <summary>Forgets what the source said before its session broke and has not said again.</summary>
    public void ForgetStale(SourceEntry source) => Keep([.. Facts.Where(f => !ReferenceEquals(f.Source, source) || !f.IsStale)]);

    /// <summary>Weighs the sources again, after one of them got another policy.</summary>
    public void Remerge() => Keep([.. Facts]);

    protected abstract T Merge(T upper, T lower);

    private void Keep(List<Fact<T>> facts)
    {
        var before = Attributes;
        (_source, _generation, _attributes, _several) = (null, 0, null, null);
        if (facts is [var one])
            (_source, _generation, _attributes) = (one.Source, one.Generation, one.Attributes);
        else if (facts.Count > 1)
            _several = SeveralFacts<T>.Of(facts, Merge);
        // The same value keeps its identity, by which the snapshots see that nothing changed.
        if (before is not null && before.Equals(Attributes))
        {
            if (_several is { } several)
                several.Merged = before;
            else
                _attributes = before;
        }
    }
}

/// <summary>Several sources' facts, the one that counts most first.</summary>
internal sealed class SeveralFacts<T>(List<Fact<T>> facts, bool isConflicting) where T : class
{
    public List<Fact<T>> Facts => facts;

    public bool IsConflicting => isConflicting;

    public T? Merged { get; set; }

    public static SeveralFacts<T> Of(List<Fact<T>> facts, Func<T, T, T> merge)
    {
        facts.Sort(static (a, b) => a.Source.ComesBefore(b.Source) ? -1 : 1);
        var announcing = facts.Where(f => !f.Source.IsSupplement).ToList();
        var isConflicting = announcing.Skip(1)
            .Any(f => !merge(announcing[0].Attributes, f.Attributes).Equals(merge(f.Attributes, announcing[0].Attributes)));
        return new SeveralFacts<T>(facts, isConflicting)
        {
            Merged = announcing.Count == 0 ? null : facts.Select(f => f.Attributes).Aggregate(merge),
        };
    }
}
