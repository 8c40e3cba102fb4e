using System.Text;
using PceServer.Topology;

namespace PceServer.Admin.Replies;

/// <summary>Enumeration members as the API writes them: <c>DeliveredElsewhere</c> is DELIVERED_ELSEWHERE.</summary>
internal static class Words
{
    /// <summary>Metric names as requests and replies use them.</summary>
    public static readonly IReadOnlyDictionary<string, PathMetric> Metrics = new Dictionary<string, PathMetric>(StringComparer.OrdinalIgnoreCase)
    {
        ["IGP"] = PathMetric.Igp,
        ["TE"] = PathMetric.Te,
        ["DELAY"] = PathMetric.Delay,
        ["HOPS"] = PathMetric.Hops,
        ["DELAY_VARIATION"] = PathMetric.DelayVariation,
        ["LOSS"] = PathMetric.Loss,
    };

    public static readonly string[] Objectives = ["IGP", "TE", "DELAY", "HOPS"];

    public static string Of(PathMetric metric) => metric == PathMetric.SidDepth ? "SID_DEPTH" : Of<PathMetric>(metric);

    public static string Of<T>(T value) where T : struct, Enum => OfText(value.ToString());

    /// <summary>The same for a member that is known by its name only.</summary>
    public static string OfText(string member)
    {
        var text = new StringBuilder();
        foreach (var c in member)
        {
            if (char.IsUpper(c) && text.Length > 0)
                text.Append('_');
            text.Append(char.ToUpperInvariant(c));
        }
        return text.ToString();
    }
}
