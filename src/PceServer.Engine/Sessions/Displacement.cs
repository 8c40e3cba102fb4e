using System.Collections.Immutable;
using PceServer.Engine.Lsps;
using PceServer.Engine.Paths;
using PceServer.Engine.Watch;
using PceServer.Topology;

namespace PceServer.Engine.Sessions;

/// <summary>Remembers the links that an LSP was driven from, so that it is looked at again when one of them changes back: others are left alone.</summary>
internal static class Displacement
{
    private const int MostLinks = 64;

    /// <summary>Links remembered before that have not changed since, and those of the walk that was left that are gone now or different.</summary>
    /// <param name="left">The walk of the list that is given up; null where the list stays.</param>
    public static ImmutableArray<LinkKey> Of(Lsp lsp, RecordedTrace? left, SnapshotDiff? diff, TopologySnapshot topology)
    {
        if (diff is null)
            return lsp.DisplacedFrom;
        var away = lsp.DisplacedFrom.Where(link => !diff.Touches(link) || !topology.TryFind(link, out _));
        var lost = left is null ? [] : left.Links.Where(diff.Touches);
        return [.. away.Concat(lost).Distinct().Take(MostLinks)];
    }
}
