using PceServer.Bgp.LinkState;
using PceServer.Wire;

namespace PceServer.Bgp;

/// <summary>Puts routes into as few UPDATEs as the peer's maximum message size allows (RFC 4271 §4.3, RFC 8654 §4).</summary>
public static class UpdatePacking
{
    private const int UpdateOverhead = BgpCodec.HeaderOctets + 4;
    private const int LongAttributeHeader = 4;

    /// <summary>UPDATEs that announce NLRIs with one set of attributes, MP_REACH_NLRI first (RFC 7606 §5.1).</summary>
    /// <exception cref="ArgumentException">A single NLRI with the attributes is larger than a message may be.</exception>
    public static IEnumerable<BgpUpdate> Announce(
        AddressFamily family, ValueList<byte> nextHop, ValueList<PathAttribute> attributes, IReadOnlyList<LinkStateNlri> nlris, BgpSessionParameters parameters)
    {
        var room = parameters.MaximumSentOctets - UpdateOverhead - LongAttributeHeader - 5 - nextHop.Count - Octets(attributes, parameters);
        foreach (var part in Split(nlris, room))
        {
            yield return new BgpUpdate([new MpReachNlri(family, nextHop, part), .. attributes]);
        }
    }

    /// <summary>UPDATEs that withdraw NLRIs.</summary>
    public static IEnumerable<BgpUpdate> Withdraw(AddressFamily family, IReadOnlyList<LinkStateNlri> nlris, BgpSessionParameters parameters)
    {
        foreach (var part in Split(nlris, parameters.MaximumSentOctets - UpdateOverhead - LongAttributeHeader - 3))
            yield return new BgpUpdate([new MpUnreachNlri(family, part)]);
    }

    private static IEnumerable<ValueList<LinkStateNlri>> Split(IReadOnlyList<LinkStateNlri> nlris, int room)
    {
        var part = new List<LinkStateNlri>();
        var used = 0;
        foreach (var nlri in nlris)
        {
            if (nlri.Key.Length > room)
                throw new ArgumentException($"an NLRI of {nlri.Key.Length} octets does not fit the {room} that a message leaves", nameof(nlris));
            if (used + nlri.Key.Length > room)
            {
                yield return ValueList.Own(part.ToArray());
                part.Clear();
                used = 0;
            }
            part.Add(nlri);
            used += nlri.Key.Length;
        }
        if (part.Count > 0)
            yield return ValueList.Own(part.ToArray());
    }

    private static int Octets(ValueList<PathAttribute> attributes, BgpSessionParameters parameters)
    {
        var writer = new WireWriter(512);
        foreach (var attribute in attributes)
            attribute.Write(ref writer, parameters);
        var octets = writer.Length;
        writer.Dispose();
        return octets;
    }
}
