using PceServer.PathComputation.Constraints;
using PceServer.Topology;

namespace PceServer.PathComputation.Ranking;

/// <summary>Several destinations that will do alike: the ranked paths to each, merged into one order.</summary>
internal static class Destinations
{
    public static IEnumerable<ComputedPath> Merge(TopologySnapshot topology, PathRequest request, NetworkOverlay? overlay, SearchNotes? notes)
    {
        var waiting = new PriorityQueue<IEnumerator<ComputedPath>, (PathWeight Weight, int Sids, ulong Narrowness, int Place)>();
        var sources = request.FurtherDestinations.Prepend(request.Destination).Where(d => d != request.Source).Distinct()
            .Select(d => PathComputer.Candidates(topology, request with { Destination = d, FurtherDestinations = [] }, overlay, notes).GetEnumerator()).ToArray();
        try
        {
            for (var place = 0; place < sources.Length; place++)
                Advance(sources[place], place);
            while (waiting.TryDequeue(out var best, out var rank))
            {
                yield return best.Current;
                Advance(best, rank.Place);
            }
        }
        finally
        {
            foreach (var source in sources)
                source.Dispose();
        }

        void Advance(IEnumerator<ComputedPath> source, int place)
        {
            if (source.MoveNext())
                waiting.Enqueue(source, (source.Current.Weight, source.Current.Segments.Count, ~source.Current.Width, place));
        }
    }
}
