using PceServer.Bgp.LinkState;
using PceServer.Wire;

namespace PceServer.Bgp;

/// <summary>
/// Routes withdrawn and announced (RFC 4271 §4.3). Link-state routes travel in MP_REACH_NLRI and MP_UNREACH_NLRI only (RFC 9552 §5.2);
/// the two IPv4 fields are checked for form and kept as octets.
/// </summary>
/// <param name="Attributes">In the order of the message; malformed ones as <see cref="RefusedPathAttribute"/>.</param>
public sealed record BgpUpdate(
    ValueList<PathAttribute> Attributes,
    ValueList<byte> WithdrawnIpv4Routes = default,
    ValueList<byte> Ipv4Nlri = default) : BgpMessage
{
    public override BgpMessageType Type => BgpMessageType.Update;

    public MpReachNlri? Reach => Find<MpReachNlri>();

    public MpUnreachNlri? Unreach => Find<MpUnreachNlri>();

    /// <summary>Attribute 29, or 99 where that is accepted; null when absent or discarded.</summary>
    public LinkStateAttribute? LinkState => Find<LinkStateAttribute>();

    /// <summary>The family whose initial or refreshed announcement this message ends; null for any other message (RFC 4724 §2).</summary>
    public AddressFamily? EndOfRib
    {
        get
        {
            if (WithdrawnIpv4Routes.Count != 0 || Ipv4Nlri.Count != 0)
                return null;
            return Attributes.Count switch
            {
                0 => AddressFamily.Ipv4Unicast,
                1 when Attributes[0] is MpUnreachNlri { Nlri.Count: 0, OtherNlri.Count: 0 } empty => empty.Family,
                _ => null,
            };
        }
    }

    public static BgpUpdate EndOfRibMarker(AddressFamily family) => new([new MpUnreachNlri(family, [])]);

    public T? Find<T>() where T : PathAttribute
    {
        foreach (var attribute in Attributes)
        {
            if (attribute is T found)
                return found;
        }
        return null;
    }

    internal override void Write(ref WireWriter writer, BgpSessionParameters parameters)
    {
        writer.U16((ushort)WithdrawnIpv4Routes.Count);
        writer.Bytes(WithdrawnIpv4Routes.Span);
        var length = writer.Length;
        writer.U16(0);
        foreach (var attribute in Attributes)
            attribute.Write(ref writer, parameters);
        writer.PatchU16(length, writer.Length - length - 2);
        writer.Bytes(Ipv4Nlri.Span);
    }
}
