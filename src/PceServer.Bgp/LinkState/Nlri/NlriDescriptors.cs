using PceServer.Wire;

namespace PceServer.Bgp.LinkState;

/// <summary>
/// The descriptor TLVs of one NLRI while it is read. Form is judged here (lengths, ascending order, RFC 9552 §8.2.2: NLRI discard);
/// what is only meaningless is noted as semantic fault.
/// </summary>
internal struct NlriDescriptors
{
    public const string NoLocalNode = "no local node descriptors (TLV 256)";
    public const string NoRemoteNode = "no remote node descriptors (TLV 257)";
    public const string NoRouterId = "node descriptor without router id";
    public const string NoReachability = "no IP reachability (TLV 265)";
    public const string NoSid = "no SRv6 SID (TLV 518)";
    public const string NoPolicy = "no SR policy candidate path (TLV 554)";

    private readonly NlriType _type;
    private LinkIdentifierPair? _identifiers;
    private Ipv4Address? _ipv4Interface, _ipv4Neighbor, _ipv4Asbr;
    private Ipv6Address? _ipv6Interface, _ipv6Neighbor, _ipv6Asbr;
    private AutonomousSystem? _remoteSystem;
    private OspfRouteType? _routeType;
    private IpReachability? _reachability;
    private List<UnknownTlv>? _other;

    public NlriDescriptors(NlriType type) => _type = type;

    public NodeDescriptor? Local { get; private set; }
    public NodeDescriptor? Remote { get; private set; }
    public ushort? MultiTopologyId { get; private set; }
    public Ipv6Address? Srv6Sid { get; private set; }
    public SrPolicyDescriptor? Policy { get; private set; }
    public string? SemanticFault { get; private set; }

    public readonly ValueList<UnknownTlv> OtherList() => _other is null ? default : ValueList.Own(_other.ToArray());

    public readonly LinkDescriptor ToLinkDescriptor() => new()
    {
        Identifiers = _identifiers,
        Ipv4InterfaceAddress = _ipv4Interface,
        Ipv4NeighborAddress = _ipv4Neighbor,
        Ipv6InterfaceAddress = _ipv6Interface,
        Ipv6NeighborAddress = _ipv6Neighbor,
        MultiTopologyId = MultiTopologyId,
        RemoteAutonomousSystem = _remoteSystem,
        Ipv4RemoteAsbr = _ipv4Asbr,
        Ipv6RemoteAsbr = _ipv6Asbr,
        Other = OtherList(),
    };

    public readonly PrefixDescriptor ToPrefixDescriptor() => new()
    {
        MultiTopologyId = MultiTopologyId,
        OspfRouteType = _routeType,
        Reachability = _reachability,
        Other = OtherList(),
    };

    public void Read(ref WireReader reader, ref NodeDescriptorReading nodes, ref NodeDescriptorReading remoteNodes)
    {
        var previous = -1;
        ReadOnlySpan<byte> previousValue = default;
        while (reader.More)
        {
            var offset = reader.Offset;
            int code = reader.U16();
            var value = reader.Slice(reader.U16());
            if (reader.Faulted)
                return;
            var copy = value;
            var octets = copy.Rest();
            if (code < previous || (code == previous && !Ascending(previousValue, octets)))
            {
                reader.Fail($"descriptor TLV {code} out of order", offset);
                return;
            }
            if (code == previous || !Take((ushort)code, ref value, ref nodes, ref remoteNodes))
                (_other ??= []).Add(new UnknownTlv((ushort)code, ValueList.Create(octets)));
            reader.Adopt(value);
            previous = code;
            previousValue = octets;
        }
    }

    /// <summary>Equal types ascend by length, then by value (RFC 9552 §5.1).</summary>
    private static bool Ascending(ReadOnlySpan<byte> earlier, ReadOnlySpan<byte> later) =>
        earlier.Length != later.Length ? earlier.Length < later.Length : earlier.SequenceCompareTo(later) <= 0;

    /// <summary>Takes a TLV that belongs to this NLRI type; false when it is to be kept as it is.</summary>
    private bool Take(ushort code, ref WireReader value, ref NodeDescriptorReading nodes, ref NodeDescriptorReading remoteNodes)
    {
        var semanticFault = SemanticFault;
        if (code == DescriptorCode.LocalNode)
            Local = nodes.Read(ref value, ref semanticFault);
        else if (code == DescriptorCode.RemoteNode && _type == NlriType.Link)
            Remote = remoteNodes.Read(ref value, ref semanticFault);
        else
            return TakeOwn(code, ref value);
        SemanticFault = semanticFault;
        return true;
    }

    private bool TakeOwn(ushort code, ref WireReader value)
    {
        var known = (_type, code) switch
        {
            (NlriType.Link, >= DescriptorCode.LinkIdentifiers and <= DescriptorCode.MultiTopology) => true,
            (NlriType.Link, >= DescriptorCode.RemoteAutonomousSystem and <= DescriptorCode.Ipv6RemoteAsbr) => true,
            (NlriType.Ipv4Prefix or NlriType.Ipv6Prefix, >= DescriptorCode.MultiTopology and <= DescriptorCode.IpReachability) => true,
            (NlriType.Srv6Sid, DescriptorCode.MultiTopology or DescriptorCode.Srv6Sid) => true,
            (NlriType.SrPolicyCandidatePath, DescriptorCode.SrPolicyCandidatePath) => true,
            _ => false,
        };
        if (!known)
            return false;
        if (Assign(code, ref value))
            return true;
        SemanticFault ??= $"descriptor TLV {code} of impossible length or value";
        return false;
    }

    private bool Assign(ushort code, ref WireReader value)
    {
        var length = value.Remaining;
        switch (code, length)
        {
            case (DescriptorCode.LinkIdentifiers, 8): _identifiers = new LinkIdentifierPair(value.U32(), value.U32()); return true;
            case (DescriptorCode.Ipv4Interface, 4): _ipv4Interface = new Ipv4Address(value.U32()); return true;
            case (DescriptorCode.Ipv4Neighbor, 4): _ipv4Neighbor = new Ipv4Address(value.U32()); return true;
            case (DescriptorCode.Ipv6Interface, 16): _ipv6Interface = new Ipv6Address(value.U128()); return true;
            case (DescriptorCode.Ipv6Neighbor, 16): _ipv6Neighbor = new Ipv6Address(value.U128()); return true;
            case (DescriptorCode.MultiTopology, 2): MultiTopologyId = (ushort)(value.U16() & 0xFFF); return true;
            case (DescriptorCode.OspfRouteType, 1): _routeType = (OspfRouteType)value.U8(); return true;
            case (DescriptorCode.RemoteAutonomousSystem, 4): _remoteSystem = new AutonomousSystem(value.U32()); return true;
            case (DescriptorCode.Ipv4RemoteAsbr, 4): _ipv4Asbr = new Ipv4Address(value.U32()); return true;
            case (DescriptorCode.Ipv6RemoteAsbr, 16): _ipv6Asbr = new Ipv6Address(value.U128()); return true;
            case (DescriptorCode.Srv6Sid, 16): Srv6Sid = new Ipv6Address(value.U128()); return true;
            case (DescriptorCode.IpReachability, _):
                if (!IpReachability.TryRead(value.Rest(), _type == NlriType.Ipv6Prefix, out var reachability))
                    return false;
                _reachability = reachability;
                return true;
            case (DescriptorCode.SrPolicyCandidatePath, _):
                Policy = SrPolicyDescriptor.Read(value.Rest());
                return Policy is not null;
            default: return false;
        }
    }
}
