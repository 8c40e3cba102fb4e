using PceServer.Topology;

namespace PceServer.Forwarding.Walking;

/// <summary>Label stacks of one walk as linked cells, equal stacks under one number; zero is the empty stack.</summary>
internal sealed class StackStore
{
    private uint[] _label = new uint[64];
    private int[] _below = new int[64];
    private int[] _depth = new int[64];
    private readonly Dictionary<(uint, int), int> _cells = [];
    private int _count = 1;

    /// <summary>Up to this many cells a look through them beats a dictionary.</summary>
    private const int Few = 24;

    public int Count => _count;

    public void Clear()
    {
        if (_count > Few)
            _cells.Clear();
        _count = 1;
    }

    public int Push(uint label, int below)
    {
        if (_count <= Few)
        {
            for (var cell = _count - 1; cell > 0; cell--)
            {
                if (_label[cell] == label && _below[cell] == below)
                    return cell;
            }
            return Add(label, below);
        }
        return _cells.TryGetValue((label, below), out var known) ? known : Add(label, below);
    }

    public int PushAll(ReadOnlySpan<Label> labels, int below)
    {
        for (var i = labels.Length - 1; i >= 0; i--)
            below = Push(labels[i].Value, below);
        return below;
    }

    public uint Top(int stack) => _label[stack];

    public int Below(int stack) => _below[stack];

    public int Depth(int stack) => _depth[stack];

    /// <summary>The cells by themselves, for a log that outlives the walk.</summary>
    public (uint Label, int Below)[] ToArray()
    {
        var cells = new (uint, int)[_count];
        for (var i = 1; i < _count; i++)
            cells[i] = (_label[i], _below[i]);
        return cells;
    }

    private int Add(uint label, int below)
    {
        if (_count == _label.Length)
        {
            Array.Resize(ref _label, _count * 2);
            Array.Resize(ref _below, _count * 2);
            Array.Resize(ref _depth, _count * 2);
        }
        _label[_count] = label;
        _below[_count] = below;
        _depth[_count] = _depth[below] + 1;
        if (_count == Few)
        {
            for (var cell = 1; cell < _count; cell++)
                _cells[(_label[cell], _below[cell])] = cell;
        }
        if (_count >= Few)
            _cells[(label, below)] = _count;
        return _count++;
    }
}
