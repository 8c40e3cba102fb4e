using System.Collections.Immutable;
using PceServer.Topology;

namespace PceServer.Forwarding.Labels;

/// <summary>The label table of one node apart from the routes: its SRGB as it may be used, and the labels that only it knows.</summary>
internal sealed class NodeLabels
{
    private readonly LocalLabel[] _local;
    private readonly uint _first;
    private readonly uint _size;

    public NodeLabels(LabelBlock srgb, LocalLabel[] local, ImmutableArray<LabelConflict> conflicts)
    {
        Srgb = srgb;
        _local = local;
        Conflicts = conflicts;
        Array.Sort(_local, (a, b) => a.Label.CompareTo(b.Label));
        if (srgb.Ranges is [var only])
            (_first, _size) = (only.First.Value, only.Size);
        HasLocalInSrgb = Array.Exists(_local, l => TryIndex(l.Label, out _));
    }

    public LabelBlock Srgb { get; }

    public ReadOnlySpan<LocalLabel> Local => _local;

    public ImmutableArray<LabelConflict> Conflicts { get; }

    /// <summary>Some local label lies in the SRGB, which happens by mistake or by design of who gave it.</summary>
    public bool HasLocalInSrgb { get; }

    public bool TryIndex(uint label, out uint index)
    {
        index = label - _first;
        return index < _size || (_size == 0 && Srgb.TryIndex(new Label(label), out index));
    }

    public bool TryLabel(uint index, out uint label)
    {
        label = _first + index;
        if (index < _size)
            return true;
        var found = _size == 0 && Srgb.TryLabel(index, out var value) ? value.Value : (uint?)null;
        label = found ?? 0;
        return found is not null;
    }

    public LocalLabel? Find(uint label)
    {
        int low = 0, high = _local.Length - 1;
        while (low <= high)
        {
            var middle = (low + high) >> 1;
            var here = _local[middle].Label;
            if (here == label)
                return _local[middle];
            if (here < label)
                low = middle + 1;
            else
                high = middle - 1;
        }
        return null;
    }
}
