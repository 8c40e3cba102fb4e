using System.Globalization;
using PceServer.Topology;

namespace PceServer.PathComputation.Explaining;

/// <summary>Metrics and values as people read them.</summary>
internal static class Words
{
    public static string Name(PathMetric metric) => metric switch
    {
        PathMetric.Igp => "IGP metric",
        PathMetric.Te => "TE metric",
        PathMetric.Hops => "hops",
        PathMetric.Delay => "delay",
        PathMetric.DelayVariation => "delay variation",
        PathMetric.Loss => "loss",
        PathMetric.SidDepth => "MSD",
        _ => metric.ToString(),
    };

    public static string Value(PathMetric metric, ulong value) => metric switch
    {
        PathMetric.Delay or PathMetric.DelayVariation => string.Create(CultureInfo.InvariantCulture, $"{value / 1000.0:0.###} ms"),
        PathMetric.Loss => string.Create(CultureInfo.InvariantCulture, $"{value * 0.000003:0.######} %"),
        _ => value.ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>A level or area, as operators call it.</summary>
    public static string Name(RoutingDomain domain) => domain.Protocol switch
    {
        LinkStateProtocol.IsisLevel1 => "level 1",
        LinkStateProtocol.IsisLevel2 => "level 2",
        _ => $"area {IpAddress.V4(domain.Area)}",
    };

    /// <summary>Several things in one breath: a, b and c.</summary>
    public static string List(IReadOnlyList<string> things) => things.Count switch
    {
        0 => "",
        1 => things[0],
        _ => $"{string.Join(", ", things.Take(things.Count - 1))} and {things[^1]}",
    };
}
