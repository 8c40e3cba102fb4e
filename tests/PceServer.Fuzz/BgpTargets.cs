using PceServer.Bgp;
using PceServer.Bgp.LinkState;
using PceServer.Wire;

namespace PceServer.Fuzz;

/// <summary>What is done to each input, and what must hold whatever the octets are. A broken promise throws.</summary>
public static class BgpTargets
{
    /// <summary>Where the length of a BGP message stands.</summary>
    public const int LengthAt = 16;

    private static readonly BgpSessionParameters s_parameters = new() { ReceivesExtendedMessages = true, SendsExtendedMessages = true };
    private static readonly NodeNlri s_node = new(ProtocolId.IsisLevel2, 0, new NodeDescriptor { IgpRouterId = new IgpRouterIdentifier(1, 6) });
    private static readonly PathAttribute[] s_mandatory = [new Origin(OriginCode.Igp), AsPath.Empty, new LocalPreference(100)];

    /// <summary>A whole message: a message or a fault, and what was understood is written back as it came.</summary>
    public static void Message(ReadOnlySpan<byte> octets)
    {
        var decoded = BgpCodec.Decode(octets, s_parameters);
        if (decoded.Message is null && decoded.Fault is null)
            throw new InvalidOperationException("neither a message nor a fault");
        if (decoded.Message is { } message && !BgpCodec.Encode(message, s_parameters).AsSpan().SequenceEqual(octets))
            throw new InvalidOperationException("not written back as it came");
    }

    /// <summary>The value of attribute 29 beside a good route: at worst the attribute is discarded (RFC 9552 §8.2.2).</summary>
    public static void LinkState(ReadOnlySpan<byte> octets)
    {
        var message = Wrapped(
            new MpReachNlri(AddressFamily.LinkState, [10, 0, 0, 1], [s_node]),
            new UnknownPathAttribute(29, PathAttributeFlags.Optional | PathAttributeFlags.ExtendedLength, ValueList.Create(octets)));
        var decoded = BgpCodec.Decode(message, s_parameters);
        if (decoded.Fault is not null || decoded.TreatAsWithdraw || decoded.Message is not BgpUpdate { Reach.Nlri.Count: 1 })
            throw new InvalidOperationException("attribute 29 took its route along");
        Message(message);
    }

    /// <summary>Routes of the link-state family.</summary>
    public static void Nlri(ReadOnlySpan<byte> octets) => Message(Wrapped(
        new UnknownPathAttribute(
            14, PathAttributeFlags.Optional | PathAttributeFlags.ExtendedLength, ValueList.Create<byte>([0x40, 0x04, 71, 4, 10, 0, 0, 1, 0, .. octets])),
        new LinkStateAttribute([])));

    private static byte[] Wrapped(PathAttribute reach, PathAttribute linkState) =>
        BgpCodec.Encode(new BgpUpdate([reach, .. s_mandatory, linkState]), s_parameters);
}
