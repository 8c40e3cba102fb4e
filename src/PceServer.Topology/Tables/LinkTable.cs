namespace PceServer.Topology;

/// <summary>Which links there are, between which nodes; shared by the snapshots between which only attributes changed.</summary>
internal sealed record LinkTable
{
    public static readonly LinkTable Empty = new() { OutStart = [0], From = [], To = [], Reverse = [], Domain = [], Keys = [] };

    private Grouped<int>? _incoming;
    private Dictionary<IpAddress, int>? _byAddress;

    public required int[] OutStart { get; init; }
    public required int[] From { get; init; }
    public required int[] To { get; init; }
    public required int[] Reverse { get; init; }
    public required ushort[] Domain { get; init; }
    public RoutingDomain[] Domains { get; init; } = [];
    public required LinkKey[] Keys { get; init; }

    public bool HasSeveralTopologies => Array.Exists(Domains, static d => d.MultiTopologyId != 0);

    /// <summary>Half-links that are no edges, and why.</summary>
    public UnusableLink[] Unusable { get; init; } = [];

    /// <summary>Edges that were joined to their reverse by the pair of nodes only.</summary>
    public int[] JoinedByPair { get; init; } = [];

    public int[] InStart => Incoming().Start;

    public int[] InEdges => Incoming().Items;

    public bool TryFind(LinkKey key, NodeIndex local, out EdgeIndex edge)
    {
        for (var e = OutStart[local.Value]; e < OutStart[local.Value + 1]; e++)
        {
            if (Keys[e].Equals(key))
            {
                edge = new EdgeIndex(e);
                return true;
            }
        }
        edge = default;
        return false;
    }

    /// <summary>The first link whose local interface has the address.</summary>
    public bool TryFind(IpAddress local, out EdgeIndex edge)
    {
        var found = (_byAddress ??= Addresses()).TryGetValue(local, out var number);
        edge = new EdgeIndex(number);
        return found;
    }

    private Grouped<int> Incoming()
    {
        if (Volatile.Read(ref _incoming) is { } known)
            return known;
        var made = Grouped<int>.By(OutStart.Length - 1, To.Length, e => To[e], e => e);
        return Interlocked.CompareExchange(ref _incoming, made, null) ?? made;
    }

    private Dictionary<IpAddress, int> Addresses()
    {
        var addresses = new Dictionary<IpAddress, int>(Keys.Length);
        for (var e = 0; e < Keys.Length; e++)
        {
            if (Keys[e].LocalAddress is { } address)
                addresses.TryAdd(address, e);
            if (Keys[e].LocalIpv6Address is { } address6)
                addresses.TryAdd(address6, e);
        }
        return addresses;
    }
}
