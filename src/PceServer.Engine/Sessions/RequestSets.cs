using System.Collections.Immutable;
using PceServer.Pcep;

namespace PceServer.Engine.Sessions;

/// <summary>SVECs whose requests have not all come: they may be spread over several PCReqs (RFC 5440 §7.13.3). SVECs that share a request are one set.</summary>
internal sealed class RequestSets(TimeProvider time)
{
    // More numbers than this are not waited for: whoever names them without ever asking must not fill the memory.
    private const int MaximumWanted = 10_000;

    private const int MaximumSvecs = 1_000;

    private readonly List<RequestSet> _sets = [];

    /// <summary>Opens a set, or widens those that it has requests in common with to one. False where too many are waited for already.</summary>
    public bool Announce(SynchronizedSet asked)
    {
        var linked = _sets.FindAll(set => asked.Svec.RequestIds.Any(set.Holds));
        var known = linked.Sum(set => asked.Svec.RequestIds.Count(set.Holds));
        if (_sets.Sum(set => set.Size) + asked.Svec.RequestIds.Count - known > MaximumWanted || linked.Sum(set => set.Svecs) >= MaximumSvecs)
            return false;
        if (linked.Count == 0)
        {
            _sets.Add(new RequestSet(asked, time.GetTimestamp()));
            return true;
        }
        var first = linked[0];
        foreach (var other in linked.Skip(1))
        {
            first.Join(other);
            _sets.Remove(other);
        }
        first.Add(asked);
        return true;
    }

    public RequestSet? Of(RequestId id) => _sets.Find(set => set.Holds(id));

    public ImmutableArray<RequestSet> TakeComplete() => Take(set => set.IsComplete);

    public ImmutableArray<RequestSet> TakeExpired(TimeSpan patience) => Take(set => !set.IsComplete && time.GetElapsedTime(set.Since) >= patience);

    private ImmutableArray<RequestSet> Take(Predicate<RequestSet> which)
    {
        ImmutableArray<RequestSet> taken = [.. _sets.Where(set => which(set))];
        _sets.RemoveAll(which);
        return taken;
    }
}
