using System.Collections.Immutable;
using PceServer.Engine.Paths;
using PceServer.Topology;

namespace PceServer.Engine.Updates;

/// <summary>
/// Demands of answered PCReqs that named no LSP: they wait for the report that carries the returned list, and then belong to the LSP of that report.
/// Routers that ask first and report later state their constraints only in the request.
/// </summary>
internal sealed class AnsweredRequests(TimeSpan retention, TimeProvider time)
{
    private readonly List<Answered> _waiting = [];

    public int Count => _waiting.Count;

    public void Keep(uint request, ImmutableArray<Label> labels, PathDemand demand) =>
        _waiting.Add(new(request, labels, demand, time.GetTimestamp()));

    /// <summary>Takes out the oldest demand whose answer was this list.</summary>
    public Answered? Take(ImmutableArray<Label> labels)
    {
        var found = _waiting.FindIndex(answered => answered.Labels.AsSpan().SequenceEqual(labels.AsSpan()));
        if (found < 0)
            return null;
        var answered = _waiting[found];
        _waiting.RemoveAt(found);
        return answered;
    }

    /// <summary>Takes out those that no report took up in time.</summary>
    public ImmutableArray<Answered> TakeExpired()
    {
        ImmutableArray<Answered> expired = [.. _waiting.Where(answered => time.GetElapsedTime(answered.At) > retention)];
        _waiting.RemoveAll(expired.Contains);
        return expired;
    }

    /// <summary>Takes out all of them: the session is gone.</summary>
    public ImmutableArray<Answered> TakeAll()
    {
        ImmutableArray<Answered> all = [.. _waiting];
        _waiting.Clear();
        return all;
    }

    /// <summary>A request that was answered with a list.</summary>
    internal sealed record Answered(uint Request, ImmutableArray<Label> Labels, PathDemand Demand, long At);
}
