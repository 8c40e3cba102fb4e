using System.Collections.Immutable;
using PceServer.Pcep;

namespace PceServer.Engine.Sessions;

/// <summary>The requests of one SVEC, until all of them are there.</summary>
internal sealed class RequestSet(SynchronizedSet asked, long since)
{
    private readonly List<RequestId> _wanted = [.. asked.Svec.RequestIds.Distinct()];
    private readonly Dictionary<RequestId, PathComputationRequest> _arrived = [];

    public SynchronizedSet Asked { get; private set; } = asked;

    /// <summary>When its SVEC came.</summary>
    public long Since { get; } = since;

    /// <summary>Why no request of the set can be answered.</summary>
    public (PcepErrorCode Error, string Reason)? Refusal { get; set; }

    public bool IsComplete => _wanted.TrueForAll(_arrived.ContainsKey);

    /// <summary>Those that came, in the order of the SVEC.</summary>
    public ImmutableArray<PathComputationRequest> Arrived => [.. _wanted.Where(_arrived.ContainsKey).Select(id => _arrived[id])];

    public ImmutableArray<RequestId> Missing => [.. _wanted.Where(id => !_arrived.ContainsKey(id))];

    public bool Holds(RequestId id) => _wanted.Contains(id);

    public bool IsOfSame(SynchronizedSet other) => other.Svec.RequestIds.Distinct().ToHashSet().SetEquals(_wanted);

    /// <summary>The first request of a number counts, as with every other object.</summary>
    public void Take(PathComputationRequest request) => _arrived.TryAdd(request.Rp.RequestId, request);

    /// <summary>A request that earned an error takes the set with it: the others cannot be had without it.</summary>
    public void Lose(RequestId id, PcepErrorCode error, string reason)
    {
        Forget(id);
        Refusal ??= (error, $"request {id.Value} of the same SVEC: {reason}");
    }

    public void Forget(RequestId id)
    {
        _wanted.Remove(id);
        _arrived.Remove(id);
    }

    /// <summary>Several SVECs may state one kind of diversity each for the same requests (RFC 6007 §4).</summary>
    public void Add(SvecFlags flags, ObjectFlags header) =>
        Asked = Asked with { Svec = Asked.Svec with { Flags = Asked.Svec.Flags | flags, HeaderFlags = Asked.Svec.HeaderFlags | header } };

    public void Widen(IEnumerable<RequestId> ids) => _wanted.AddRange(ids.Except(_wanted).ToArray());
}

/// <summary>SVECs whose requests have not all come: they may be spread over several PCReqs (RFC 5440 §7.13.2).</summary>
internal sealed class RequestSets(TimeProvider time)
{
    // More numbers than this are not waited for: whoever names them without ever asking must not fill the memory.
    private const int MaximumWanted = 10_000;

    private readonly List<RequestSet> _sets = [];

    /// <summary>Opens a set; said again, in each PCReq that brings a part of it, it stays the same one. False where too many are waited for already.</summary>
    public bool Announce(SynchronizedSet asked)
    {
        var (svec, ids) = (asked.Svec, asked.Svec.RequestIds);
        if (_sets.Find(set => set.IsOfSame(asked)) is { } same)
        {
            same.Add(svec.Flags, svec.HeaderFlags);
        }
        else if (_sets.Find(set => ids.Any(set.Holds)) is { } crossed)
        {
            // Sets that share some of their requests are not computed together; one that demands nothing of them can be left out.
            if (svec.Flags == SvecFlags.None || !svec.MustBeProcessed)
                return true;
            crossed.Widen(ids);
            crossed.Refusal ??= (PcepErrors.UnsupportedParameter, "SVECs that share some but not all of their requests are not supported");
        }
        else if (_sets.Sum(set => set.Arrived.Length + set.Missing.Length) + ids.Count > MaximumWanted)
        {
            return false;
        }
        else
        {
            _sets.Add(new RequestSet(asked, time.GetTimestamp()));
        }
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
