using PceServer.Wire;

namespace PceServer.Bgp.LinkState;

/// <summary>Link identifiers (TLV 258, RFC 5307 §1.1): remote is zero when unknown.</summary>
public readonly record struct LinkIdentifierPair(uint Local, uint Remote);

/// <summary>What tells a link from others between the same two nodes (RFC 9552 §5.2.2). Each TLV counts once; repetitions stay in <see cref="Other"/>.</summary>
public sealed record LinkDescriptor
{
    public static readonly LinkDescriptor None = new();

    public LinkIdentifierPair? Identifiers { get; init; }
    public Ipv4Address? Ipv4InterfaceAddress { get; init; }
    public Ipv4Address? Ipv4NeighborAddress { get; init; }
    public Ipv6Address? Ipv6InterfaceAddress { get; init; }
    public Ipv6Address? Ipv6NeighborAddress { get; init; }

    /// <summary>12 bits; absent is the default topology.</summary>
    public ushort? MultiTopologyId { get; init; }

    /// <summary>TLVs 270 to 272 of inter-AS links (draft).</summary>
    public AutonomousSystem? RemoteAutonomousSystem { get; init; }
    public Ipv4Address? Ipv4RemoteAsbr { get; init; }
    public Ipv6Address? Ipv6RemoteAsbr { get; init; }

    public ValueList<UnknownTlv> Other { get; init; }

    internal void Write(ref WireWriter writer)
    {
        if (Identifiers is { } ids)
        {
            LinkStateTlvs.Header(ref writer, DescriptorCode.LinkIdentifiers, 8);
            writer.U32(ids.Local);
            writer.U32(ids.Remote);
        }
        LinkStateTlvs.U32(ref writer, DescriptorCode.Ipv4Interface, Ipv4InterfaceAddress?.Value);
        LinkStateTlvs.U32(ref writer, DescriptorCode.Ipv4Neighbor, Ipv4NeighborAddress?.Value);
        LinkStateTlvs.U128(ref writer, DescriptorCode.Ipv6Interface, Ipv6InterfaceAddress?.Value);
        LinkStateTlvs.U128(ref writer, DescriptorCode.Ipv6Neighbor, Ipv6NeighborAddress?.Value);
        LinkStateTlvs.MultiTopology(ref writer, MultiTopologyId);
        LinkStateTlvs.U32(ref writer, DescriptorCode.RemoteAutonomousSystem, RemoteAutonomousSystem?.Number);
        LinkStateTlvs.U32(ref writer, DescriptorCode.Ipv4RemoteAsbr, Ipv4RemoteAsbr?.Value);
        LinkStateTlvs.U128(ref writer, DescriptorCode.Ipv6RemoteAsbr, Ipv6RemoteAsbr?.Value);
        LinkStateTlvs.Write(ref writer, Other);
    }
}
