namespace PceServer.PathComputation.Segments;

/// <summary>The nodes that a walk has met, one bit each; no words at all where that does not matter.</summary>
internal sealed class VisitedNodes
{
    private ulong[] _words = [];

    public bool IsKept => _words.Length > 0;

    public int WordCount => _words.Length;

    public ReadOnlySpan<ulong> Words => _words;

    /// <param name="nodes">How many there are; 0 to keep none.</param>
    public void Reset(int nodes) => _words = nodes == 0 ? [] : new ulong[(nodes + 63) / 64];

    public void Clear() => Array.Clear(_words);

    /// <summary>Begins from where another walk has been.</summary>
    public void Load(ReadOnlySpan<ulong> words) => words.CopyTo(_words);

    /// <summary>False where the walk has been before.</summary>
    public bool TryVisit(int node)
    {
        if (_words.Length == 0)
            return true;
        var bit = 1UL << (node & 63);
        if ((_words[node >> 6] & bit) != 0)
            return false;
        _words[node >> 6] |= bit;
        return true;
    }
}
