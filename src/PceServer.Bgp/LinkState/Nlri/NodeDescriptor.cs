using System.Globalization;
using PceServer.Wire;

namespace PceServer.Bgp.LinkState;

/// <summary>
/// IGP Router-ID (TLV 515): 4 octets OSPF router or Direct/Static IPv4, 6 IS-IS system, 7 IS-IS pseudonode, 8 OSPF pseudonode,
/// 16 Direct/Static IPv6 (RFC 9552 §5.2.1.4).
/// </summary>
public readonly record struct IgpRouterIdentifier(UInt128 Value, byte Octets)
{
    public bool IsPseudonode => Octets is 7 or 8;

    public override string ToString() => Octets switch
    {
        4 => new Ipv4Address((uint)Value).ToString(),
        6 => SystemId((ulong)Value),
        7 => $"{SystemId((ulong)Value >> 8)}.{(byte)Value:x2}",
        8 => $"{new Ipv4Address((uint)((ulong)Value >> 32))}:{new Ipv4Address((uint)Value)}",
        16 => new Ipv6Address(Value).ToString(),
        _ => "-",
    };

    private static string SystemId(ulong id) => string.Create(CultureInfo.InvariantCulture,
        $"{(id >> 32) & 0xFFFF:x4}.{(id >> 16) & 0xFFFF:x4}.{id & 0xFFFF:x4}");
}

/// <summary>
/// What names a node inside its protocol and instance (TLVs 256 and 257, RFC 9552 §5.2.1). Fields that were not announced are null:
/// some speakers send nothing but the IGP router id.
/// </summary>
public sealed record NodeDescriptor
{
    public AutonomousSystem? AutonomousSystem { get; init; }

    /// <summary>TLV 513, deprecated; zero and absent differ on the wire.</summary>
    public uint? BgpLsIdentifier { get; init; }

    public uint? OspfAreaId { get; init; }

    public IgpRouterIdentifier? IgpRouterId { get; init; }

    /// <summary>BGP identifier of an EPE node (RFC 9086 §4.1).</summary>
    public BgpIdentifier? BgpRouterId { get; init; }

    /// <summary>Member AS of a confederation (RFC 9086 §4.1).</summary>
    public AutonomousSystem? ConfederationMember { get; init; }

    /// <summary>Sub-TLVs that are unknown, or known but of an impossible length.</summary>
    public ValueList<UnknownTlv> Other { get; init; }

    internal void Write(ref WireWriter writer)
    {
        U32(ref writer, DescriptorCode.AutonomousSystem, AutonomousSystem?.Number);
        U32(ref writer, DescriptorCode.BgpLsIdentifier, BgpLsIdentifier);
        U32(ref writer, DescriptorCode.OspfArea, OspfAreaId);
        if (IgpRouterId is { } id)
        {
            writer.U16(DescriptorCode.IgpRouterId);
            writer.U16(id.Octets);
            Span<byte> octets = stackalloc byte[16];
            System.Buffers.Binary.BinaryPrimitives.WriteUInt128BigEndian(octets, id.Value);
            writer.Bytes(octets[(16 - id.Octets)..]);
        }
        U32(ref writer, DescriptorCode.BgpRouterId, BgpRouterId?.Value);
        U32(ref writer, DescriptorCode.ConfederationMember, ConfederationMember?.Number);
        LinkStateTlvs.Write(ref writer, Other);
    }

    private static void U32(ref WireWriter writer, ushort code, uint? value)
    {
        if (value is not { } present)
            return;
        writer.U16(code);
        writer.U16(4);
        writer.U32(present);
    }
}
