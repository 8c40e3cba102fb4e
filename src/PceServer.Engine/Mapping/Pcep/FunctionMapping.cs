using PceServer.Engine.Paths;
using PceServer.Pcep;

namespace PceServer.Engine.Mapping.Pcep;

/// <summary>OF codes of a single path (RFC 5541 §4, RFC 8233 §3.3).</summary>
internal static class FunctionMapping
{
    /// <summary>Null for a function of a set, of trees, or over domains.</summary>
    public static PathFunction? ToDomain(ObjectiveFunction function) => function switch
    {
        ObjectiveFunction.MinimumCostPath => PathFunction.LeastCost,
        ObjectiveFunction.MinimumLoadPath => PathFunction.LeastLoad,
        ObjectiveFunction.MaximumResidualBandwidthPath => PathFunction.MostResidualBandwidth,
        ObjectiveFunction.MinimumPacketLossPath => PathFunction.LeastLoss,
        ObjectiveFunction.MaximumUnderUtilizedPath => PathFunction.LeastUtilization,
        ObjectiveFunction.MaximumReservedUnderUtilizedPath => PathFunction.LeastReservation,
        _ => null,
    };

    public static OfObject ToWire(PathFunction function) => new(function switch
    {
        PathFunction.LeastLoad => ObjectiveFunction.MinimumLoadPath,
        PathFunction.MostResidualBandwidth => ObjectiveFunction.MaximumResidualBandwidthPath,
        PathFunction.LeastLoss => ObjectiveFunction.MinimumPacketLossPath,
        PathFunction.LeastUtilization => ObjectiveFunction.MaximumUnderUtilizedPath,
        PathFunction.LeastReservation => ObjectiveFunction.MaximumReservedUnderUtilizedPath,
        _ => ObjectiveFunction.MinimumCostPath,
    });
}
