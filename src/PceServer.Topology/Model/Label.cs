using System.Collections.Immutable;

namespace PceServer.Topology;

/// <summary>An MPLS label, 20 bits (RFC 3032 §2.1).</summary>
public readonly record struct Label(uint Value)
{
    public const uint MaximumValue = 0xFFFFF;

    public static readonly Label Ipv4ExplicitNull = new(0);
    public static readonly Label RouterAlert = new(1);
    public static readonly Label Ipv6ExplicitNull = new(2);
    public static readonly Label ImplicitNull = new(3);
    public static readonly Label EntropyIndicator = new(7);

    /// <summary>Labels 0 to 15 are special purpose (RFC 3032 §2.1, RFC 7274).</summary>
    public bool IsReserved => Value < 16;

    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>A run of labels from <see cref="First"/>, <see cref="Size"/> of them.</summary>
public readonly record struct LabelRange(Label First, uint Size)
{
    public bool Contains(Label label) => label.Value - First.Value < Size;
}

/// <summary>An SRGB or SRLB: ranges whose order gives the meaning of an index (RFC 8402 §2, RFC 8667 §3.1).</summary>
public sealed class LabelBlock : IEquatable<LabelBlock>
{
    public static readonly LabelBlock Empty = new([]);

    public LabelBlock(ImmutableArray<LabelRange> ranges) => Ranges = ranges;

    public ImmutableArray<LabelRange> Ranges { get; }

    public bool IsEmpty => Ranges.IsEmpty;

    /// <summary>True when some label lies in two of the ranges, of this block or of the other one.</summary>
    public bool Overlaps(LabelBlock other)
    {
        foreach (var mine in Ranges)
        {
            foreach (var theirs in other.Ranges)
            {
                if (mine.First.Value < theirs.First.Value + theirs.Size && theirs.First.Value < mine.First.Value + mine.Size)
                    return true;
            }
        }
        return false;
    }

    public bool TryLabel(uint index, out Label label)
    {
        foreach (var range in Ranges)
        {
            if (index < range.Size)
            {
                label = new Label(range.First.Value + index);
                return label.Value <= Label.MaximumValue;
            }
            index -= range.Size;
        }
        label = default;
        return false;
    }

    public bool TryIndex(Label label, out uint index)
    {
        var passed = 0u;
        foreach (var range in Ranges)
        {
            if (range.Contains(label))
            {
                index = passed + (label.Value - range.First.Value);
                return true;
            }
            passed += range.Size;
        }
        index = 0;
        return false;
    }

    public bool Equals(LabelBlock? other) => other is not null && Ranges.AsSpan().SequenceEqual(other.Ranges.AsSpan());

    public override bool Equals(object? obj) => Equals(obj as LabelBlock);

    public override int GetHashCode() => Ranges.IsEmpty ? 0 : HashCode.Combine(Ranges.Length, Ranges[0]);

    public override string ToString() => string.Join(',', Ranges.Select(r => $"{r.First}-{r.First.Value + r.Size - 1}"));
}
