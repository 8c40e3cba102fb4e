namespace PceServer.Engine.Feeds;

/// <summary>
/// Whether the topology is one to judge by. While a peer tells its routes for the first time, or before there are any, a missing path proves nothing:
/// a PCE that has just started must not take down what routers have.
/// </summary>
public sealed class TopologyReadiness
{
    private int _loading;

    /// <summary>Called when the last first load has ended and its snapshot is out.</summary>
    public event Action? Completed;

    public bool IsLoading => Volatile.Read(ref _loading) > 0;

    internal void BeginLoad() => Interlocked.Increment(ref _loading);

    internal void EndLoad()
    {
        if (Interlocked.Decrement(ref _loading) == 0)
            Completed?.Invoke();
    }
}
