namespace PceServer.Topology;

/// <summary>A link as one of its ends announces it (RFC 9552 §5.2.2): parallel links differ by addresses or by identifiers.</summary>
public sealed record LinkKey(NodeKey Local, NodeKey Remote)
{
    // IPv4 inline, IPv6 apart: one key stays in memory for every half-link.
    private readonly uint _local4;
    private readonly uint _remote4;
    private readonly byte _has4;
    private readonly Ipv6Ends? _ends6;

    public IpAddress? LocalAddress
    {
        get => (_has4 & 1) == 0 ? null : IpAddress.V4(_local4);
        init
        {
            _local4 = (uint)(value?.Low ?? 0);
            _has4 = (byte)(value is null ? _has4 & ~1 : _has4 | 1);
        }
    }

    public IpAddress? RemoteAddress
    {
        get => (_has4 & 2) == 0 ? null : IpAddress.V4(_remote4);
        init
        {
            _remote4 = (uint)(value?.Low ?? 0);
            _has4 = (byte)(value is null ? _has4 & ~2 : _has4 | 2);
        }
    }

    public IpAddress? LocalIpv6Address { get => _ends6?.Local; init => _ends6 = Ipv6Ends.Of(value, _ends6?.Remote); }

    public IpAddress? RemoteIpv6Address { get => _ends6?.Remote; init => _ends6 = Ipv6Ends.Of(_ends6?.Local, value); }

    /// <summary>Link identifiers (TLV 258), zero when absent.</summary>
    public uint LocalIdentifier { get; init; }
    public uint RemoteIdentifier { get; init; }
    public ushort MultiTopologyId { get; init; }

    /// <summary>The key that the other end would use for its half.</summary>
    public LinkKey Mirrored() => new(Remote, Local)
    {
        LocalAddress = RemoteAddress,
        RemoteAddress = LocalAddress,
        LocalIpv6Address = RemoteIpv6Address,
        RemoteIpv6Address = LocalIpv6Address,
        LocalIdentifier = RemoteIdentifier,
        RemoteIdentifier = LocalIdentifier,
        MultiTopologyId = MultiTopologyId,
    };

    public int CompareTo(LinkKey? other)
    {
        if (other is null)
            return 1;
        var order = Local.CompareTo(other.Local);
        order = order != 0 ? order : Remote.CompareTo(other.Remote);
        order = order != 0 ? order : MultiTopologyId.CompareTo(other.MultiTopologyId);
        order = order != 0 ? order : Nullable.Compare(LocalAddress, other.LocalAddress);
        order = order != 0 ? order : Nullable.Compare(RemoteAddress, other.RemoteAddress);
        order = order != 0 ? order : Nullable.Compare(LocalIpv6Address, other.LocalIpv6Address);
        order = order != 0 ? order : Nullable.Compare(RemoteIpv6Address, other.RemoteIpv6Address);
        order = order != 0 ? order : LocalIdentifier.CompareTo(other.LocalIdentifier);
        return order != 0 ? order : RemoteIdentifier.CompareTo(other.RemoteIdentifier);
    }

    public bool Equals(LinkKey? other) =>
        ReferenceEquals(this, other)
        || (other is not null && _local4 == other._local4 && _remote4 == other._remote4 && _has4 == other._has4
            && LocalIdentifier == other.LocalIdentifier && RemoteIdentifier == other.RemoteIdentifier
                && MultiTopologyId == other.MultiTopologyId
            && Local.Equals(other.Local) && Remote.Equals(other.Remote) && Equals(_ends6, other._ends6));

    public override int GetHashCode() =>
        HashCode.Combine(Local.GetHashCode(), Remote.GetHashCode(), _local4, _remote4, LocalIdentifier, RemoteIdentifier, _ends6);

    public override string ToString() => (LocalAddress ?? LocalIpv6Address) is { } address
        ? $"{Local}->{Remote} ({address})"
        : LocalIdentifier != 0 ? $"{Local}->{Remote} (#{LocalIdentifier})" : $"{Local}->{Remote}";
}

internal sealed record Ipv6Ends(IpAddress? Local, IpAddress? Remote)
{
    public static Ipv6Ends? Of(IpAddress? local, IpAddress? remote) => local is null && remote is null ? null : new Ipv6Ends(local, remote);
}
