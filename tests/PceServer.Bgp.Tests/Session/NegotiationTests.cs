using PceServer.Bgp.Session;
using static PceServer.Bgp.Tests.Session.Script;

namespace PceServer.Bgp.Tests.Session;

[Parallelizable(ParallelScope.All)]
public sealed class NegotiationTests
{
    private static NegotiatedSession Negotiate(BgpOpen open, BgpPeerConfiguration? configuration = null) =>
        OpenEvaluation.Evaluate(open, configuration ?? Configuration).Session!;

    [TestCase(30, 90, 30)]
    [TestCase(180, 90, 90)]
    [TestCase(0, 90, 0)]
    [TestCase(90, 0, 0)]
    public void Hold_time_is_the_smaller_offer(int theirs, int ours, int agreed)
    {
        var session = Negotiate(Open(holdTime: (ushort)theirs), Configuration with { HoldTimeSeconds = (ushort)ours });
        Assert.That(session.HoldTime, Is.EqualTo(TimeSpan.FromSeconds(agreed)));
        Assert.That(session.KeepaliveTime, Is.EqualTo(TimeSpan.FromSeconds(agreed / 3.0)));
    }

    [TestCase(true, true)]
    [TestCase(true, false)]
    [TestCase(false, true)]
    [TestCase(false, false)]
    public void Extended_messages_are_read_if_we_offered_and_sent_if_the_peer_did(bool ours, bool theirs)
    {
        var session = Negotiate(theirs ? Open(more: new ExtendedMessageCapability()) : Open(), Configuration with { ExtendedMessages = ours });
        Assert.That(session.Parameters.MaximumReceivedOctets, Is.EqualTo(ours ? 65535 : 4096));
        Assert.That(session.Parameters.MaximumSentOctets, Is.EqualTo(theirs ? 65535 : 4096));
    }

    [Test]
    public void As_number_of_the_capability_goes_before_the_field()
    {
        var open = Open(system: 4200000001);
        Assert.That(open.MyAutonomousSystem, Is.EqualTo(23456));
        var session = Negotiate(open, Configuration with { RemoteAs = new AutonomousSystem(4200000001) });
        Assert.That((session.PeerAs.Number, session.Parameters.IsInternal, session.Parameters.FourOctetAs), Is.EqualTo((4200000001u, false, true)));
    }

    [Test]
    public void Peer_without_four_octet_numbers_is_read_in_two()
    {
        var session = Negotiate(BgpOpen.Of(new AutonomousSystem(65000), 90, new BgpIdentifier(9), new MultiprotocolCapability(AddressFamily.LinkState)));
        Assert.That((session.Parameters.FourOctetAs, session.Parameters.IsInternal, session.RouteRefresh), Is.EqualTo((false, true, false)));
    }

    [Test]
    public void Own_identifier_from_an_external_peer_is_accepted() =>
        Assert.That(OpenEvaluation.Evaluate(Open(identifier: Configuration.LocalIdentifier.Value, system: 65001), Configuration with { RemoteAs = null }).Refusal, Is.Null);

    [Test]
    public void Families_are_those_that_both_offer()
    {
        var both = Configuration with { Families = [AddressFamily.LinkState, AddressFamily.LinkStateVpn] };
        Assert.That(Negotiate(Open(), both).Families, Is.EqualTo(new[] { AddressFamily.LinkState }));
        Assert.That(Negotiate(Open(more: new MultiprotocolCapability(AddressFamily.LinkStateVpn)), both).Families, Has.Count.EqualTo(2));
    }

    [Test]
    public void Offer_carries_what_the_session_can_do()
    {
        var capabilities = OpenEvaluation.Offer(Configuration).Capabilities.ToList();
        Assert.That(capabilities.Select(c => c.Code), Is.EqualTo(new byte[] { 1, 2, 70, 6, 64, 65 }));
        Assert.That(capabilities.OfType<FourOctetAsCapability>().Single().AutonomousSystem.Number, Is.EqualTo(65000));
    }

    // Ours is 10.0.0.5.
    [TestCase(0x0A000009u, ConnectionSide.Outgoing)]
    [TestCase(0x0A000001u, ConnectionSide.Incoming)]
    public void Connection_of_the_lower_identifier_loses_a_collision(uint peer, ConnectionSide loser) =>
        Assert.That(CollisionDetection.Loser(Configuration, new BgpIdentifier(peer), new AutonomousSystem(65000), null), Is.EqualTo(loser));

    [TestCase(65001u, ConnectionSide.Outgoing)]
    [TestCase(64999u, ConnectionSide.Incoming)]
    public void Equal_identifiers_are_told_apart_by_as_number(uint peerAs, ConnectionSide loser) =>
        Assert.That(CollisionDetection.Loser(Configuration, Configuration.LocalIdentifier, new AutonomousSystem(peerAs), null), Is.EqualTo(loser));

    [TestCase(0x0A000009u, "6/7> close use in.keepalive> in.hold=30 in.keepalive=10")]
    [TestCase(0x0A000001u, "in.6/7> in.close")]
    public void Two_connections_end_in_one(uint peer, string does)
    {
        var script = new Script().After(
            new BgpEvent.Start(), new BgpEvent.Connected(Out), new BgpEvent.Connected(In), Got(Open(peer)));
        Assert.That(script.Does(In, Open(peer)), Is.EqualTo(does));
        var survivor = peer > Configuration.LocalIdentifier.Value ? In : Out;
        Assert.That(script.State[survivor]!.State, Is.EqualTo(BgpState.OpenConfirm));
        Assert.That(script.Does(survivor, BgpKeepalive.Instance), Does.EndWith("up"));
        Assert.That(script.State.State, Is.EqualTo(BgpState.Established));
    }

    [Test]
    public void Connection_that_waits_for_its_open_yields_to_one_that_is_up()
    {
        var script = new Script().After(new BgpEvent.Start(), new BgpEvent.Connected(Out), new BgpEvent.Connected(In), Got(Open()));
        Assert.That(script.Does(Out, BgpKeepalive.Instance), Does.StartWith("in.6/7> in.close"));
        Assert.That(script.State.Incoming, Is.Null);
        Assert.That(script.State.Established!.Side, Is.EqualTo(Out));
    }
}
