using System.Globalization;
using PceServer.Topology;

namespace PceServer.Testing;

/// <summary>A level, area, instance or AS in the words of a <see cref="Net"/>: <c>L1</c>, <c>L2</c> or <c>area3</c>, then <c>#instance</c>, then <c>@as</c>.</summary>
internal readonly record struct NetDomain(LinkStateProtocol Protocol, uint Area, ulong Instance, uint AutonomousSystem)
{
    public static IEnumerable<NetDomain> Several(string text) => text.Split('+').Select(Parse);

    public static NetDomain Parse(string text)
    {
        var parts = text.Split('@');
        var system = parts.Length > 1 ? uint.Parse(parts[1], CultureInfo.InvariantCulture) : 0;
        parts = parts[0].Split('#');
        var instance = parts.Length > 1 ? ulong.Parse(parts[1], CultureInfo.InvariantCulture) : 0;
        return parts[0] switch
        {
            "L1" => new(LinkStateProtocol.IsisLevel1, 0, instance, system),
            "L2" => new(LinkStateProtocol.IsisLevel2, 0, instance, system),
            var area when area.StartsWith("area", StringComparison.Ordinal) =>
                new(LinkStateProtocol.Ospfv2, uint.Parse(area.AsSpan(4), CultureInfo.InvariantCulture), instance, system),
            _ => throw new FormatException($"'{text}' is not a domain: L1, L2 or area<number>"),
        };
    }
}
