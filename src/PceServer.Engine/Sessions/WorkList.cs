using System.Diagnostics.CodeAnalysis;
using PceServer.Engine.Watch;

namespace PceServer.Engine.Sessions;

/// <summary>Why an LSP is to be looked at.</summary>
/// <param name="MustCompute">Compute in any case; else only where its walk shows a need.</param>
internal sealed record Work(PlspId Plsp, string Cause, bool MustCompute)
{
    /// <summary>Timestamp of the topology change behind it; null where none is.</summary>
    public long? FirstChange { get; init; }

    /// <summary>What changed in the topology.</summary>
    public SnapshotDiff? Diff { get; init; }
}

/// <summary>LSPs to be looked at, each once, in the order in which they came up.</summary>
internal sealed class WorkList
{
    private readonly Queue<PlspId> _order = [];
    private readonly Dictionary<PlspId, Work> _work = [];

    public int Count => _work.Count;

    /// <summary>Adds work, or adds its reasons to what waits already: to compute outweighs to look, and the older change counts.</summary>
    public void Add(Work work)
    {
        if (_work.TryGetValue(work.Plsp, out var waiting))
        {
            _work[work.Plsp] = waiting with
            {
                Cause = waiting.MustCompute || !work.MustCompute ? waiting.Cause : work.Cause,
                MustCompute = waiting.MustCompute || work.MustCompute,
                FirstChange = waiting.FirstChange ?? work.FirstChange,
                Diff = work.Diff ?? waiting.Diff,
            };
            return;
        }
        _work[work.Plsp] = work;
        _order.Enqueue(work.Plsp);
    }

    public void Remove(PlspId plsp) => _work.Remove(plsp);

    public void Clear()
    {
        _work.Clear();
        _order.Clear();
    }

    public bool TryTake([NotNullWhen(true)] out Work? work)
    {
        while (_order.TryDequeue(out var plsp))
        {
            if (_work.Remove(plsp, out work))
                return true;
        }
        work = null;
        return false;
    }
}
