using PceServer.Topology;

namespace PceServer.PathComputation.Domains;

/// <summary>
/// What each prefix SID of an algorithm stands for, domain by domain. A prefix that nobody announces with the SID in a domain has no label there. A SID index that
/// two prefixes of one domain claim is left out: whoever wins it (RFC 8660 §2.5), lists that do without it are safe.
/// </summary>
internal sealed class FecTable
{
    private readonly TopologySnapshot _topology;
    private readonly RoutingDomains _domains;
    private readonly byte _algorithm;
    private readonly Dictionary<RoutingDomain, int> _numbers = [];
    private readonly Dictionary<(int Domain, uint Index), (IpPrefix, byte)> _claims = [];
    private readonly HashSet<(int Domain, uint Index)> _contested = [];
    private readonly List<PrefixFec> _fecs = [];
    private readonly List<PrefixFec>?[] _byOwner;

    public FecTable(TopologySnapshot topology, byte algorithm)
    {
        (_topology, _domains, _algorithm) = (topology, topology.RoutingDomains, algorithm);
        _byOwner = new List<PrefixFec>?[topology.NodeCount];
        for (var d = 0; d < _domains.Count; d++)
        {
            if (_domains[d].IsIgp)
                _numbers.Add(_domains[d], d);
        }
        var prefixes = topology.Prefixes;
        Claim(prefixes.AsSpan());
        for (int first = 0, end; first < prefixes.Length; first = end)
        {
            end = first + 1;
            while (end < prefixes.Length && prefixes[end].Key.Prefix == prefixes[first].Key.Prefix)
                end++;
            AddAll(prefixes.AsSpan()[first..end]);
        }
    }

    public IReadOnlyList<PrefixFec> All => _fecs;

    /// <summary>Those that end at a node.</summary>
    public IReadOnlyList<PrefixFec> EndingAt(int node) => _byOwner[node] ?? [];

    /// <summary>Two prefixes claim the index in the domain.</summary>
    public bool IsContested(int domain, uint index) => _contested.Contains((domain, index));

    private void Claim(ReadOnlySpan<Prefix> prefixes)
    {
        foreach (var prefix in prefixes)
        {
            foreach (var sid in prefix.Attributes.PrefixSids)
            {
                if (sid.IsLabel || !_numbers.TryGetValue(RoutingDomain.Of(prefix.Key), out var domain))
                    continue;
                var claim = (prefix.Key.Prefix, sid.Algorithm);
                if (!_claims.TryAdd((domain, sid.Value), claim) && _claims[(domain, sid.Value)] != claim)
                    _contested.Add((domain, sid.Value));
            }
        }
    }

    private void AddAll(ReadOnlySpan<Prefix> announced)
    {
        var done = new List<(ushort Topology, uint Index)>(1);
        foreach (var prefix in announced)
        {
            foreach (var sid in prefix.Attributes.PrefixSids)
            {
                var key = (prefix.Key.MultiTopologyId, sid.Value);
                if (sid.IsLabel || sid.Algorithm != _algorithm || done.Contains(key))
                    continue;
                done.Add(key);
                Add(announced, key.MultiTopologyId, sid);
            }
        }
    }

    private void Add(ReadOnlySpan<Prefix> announced, ushort topology, PrefixSid sid)
    {
        var announcements = new List<Announcement>(announced.Length);
        foreach (var prefix in announced)
        {
            if (prefix.Key.MultiTopologyId != topology || !TryAnnouncement(prefix, sid.Value, out var announcement))
                continue;
            if (_contested.Contains((announcement.Domain, sid.Value)))
                return;
            announcements.Add(announcement);
        }
        int[] owners = [.. announcements.Where(a => a.IsOwn).Select(a => a.Node).Distinct()];
        if (owners.Length == 0)
            return;
        var fec = new PrefixFec(_fecs.Count, announced[0].Key.Prefix, sid, [.. announcements], owners)
        {
            NodeOf = owners.Length == 1 && IsNodeSid(owners[0], announced[0].Key.Prefix, sid.Value) ? owners[0] : -1,
        };
        _fecs.Add(fec);
        foreach (var owner in owners)
            (_byOwner[owner] ??= []).Add(fec);
    }

    private bool TryAnnouncement(Prefix prefix, uint index, out Announcement announcement)
    {
        announcement = default;
        if (!_numbers.TryGetValue(RoutingDomain.Of(prefix.Key), out var domain) || !TryMetric(prefix, domain, out var metric))
            return false;
        foreach (var sid in prefix.Attributes.PrefixSids)
        {
            if (sid.IsLabel || sid.Algorithm != _algorithm || sid.Value != index)
                continue;
            // What is attached to a border router is its own, though it tells one area as from another (RFC 7684 §2.1).
            var isPassedOn = prefix.Attributes.IsReadvertised || (sid.Flags & PrefixSidFlags.Readvertised) != 0;
            var isOwn = !isPassedOn || prefix.Attributes.IsAttached;
            var keepsLabel = isPassedOn
                || (sid.Flags & (PrefixSidFlags.NoPenultimateHopPopping | PrefixSidFlags.ExplicitNull)) == PrefixSidFlags.NoPenultimateHopPopping;
            announcement = new Announcement(prefix.Node.Value, domain, metric, RoutePreference.Of(_domains[domain], prefix), isOwn, keepsLabel);
            return true;
        }
        return false;
    }

    /// <summary>What comes from another area has a metric of its own in a flexible algorithm that asks for it, or is not reached (RFC 9350 §13).</summary>
    private bool TryMetric(Prefix prefix, int domain, out uint metric)
    {
        metric = prefix.Attributes.Metric;
        if (_algorithm < 128 || !prefix.Attributes.IsReadvertised
            || !_domains.TryGetFlexAlgo(domain, _algorithm, out var definition) || !definition.UsesPrefixMetric)
            return true;
        foreach (var own in prefix.Attributes.FlexAlgoMetrics)
        {
            if (own.Algorithm == _algorithm)
            {
                metric = own.Metric;
                return true;
            }
        }
        return false;
    }

    private bool IsNodeSid(int node, IpPrefix prefix, uint index)
    {
        foreach (var sid in _topology.NodeSids(new NodeIndex(node)))
        {
            if (sid.Prefix == prefix && sid.Sid.Algorithm == _algorithm && sid.Sid.Value == index && !sid.Sid.IsLabel)
                return true;
        }
        return false;
    }
}
