using PceServer.Wire;

namespace PceServer.Bgp.LinkState;

/// <summary>
/// SR policy candidate path descriptor (TLV 554): <c>Protocol-Origin:8 Flags:8 Reserved:16 Endpoint:32|128 Color:32 OriginatorASN:32
/// OriginatorAddress:32|128 Discriminator:32</c>; flag 0x80 E: endpoint is IPv6, 0x40 O: originator is IPv6 (RFC 9857 §4).
/// </summary>
public sealed record SrPolicyDescriptor(
    byte ProtocolOrigin,
    byte Flags,
    UInt128 Endpoint,
    uint Color,
    AutonomousSystem OriginatorAutonomousSystem,
    UInt128 OriginatorAddress,
    uint Discriminator,
    ushort Reserved = 0)
{
    public bool IsEndpointIpv6 => (Flags & 0x80) != 0;

    public bool IsOriginatorIpv6 => (Flags & 0x40) != 0;

    public string EndpointText => Text(Endpoint, IsEndpointIpv6);

    public string OriginatorText => Text(OriginatorAddress, IsOriginatorIpv6);

    internal static SrPolicyDescriptor? Read(ReadOnlySpan<byte> value)
    {
        var reader = new WireReader(value);
        var origin = reader.U8();
        var flags = reader.U8();
        var reserved = reader.U16();
        var endpoint = Address(ref reader, (flags & 0x80) != 0);
        var color = reader.U32();
        var system = new AutonomousSystem(reader.U32());
        var originator = Address(ref reader, (flags & 0x40) != 0);
        var discriminator = reader.U32();
        return reader.Faulted || reader.More
            ? null
            : new SrPolicyDescriptor(origin, flags, endpoint, color, system, originator, discriminator, reserved);
    }

    internal void Write(ref WireWriter writer)
    {
        LinkStateTlvs.Header(ref writer, DescriptorCode.SrPolicyCandidatePath, 16 + (IsEndpointIpv6 ? 16 : 4) + (IsOriginatorIpv6 ? 16 : 4));
        writer.U8(ProtocolOrigin);
        writer.U8(Flags);
        writer.U16(Reserved);
        Address(ref writer, Endpoint, IsEndpointIpv6);
        writer.U32(Color);
        writer.U32(OriginatorAutonomousSystem.Number);
        Address(ref writer, OriginatorAddress, IsOriginatorIpv6);
        writer.U32(Discriminator);
    }

    private static UInt128 Address(ref WireReader reader, bool isIpv6) => isIpv6 ? reader.U128() : reader.U32();

    private static void Address(ref WireWriter writer, UInt128 address, bool isIpv6)
    {
        if (isIpv6)
            writer.U128(address);
        else
            writer.U32((uint)address);
    }

    private static string Text(UInt128 address, bool isIpv6) =>
        isIpv6 ? new Ipv6Address(address).ToString() : new Ipv4Address((uint)address).ToString();
}
