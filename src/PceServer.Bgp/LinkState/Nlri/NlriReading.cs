using PceServer.Wire;

namespace PceServer.Bgp.LinkState;

/// <summary>Reads the NLRI list of an MP_REACH_NLRI or MP_UNREACH_NLRI of a link-state family (RFC 9552 §5.2).</summary>
internal ref struct NlriReading
{
    private NodeDescriptorReading _localNodes;
    private NodeDescriptorReading _remoteNodes;

    /// <summary>
    /// Reads to the end. A length that overruns the attribute is a fault of the reader, since nothing behind it can be found;
    /// a malformed NLRI inside its own length is left out and noted (NLRI discard, RFC 9552 §8.2.2).
    /// </summary>
    public ValueList<LinkStateNlri> ReadAll(ref WireReader reader, MessageOctets octets, AddressFamily family, byte attributeCode, ref FindingList findings)
    {
        if (!reader.More)
            return default;
        var list = new LinkStateNlri[Count(reader)];
        var count = 0;
        while (reader.More)
        {
            var start = reader;
            var type = reader.U16();
            var length = reader.U16();
            var value = reader.Slice(length);
            if (reader.Faulted)
                return default;
            var nlri = Read(type, family.Safi == AddressFamily.LinkStateVpn.Safi, ref value);
            if (value.Fault is { } fault)
            {
                findings.Add(new BgpFinding(BgpFindingKind.NlriDiscard, attributeCode, fault));
                continue;
            }
            nlri!.Keep(octets.Key(start.Offset, 4 + length));
            if (nlri.SemanticFault is { } reason)
                findings.Add(new BgpFinding(BgpFindingKind.Semantic, attributeCode, new WireFault(reason, value.Offset), IsReadable: ReferenceEquals(reason, NlriDescriptors.NoRouterId)));
            list[count++] = nlri;
        }
        return ValueList.Own(count == list.Length ? list : list[..count]);
    }

    /// <summary>How many NLRIs there are whole; the list is made of that size.</summary>
    private static int Count(WireReader reader)
    {
        var count = 0;
        while (reader.More)
        {
            reader.Skip(2);
            reader.Skip(reader.U16());
            count++;
        }
        return count;
    }

    /// <summary>Reads an NLRI again from its key; null when the octets are not one well-formed NLRI.</summary>
    public static LinkStateNlri? Reread(NlriKey key, AddressFamily family)
    {
        var reader = new WireReader(key.Octets);
        var type = reader.U16();
        var value = reader.Slice(reader.U16());
        if (reader.Faulted || reader.More)
            return null;
        var nlri = new NlriReading().Read(type, family.Safi == AddressFamily.LinkStateVpn.Safi, ref value);
        nlri?.Keep(key);
        return nlri;
    }

    private LinkStateNlri? Read(ushort type, bool hasRouteDistinguisher, ref WireReader value)
    {
        if (type is < 1 or > 6)
            return new UnknownNlri(type, ValueList.Create(value.Rest()));
        ulong? distinguisher = hasRouteDistinguisher ? value.U64() : null;
        var header = new NlriHeader(type, distinguisher, (ProtocolId)value.U8(), value.U64());
        var descriptors = new NlriDescriptors((NlriType)type);
        descriptors.Read(ref value, ref _localNodes, ref _remoteNodes);
        if (value.Faulted)
            return null;
        return (NlriType)type switch
        {
            NlriType.Node => new NodeNlri(header, descriptors),
            NlriType.Link => new LinkNlri(header, descriptors),
            NlriType.Ipv4Prefix or NlriType.Ipv6Prefix => new PrefixNlri(header, descriptors),
            NlriType.Srv6Sid => new Srv6SidNlri(header, descriptors),
            _ => new SrPolicyNlri(header, descriptors),
        };
    }
}

/// <summary>Findings of one message; nothing is allocated while there are none.</summary>
internal struct FindingList
{
    private List<BgpFinding>? _list;

    public readonly bool IsEmpty => _list is null;

    public readonly int Count => _list?.Count ?? 0;

    public void Add(BgpFinding finding) => (_list ??= []).Add(finding);

    public readonly ValueList<BgpFinding> ToValueList() => _list is null ? default : ValueList.Own(_list.ToArray());

    public readonly bool Has(BgpFindingKind kind)
    {
        if (_list is null)
            return false;
        foreach (var finding in _list)
        {
            if (finding.Kind == kind)
                return true;
        }
        return false;
    }
}
