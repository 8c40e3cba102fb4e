using PceServer.Pcep;
using PceServer.Wire;

namespace PceServer.Demo;

/// <summary>An LSP of the story: which router has it, where to, and what it asks for in words and in PCEP objects.</summary>
/// <param name="Unit">How the value of the metric that it minimises is written.</param>
internal sealed record DemoLsp(string Router, string Name, string To, Ipv4Address Destination, string Wish, string Unit, AttributeList Constraints)
{
    public string Cost(double cost) => string.Format(System.Globalization.CultureInfo.InvariantCulture, Unit, cost);
}

/// <summary>The cast of the story.</summary>
internal static class DemoLsps
{
    private const float FiveHundredMegabits = 62_500_000;
    private const uint Leased = 1;

    public static readonly Ipv4Address Vienna = Ipv4Address.Parse("10.0.0.10");
    public static readonly Ipv4Address Milan = Ipv4Address.Parse("10.0.0.13");
    public static readonly Ipv4Address Copenhagen = Ipv4Address.Parse("10.0.0.7");
    public static readonly Ipv4Address Berlin = Ipv4Address.Parse("10.0.0.8");

    /// <summary>Delegated one after the other.</summary>
    public static readonly DemoLsp[] Delegated =
    [
        new("london", "bulk/vienna", "vienna", Vienna, "least IGP cost", "IGP cost {0}", Minimise(MetricType.Igp)),
        new("london", "voice/vienna", "vienna", Vienna, "least delay", "delay {0} us", Minimise(MetricType.PathDelay)),
        new("london", "own fibre/milan", "milan", Milan, "least IGP cost, no leased fibre (affinity: exclude 0x1)", "IGP cost {0}",
            Minimise(MetricType.Igp) with { Lspa = new LspaObject(Leased, 0, 0) }),
        new("madrid", "500M/berlin", "berlin", Berlin, "least TE cost, 500 Mbit/s on every link", "TE cost {0}",
            Minimise(MetricType.Te) with { Bandwidth = new BandwidthObject(FiveHundredMegabits) }),
    ];

    public static AttributeList DelayAtMost(float microseconds) =>
        Minimise(MetricType.Igp) with { Metrics = [new MetricObject(MetricType.Igp, 0), new MetricObject(MetricType.PathDelay, microseconds, MetricFlags.Bound)] };

    private static AttributeList Minimise(MetricType metric) => AttributeList.Empty with { Metrics = [new MetricObject(metric, 0)] };
}
