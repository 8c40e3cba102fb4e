using PceServer.Wire;

namespace PceServer.Bgp.LinkState;

/// <summary>
/// Path attribute 29: what is known of the node, link or prefix that the same UPDATE announces, as TLVs without padding (RFC 9552 §5.3).
/// The octets are kept beside the TLVs: they are what routes share and what is written back.
/// </summary>
public sealed record LinkStateAttribute : PathAttribute
{
    private readonly ArraySegment<byte> _octets;

    /// <summary>An attribute to be sent.</summary>
    public LinkStateAttribute(ValueList<ITlv> tlvs)
        : this((byte)PathAttributeCode.LinkState, PathAttributeFlags.Optional, tlvs, LinkStateTlvs.ToOctets(tlvs))
    {
    }

    internal LinkStateAttribute(byte code, PathAttributeFlags flags, ValueList<ITlv> tlvs, ArraySegment<byte> octets) : base(code, flags)
    {
        Tlvs = tlvs;
        _octets = octets;
    }

    public ValueList<ITlv> Tlvs { get; }

    /// <summary>Reads octets that were found well-formed before; null when they are not.</summary>
    internal static LinkStateAttribute? Reread(byte[] octets)
    {
        var reader = new WireReader(octets);
        var findings = new FindingList();
        var tlvs = LinkStateTlvs.Read(ref reader, (byte)PathAttributeCode.LinkState, ref findings);
        return reader.Faulted ? null : new LinkStateAttribute((byte)PathAttributeCode.LinkState, PathAttributeFlags.Optional, tlvs, octets);
    }

    public ReadOnlySpan<byte> Octets => _octets;

    /// <summary>The first TLV of a kind; null when there is none.</summary>
    public T? Find<T>() where T : class, ITlv
    {
        foreach (var tlv in Tlvs)
        {
            if (tlv is T found)
                return found;
        }
        return null;
    }

    public bool Equals(LinkStateAttribute? other) =>
        other is not null && Code == other.Code && Flags == other.Flags && Octets.SequenceEqual(other.Octets);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.AddBytes(Octets);
        return hash.ToHashCode();
    }

    internal override int LongValueOctets(BgpSessionParameters parameters) => _octets.Count;

    internal override void WriteValue(ref WireWriter writer, BgpSessionParameters parameters) => writer.Bytes(_octets);
}
