namespace PceServer.Forwarding.Tests.Reference;

/// <summary>Puts a share of the random networks into levels or areas, with flexible algorithms and with prefixes passed on between them, or not.</summary>
internal sealed class RandomDomains
{
    private readonly Random _random;
    private readonly string[] _domains;
    private readonly string[] _into;
    private readonly bool _hasFlexAlgo;

    public RandomDomains(Random random)
    {
        _random = random;
        _domains = random.Next(10) switch
        {
            < 4 => [],
            < 7 => ["L1", "L2", "L1+L2"],
            < 9 => ["area0", "area1", "area2"],
            _ => ["L2", "area0"],
        };
        _into = [.. _domains.Where(d => !d.Contains('+'))];
        _hasFlexAlgo = random.Next(3) == 0;
    }

    public bool AreMany => _domains.Length > 0;

    public string OfLink() => AreMany ? $" in={_domains[_random.Next(_domains.Length)]}" : "";

    public string OfLan() => AreMany ? $" in={_into[_random.Next(_into.Length)]}" : "";

    public string OfNode(int number, bool isClosed)
    {
        var flexible = _hasFlexAlgo && _random.Next(4) > 0
            ? $" algo=128 sid128={20 + number} {_random.Next(4) switch { 0 => "fad128=te", 1 => "fad128=delay fapm", _ => "" }}" : "";
        var closed = AreMany && !isClosed && _random.Next(10) == 0 ? $" overload={_into[_random.Next(_into.Length)]}" : "";
        return $"{flexible}{closed}";
    }

    /// <summary>Not by what a router knows: what is announced is believed, also where it leads in a ring.</summary>
    public IEnumerable<string> Leaks(string[] names)
    {
        for (var count = AreMany ? _random.Next(3 * names.Length) : 0; count > 0; count--)
        {
            var (by, of) = (names[_random.Next(names.Length)], names[_random.Next(names.Length)]);
            if (by != of)
                yield return $"pass {by} {_into[_random.Next(_into.Length)]} {of} metric={_random.Next(5)}{(_random.Next(2) == 0 ? " fapm=2" : "")}";
        }
    }
}
