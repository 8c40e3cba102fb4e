using System.Runtime.CompilerServices;
using PceServer.Topology;

namespace PceServer.PathComputation.Constraints;

/// <summary>By priority and edge, the bytes per second that a snapshot offers before anything is booked; zero where nothing is announced. Made when first asked for.</summary>
internal sealed class BandwidthColumns(TopologySnapshot topology)
{
    private static readonly ConditionalWeakTable<TopologySnapshot, BandwidthColumns> s_known = [];

    private readonly ulong[]?[] _byPriority = new ulong[]?[8];

    public static ulong[] Of(TopologySnapshot topology, byte priority) =>
        s_known.GetValue(topology, static t => new BandwidthColumns(t)).At(Math.Min(priority, (byte)7));

    private ulong[] At(byte priority) => _byPriority[priority] ??= Make(priority);

    private ulong[] Make(byte priority)
    {
        var column = new ulong[topology.EdgeCount];
        for (var edge = 0; edge < column.Length; edge++)
        {
            column[edge] = topology.IsPseudonode[topology.EdgeFrom[edge]]
                ? ulong.MaxValue : LinkAdmission.ResidualBandwidth(topology, edge, priority, NetworkOverlay.Empty) ?? 0;
        }
        return column;
    }
}
