using System.Collections.Immutable;
using PceServer.Topology;

namespace PceServer.Engine.Ledger;

/// <summary>What one LSP adds to the overlay.</summary>
/// <param name="Links">Every link of the trace, each once.</param>
public sealed record LedgerEntry(ulong BandwidthBytesPerSecond, ImmutableArray<LinkKey> Links, ImmutableArray<BindingSid> BindingSids)
{
    public static readonly LedgerEntry Nothing = new(0, [], []);

    /// <summary>By link, the part of the bandwidth that it carries: branches split it as the simulator's routers do; default (null) where each carries all of it.</summary>
    public ImmutableArray<double> Shares { get; init; }

    /// <summary>The list in use: who pushes a label wants to know when it is a binding that moves.</summary>
    public ImmutableArray<Label> Labels { get; init; } = [];

    public bool IsNothing => (BandwidthBytesPerSecond == 0 || Links.IsEmpty) && BindingSids.IsEmpty && Labels.IsEmpty;

    /// <summary>Bytes per second booked on a link, by its place.</summary>
    public ulong BandwidthOn(int link) => Shares.IsDefault ? BandwidthBytesPerSecond : (ulong)Math.Round(BandwidthBytesPerSecond * Shares[link]);
}
