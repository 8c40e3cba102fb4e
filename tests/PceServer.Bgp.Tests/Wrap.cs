using PceServer.Bgp.LinkState;
using PceServer.Wire;

namespace PceServer.Bgp.Tests;

/// <summary>Puts fragments into the smallest UPDATE that carries them, and reads that.</summary>
internal static class Wrap
{
    public static readonly PathAttribute[] Mandatory = [new Origin(OriginCode.Igp), AsPath.Empty, new LocalPreference(100)];

    public static readonly NodeNlri Node = new(ProtocolId.IsisLevel2, 0, new NodeDescriptor { IgpRouterId = new IgpRouterIdentifier(1, 6) });

    public static BgpDecoded Decode(params PathAttribute[] attributes) => Decode(BgpSessionParameters.Default, attributes);

    public static BgpDecoded Decode(BgpSessionParameters parameters, params PathAttribute[] attributes) =>
        BgpCodec.Decode(BgpCodec.Encode(new BgpUpdate(ValueList.Create<PathAttribute>(attributes)), parameters), parameters);

    /// <summary>An UPDATE that announces a node with these octets as value of attribute 29.</summary>
    public static BgpDecoded Attribute29(ReadOnlySpan<byte> value, ProtocolId protocol = ProtocolId.IsisLevel2) => Decode(
    [
        Reach(new NodeNlri(protocol, 0, Node.Local!)),
        .. Mandatory,
        new UnknownPathAttribute(29, PathAttributeFlags.Optional | PathAttributeFlags.ExtendedLength, ValueList.Create(value)),
    ]);

    /// <summary>An UPDATE that announces these NLRI octets.</summary>
    public static BgpDecoded Nlri(ReadOnlySpan<byte> octets, byte safi = 71) => Decode(
    [
        Raw(14, [0x40, 0x04, safi, .. NextHop(safi), 0, .. octets]),
        .. Mandatory,
        new LinkStateAttribute([]),
    ]);

    public static MpReachNlri Reach(params LinkStateNlri[] nlris) =>
        new(AddressFamily.LinkState, [10, 0, 0, 1], ValueList.Create<LinkStateNlri>(nlris));

    public static UnknownPathAttribute Raw(byte code, params byte[] value) =>
        new(code, PathAttributeFlags.Optional, ValueList.Create<byte>(value));

    public static byte[] Tlv(int code, ReadOnlySpan<byte> value) =>
        [(byte)(code >> 8), (byte)code, (byte)(value.Length >> 8), (byte)value.Length, .. value];

    private static byte[] NextHop(byte safi) => safi == 72 ? [12, 0, 0, 0, 0, 0, 0, 0, 0, 10, 0, 0, 1] : [4, 10, 0, 0, 1];
}
