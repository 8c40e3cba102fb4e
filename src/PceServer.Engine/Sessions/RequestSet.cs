using System.Collections.Immutable;
using PceServer.Pcep;

namespace PceServer.Engine.Sessions;

/// <summary>The requests of one SVEC, or of several that share requests and so are computed together (RFC 6007 §4.2), until all of them are there.</summary>
internal sealed class RequestSet
{
    private readonly List<SynchronizedSet> _asked = [];
    private readonly List<RequestId> _wanted = [];
    private readonly Dictionary<RequestId, PathComputationRequest> _arrived = [];

    public RequestSet(SynchronizedSet asked, long since)
    {
        Since = since;
        Add(asked);
    }

    /// <summary>Each SVEC once.</summary>
    public ImmutableArray<SynchronizedSet> Asked => [.. _asked];

    /// <summary>When its first SVEC came.</summary>
    public long Since { get; private set; }

    /// <summary>Why no request of the set can be answered.</summary>
    public (PcepErrorCode Error, string Reason)? Refusal { get; set; }

    public int Size => _wanted.Count;

    public int Svecs => _asked.Count;

    public bool IsComplete => _wanted.TrueForAll(_arrived.ContainsKey);

    /// <summary>Those that came, in the order of the SVECs.</summary>
    public ImmutableArray<PathComputationRequest> Arrived => [.. _wanted.Where(_arrived.ContainsKey).Select(id => _arrived[id])];

    public ImmutableArray<RequestId> Missing => [.. _wanted.Where(id => !_arrived.ContainsKey(id))];

    public bool Holds(RequestId id) => _wanted.Contains(id);

    /// <summary>
    /// One more SVEC. Said again, in each PCReq that brings a part of it, it stays the same one; several for the same requests may state one kind of diversity each.
    /// </summary>
    public void Add(SynchronizedSet asked)
    {
        var same = _asked.FindIndex(set => set.Svec.RequestIds.ToHashSet().SetEquals(asked.Svec.RequestIds));
        if (same < 0)
            _asked.Add(asked);
        else
            _asked[same] = Together(_asked[same], asked);
        _wanted.AddRange(asked.Svec.RequestIds.Except(_wanted).ToArray());
    }

    /// <summary>Takes in a set with which an SVEC has requests in common.</summary>
    public void Join(RequestSet other)
    {
        foreach (var asked in other._asked)
            Add(asked);
        foreach (var (id, request) in other._arrived)
            _arrived.TryAdd(id, request);
        Since = Math.Min(Since, other.Since);
        Refusal ??= other.Refusal;
    }

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

    private static SynchronizedSet Together(SynchronizedSet one, SynchronizedSet other) => one with
    {
        Svec = one.Svec with { Flags = one.Svec.Flags | other.Svec.Flags, HeaderFlags = one.Svec.HeaderFlags | other.Svec.HeaderFlags },
        Of = one.Of ?? other.Of,
        Metrics = one.Metrics.Count > 0 ? one.Metrics : other.Metrics,
        Xro = one.Xro ?? other.Xro,
        GlobalConstraints = one.GlobalConstraints ?? other.GlobalConstraints,
    };
}
