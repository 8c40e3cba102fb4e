namespace PceServer.Topology;

/// <summary>Numbers the routing domains as they turn up, after those that have a number already.</summary>
internal sealed class DomainNumbers
{
    private readonly Dictionary<RoutingDomain, ushort> _numbers = [];
    private RoutingDomain _last;
    private ushort _lastNumber;
    private bool _hasLast;

    public DomainNumbers(RoutingDomain[] known)
    {
        foreach (var domain in known)
        {
            _numbers.Add(domain, (ushort)Domains.Count);
            Domains.Add(domain);
        }
    }

    public List<RoutingDomain> Domains { get; } = [];

    public ushort Of(LinkKey link) => Of(RoutingDomain.Of(link));

    public ushort Of(RoutingDomain domain)
    {
        if (_hasLast && domain == _last)
            return _lastNumber;
        if (!_numbers.TryGetValue(domain, out var number))
        {
            // 65,536 flooding scopes are no network; what comes after shares the last number rather than break.
            number = (ushort)Math.Min(Domains.Count, ushort.MaxValue);
            if (Domains.Count <= ushort.MaxValue)
                Domains.Add(domain);
            _numbers.Add(domain, number);
        }
        (_last, _lastNumber, _hasLast) = (domain, number, true);
        return number;
    }
}
