using PceServer.Testing;

namespace PceServer.PathComputation.Tests.Oracles;

/// <summary>Small random networks, the same for the same seed.</summary>
internal static class RandomNet
{
    /// <summary>A connected network of some nodes N0, N1, ... with metrics small enough that equal paths are common.</summary>
    /// <param name="shape">More words for each link.</param>
    public static Net Of(Random random, int nodes, int extraLinks, bool withAdjacencySids = true, bool withLan = false, Func<Random, string>? shape = null)
    {
        var statements = new List<string>();
        for (var i = 0; i < nodes; i++)
            statements.Add($"node N{i}{(random.Next(8) == 0 ? " sid=no" : "")}{(random.Next(12) == 0 ? " overload" : "")}{(random.Next(15) == 0 ? " nosr" : "")}{(random.Next(8) == 0 ? " nophp" : random.Next(8) == 0 ? " explicitnull" : "")}{(random.Next(15) == 0 ? " srgb=20000+3" : random.Next(5) == 0 ? " srgb=30000+500" : "")}");
        for (var i = 1; i < nodes; i++)
            statements.Add($"N{random.Next(i)}-N{i} {Link(random, withAdjacencySids)}{shape?.Invoke(random)}");
        for (var i = 0; i < extraLinks; i++)
        {
            var (one, other) = (random.Next(nodes), random.Next(nodes));
            if (one != other)
                statements.Add($"N{one}-N{other} {Link(random, withAdjacencySids)}{shape?.Invoke(random)}");
        }
        if (withLan)
            statements.Add($"lan L {string.Join(' ', Enumerable.Range(0, nodes).OrderBy(_ => random.Next()).Take(3).Select(i => $"N{i}"))} {random.Next(1, 5)} delay=3");
        return Net.Build([.. statements]);
    }

    private static string Link(Random random, bool withAdjacencySids) =>
        $"{random.Next(1, 6)}/{random.Next(1, 6)} te={Value(random)}/{Value(random)} delay={Value(random)}/{Value(random)} bw={random.Next(1, 11)}k"
        + $" color=0x{random.Next(8):x} srlg={random.Next(5)}" + (withAdjacencySids && random.Next(6) > 0 ? "" : " adj=no");

    private static string Value(Random random) => random.Next(25) == 0 ? "-" : $"{random.Next(1, 10)}";
}
