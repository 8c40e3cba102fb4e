using PceServer.Wire;

namespace PceServer.Bgp.LinkState;

/// <summary>
/// Reads node descriptors, and hands out the one before again when the octets are the same: the NLRIs of one UPDATE mostly speak of one node.
/// </summary>
internal ref struct NodeDescriptorReading
{
    private ReadOnlySpan<byte> _octets;
    private NodeDescriptor? _node;
    private string? _semanticFault;

    /// <summary>Reads a value of TLV 256 or 257. A breach of order or form is a fault of the reader; an impossible length goes to <paramref name="semanticFault"/>.</summary>
    public NodeDescriptor? Read(ref WireReader value, ref string? semanticFault)
    {
        var start = value;
        var octets = value.Rest();
        if (_node is null || !octets.SequenceEqual(_octets))
        {
            _octets = octets;
            _semanticFault = null;
            _node = ReadSubTlvs(ref start, ref _semanticFault);
            value.Adopt(start);
        }
        semanticFault ??= _semanticFault;
        return _node;
    }

    private static NodeDescriptor? ReadSubTlvs(ref WireReader reader, ref string? semanticFault)
    {
        AutonomousSystem? system = null, member = null;
        uint? bgpLsId = null, area = null;
        IgpRouterIdentifier? igp = null;
        BgpIdentifier? bgp = null;
        List<UnknownTlv>? other = null;
        var previous = -1;
        while (reader.More)
        {
            var offset = reader.Offset;
            var code = reader.U16();
            var value = reader.Slice(reader.U16());
            if (code <= previous && !reader.Faulted)
                reader.Fail(code == previous ? $"node descriptor sub-TLV {code} twice" : $"node descriptor sub-TLV {code} behind {previous}", offset);
            if (reader.Faulted)
                return null;
            previous = code;
            switch (code, value.Remaining)
            {
                case (DescriptorCode.AutonomousSystem, 4): system = new AutonomousSystem(value.U32()); break;
                case (DescriptorCode.BgpLsIdentifier, 4): bgpLsId = value.U32(); break;
                case (DescriptorCode.OspfArea, 4): area = value.U32(); break;
                case (DescriptorCode.IgpRouterId, 4 or 6 or 7 or 8 or 16): igp = RouterId(ref value); break;
                case (DescriptorCode.BgpRouterId, 4): bgp = new BgpIdentifier(value.U32()); break;
                case (DescriptorCode.ConfederationMember, 4): member = new AutonomousSystem(value.U32()); break;
                default:
                    if (code is >= DescriptorCode.AutonomousSystem and <= DescriptorCode.ConfederationMember)
                        semanticFault ??= $"node descriptor sub-TLV {code} of {value.Remaining} octets";
                    (other ??= []).Add(new UnknownTlv(code, ValueList.Create(value.Rest())));
                    break;
            }
        }
        if (igp is null && bgp is null)
            semanticFault ??= NlriDescriptors.NoRouterId;
        return new NodeDescriptor
        {
            AutonomousSystem = system,
            BgpLsIdentifier = bgpLsId,
            OspfAreaId = area,
            IgpRouterId = igp,
            BgpRouterId = bgp,
            ConfederationMember = member,
            Other = other is null ? default : ValueList.Own(other.ToArray()),
        };
    }

    private static IgpRouterIdentifier RouterId(ref WireReader value)
    {
        var octets = value.Rest();
        UInt128 id = 0;
        foreach (var octet in octets)
            id = (id << 8) | octet;
        return new IgpRouterIdentifier(id, (byte)octets.Length);
    }
}
