using PceServer.Bgp.LinkState;
using PceServer.Bgp.Rib;
using PceServer.Bgp.Tests.LinkState;
using PceServer.Wire;

namespace PceServer.Bgp.Tests;

/// <summary>Well-formed messages with octets changed, cut and repeated at random from a fixed seed: nothing throws, and what is accepted is written back unchanged.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class MutationTests
{
    private const int Rounds = 60_000;

    private static List<byte[]> Seeds()
    {
        var attribute = new LinkStateAttribute(ValueList.Create<ITlv>([.. TlvTable.Rows.Select(r => r.Meaning)]));
        var link = new LinkNlri(ProtocolId.Ospfv2, 1, Wrap.Node.Local!, Wrap.Node.Local!, new LinkDescriptor { Identifiers = new(1, 2), Ipv4InterfaceAddress = new(3) });
        var prefix = new PrefixNlri(ProtocolId.IsisLevel2, 1, Wrap.Node.Local!, new PrefixDescriptor { Reachability = IpReachability.V4(0x0A000000, 8) });
        return
        [
            .. new BgpMessage[]
            {
                new BgpUpdate([Wrap.Reach(Wrap.Node, link, prefix), .. Wrap.Mandatory, attribute]),
                new BgpUpdate([Wrap.Reach(link), .. Wrap.Mandatory, new LinkStateAttribute([new IgpMetric(10), new AdjacencySid(0x30, 0, 24000, 3)])]),
                new BgpUpdate([new MpUnreachNlri(AddressFamily.LinkState, [Wrap.Node, link, prefix])]),
                Session.Script.Open(more: new GracefulRestartCapability(8, 120, [new(AddressFamily.LinkState, 0x80)])),
                BgpNotification.Cease(BgpErrors.AdministrativeShutdown, "bye"),
                new BgpRouteRefresh(AddressFamily.LinkState),
            }.Select(m => BgpCodec.Encode(m, BgpSessionParameters.Default)),
        ];
    }

    [Test]
    public void Mutated_messages_never_throw_and_are_written_back_unchanged()
    {
        var random = new Random(20240229);
        var seeds = Seeds();
        var rib = new LinkStateRib(new AutonomousSystem(65000), new BgpIdentifier(5));
        var peer = new RibPeer("peer", 1, limit: 500);
        var (accepted, refused) = (0, 0);
        for (var round = 0; round < Rounds; round++)
        {
            var octets = Mutate(seeds[random.Next(seeds.Count)], random);
            var decoded = BgpCodec.Decode(octets, BgpSessionParameters.Default);
            if (decoded.Message is { } message)
                Assert.That(BgpCodec.Encode(message, BgpSessionParameters.Default).AsSpan().SequenceEqual(octets), Is.True, Convert.ToHexString(octets));
            if (decoded.Fault is not null)
                refused++;
            else
                accepted++;
            if (decoded is { Fault: null, Message: BgpUpdate update })
                rib.Apply(peer, update, decoded.TreatAsWithdraw, []);
        }
        Assert.That(accepted, Is.GreaterThan(Rounds / 20));
        Assert.That(refused, Is.GreaterThan(Rounds / 20));
        Assert.That(rib.Best().Count(), Is.EqualTo(rib.Count));
        Assert.That(rib.Count, Is.LessThanOrEqualTo(500));
    }

    private static byte[] Mutate(byte[] seed, Random random)
    {
        var octets = new List<byte>(seed);
        for (var i = random.Next(1, 4); i > 0; i--)
        {
            var at = random.Next(19, octets.Count);
            switch (random.Next(5))
            {
                case 0: octets[at] = (byte)random.Next(256); break;
                case 1: octets[at] ^= (byte)(1 << random.Next(8)); break;
                case 2: octets.RemoveRange(at, Math.Min(random.Next(1, 8), octets.Count - at)); break;
                case 3: octets.InsertRange(at, octets.GetRange(at, Math.Min(random.Next(1, 16), octets.Count - at))); break;
                default: octets[at] = (byte)(random.Next(2) * 255); break;
            }
            if (octets.Count <= 19)
                break;
        }
        // Most of the time the header fits, so that the body is looked at.
        if (random.Next(20) != 0)
            (octets[16], octets[17]) = ((byte)(octets.Count >> 8), (byte)octets.Count);
        return [.. octets];
    }
}
