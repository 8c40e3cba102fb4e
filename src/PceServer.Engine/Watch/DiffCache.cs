using PceServer.Topology;

namespace PceServer.Engine.Watch;

/// <summary>Actors that move from one snapshot to the next ask for the same difference: it is made once.</summary>
public sealed class DiffCache
{
    private const int Kept = 4;
    private readonly Lock _turn = new();
    private readonly Queue<SnapshotDiff> _kept = [];

    public SnapshotDiff Between(TopologySnapshot before, TopologySnapshot after)
    {
        lock (_turn)
        {
            if (_kept.FirstOrDefault(d => d.From == before.Version && d.To == after.Version) is { } known)
                return known;
            var diff = SnapshotDiff.Between(before, after);
            _kept.Enqueue(diff);
            if (_kept.Count > Kept)
                _kept.Dequeue();
            return diff;
        }
    }
}
