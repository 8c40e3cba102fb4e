using PceServer.Topology;
using PceServer.Wire;
using Ls = PceServer.Bgp.LinkState;

namespace PceServer.Engine.Mapping.LinkState;

/// <summary>Flexible algorithm definitions (RFC 9351 §3).</summary>
internal static class FlexAlgoMapping
{
    private const uint UsesPrefixMetric = 0x80000000;

    public static FlexAlgoDefinition Map(Ls.FlexAlgorithmDefinition stated)
    {
        var definition = new FlexAlgoDefinition(stated.Algorithm, (FlexAlgoMetric)stated.MetricType, stated.CalculationType, stated.Priority);
        foreach (var tlv in stated.SubTlvs)
        {
            definition = tlv switch
            {
                Ls.FadExcludeAny colors => definition with { ExcludeAny = Colors(colors.Words) },
                Ls.FadIncludeAny colors => definition with { IncludeAny = Colors(colors.Words) },
                Ls.FadIncludeAll colors => definition with { IncludeAll = Colors(colors.Words) },
                Ls.FadExcludeSrlg srlgs => definition with { ExcludedSrlgs = [.. srlgs.Values.Span] },
                Ls.FadFlags flags => definition with { UsesPrefixMetric = flags.Words.Count > 0 && (flags.Words[0] & UsesPrefixMetric) != 0 },
                _ => definition,
            };
        }
        return definition;
    }

    /// <summary>Words of 32 colours, the lowest first; the topology keeps the first 256 (RFC 7308 §2.1).</summary>
    public static AdminGroup Colors(ValueList<uint> words)
    {
        return new(Pair(0), Pair(2), Pair(4), Pair(6));

        ulong Pair(int first) => (first < words.Count ? words[first] : 0) | ((ulong)(first + 1 < words.Count ? words[first + 1] : 0) << 32);
    }
}
