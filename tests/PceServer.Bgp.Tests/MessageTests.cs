using PceServer.Bgp.LinkState;
using PceServer.Wire;

namespace PceServer.Bgp.Tests;

[Parallelizable(ParallelScope.All)]
public sealed class MessageTests
{
    private static readonly BgpSessionParameters Parameters = BgpSessionParameters.Default;

    private static IEnumerable<BgpMessage> Messages()
    {
        yield return BgpKeepalive.Instance;
        yield return new BgpRouteRefresh(AddressFamily.LinkState, RouteRefreshSubtype.BeginOfRouteRefresh);
        yield return new BgpNotification(BgpErrors.MaximumPrefixesReached, [0x40, 4, 71, 0, 0, 0, 9]);
        yield return BgpOpen.Of(new AutonomousSystem(4200000000), 90, new BgpIdentifier(0x0A000001),
            new MultiprotocolCapability(AddressFamily.LinkState), new RouteRefreshCapability(), new EnhancedRouteRefreshCapability(),
            new ExtendedMessageCapability(), new FourOctetAsCapability(new AutonomousSystem(4200000000)),
            new GracefulRestartCapability(8, 120, [new GracefulRestartFamily(AddressFamily.LinkState, 0x80)]), new UnknownCapability(73, [1, 2]));
        yield return BgpOpen.Of(new AutonomousSystem(65000), 90, new BgpIdentifier(1), new UnknownCapability(200, ValueList.Create<byte>(new byte[250])), new UnknownCapability(201, ValueList.Create<byte>(new byte[100])));
        yield return BgpUpdate.EndOfRibMarker(AddressFamily.LinkState);
        yield return new BgpUpdate(
        [
            Wrap.Reach(Wrap.Node), .. Wrap.Mandatory, new MultiExitDiscriminator(5), new OriginatorId(new BgpIdentifier(7)),
            new ClusterList([new BgpIdentifier(8)]), new Communities([1, 2]), new ExtendedCommunities([3]), new AtomicAggregate(),
            new Aggregator(new AutonomousSystem(70000), new BgpIdentifier(9)), new As4Aggregator(new AutonomousSystem(70000), new BgpIdentifier(9)),
            new As4Path([new AsPathSegment(AsPathSegmentType.Set, [new AutonomousSystem(70000)])]),
            new LinkStateAttribute([NodeName.Of("r1")]), new UnknownPathAttribute(40, PathAttributeFlags.OptionalTransitive, [1]),
        ]);
    }

    [TestCaseSource(nameof(Messages))]
    public void Message_is_read_as_it_was_written(BgpMessage message)
    {
        var octets = BgpCodec.Encode(message, Parameters);
        var decoded = BgpCodec.Decode(octets, Parameters);

        Assert.That(decoded.Fault, Is.Null);
        Assert.That(decoded.Findings, Is.Empty);
        Assert.That(decoded.Message, Is.EqualTo(message));
        Assert.That(BgpCodec.Encode(decoded.Message!, Parameters), Is.EqualTo(octets));
    }

    [TestCaseSource(nameof(Messages))]
    public void Message_cut_anywhere_is_refused(BgpMessage message)
    {
        var octets = BgpCodec.Encode(message, Parameters);
        for (var length = 0; length < octets.Length; length++)
            Assert.That(BgpCodec.Decode(octets.AsSpan(0, length), Parameters).Fault, Is.Not.Null);
    }

    [Test]
    public void Long_capability_list_takes_the_extended_form()
    {
        var open = (BgpOpen)Messages().ElementAt(4);
        var octets = BgpCodec.Encode(open, Parameters);
        Assert.That(open.UsesExtendedParameters, Is.True);
        // Length 255, type 255, then a length of two octets (RFC 9072 §2).
        Assert.That(octets.AsSpan(28, 4).ToArray(), Is.EqualTo(new byte[] { 255, 255, 0x01, 0x65 }));
    }

    [TestCase(18, "1/1", TestName = "Header_with_a_bad_marker")]
    [TestCase(0, "1/2", TestName = "Header_with_length_18")]
    [TestCase(1, "1/2", TestName = "Keepalive_of_20_octets")]
    [TestCase(2, "1/3", TestName = "Header_with_type_6")]
    [TestCase(3, "1/2", TestName = "Update_above_4096_octets_not_agreed")]
    [TestCase(4, "1/2", TestName = "Open_above_4096_octets_even_if_agreed")]
    [TestCase(5, null, TestName = "Update_above_4096_octets_agreed")]
    [TestCase(6, "1/2", TestName = "Open_of_28_octets")]
    public void Header_is_judged_before_the_message_comes(int sample, string? error)
    {
        var header = BgpCodec.Encode(BgpKeepalive.Instance, Parameters);
        var extended = Parameters with { ReceivesExtendedMessages = true };
        (ushort length, byte type, var parameters) = sample switch
        {
            0 => ((ushort)18, (byte)4, Parameters),
            1 => ((ushort)20, (byte)4, Parameters),
            2 => ((ushort)19, (byte)6, Parameters),
            3 => ((ushort)4097, (byte)2, Parameters),
            4 => ((ushort)4097, (byte)1, extended),
            5 => ((ushort)4097, (byte)2, extended),
            6 => ((ushort)28, (byte)1, Parameters),
            _ => ((ushort)19, (byte)4, Parameters),
        };
        (header[16], header[17], header[18]) = ((byte)(length >> 8), (byte)length, type);
        if (sample == 18)
            header[3] = 0;
        Assert.That(BgpCodec.CheckHeader(header, parameters)?.Error.ToString(), Is.EqualTo(error));
    }

    [Test]
    public void Open_of_another_version_is_answered_with_ours()
    {
        var octets = BgpCodec.Encode(BgpOpen.Of(new AutonomousSystem(1), 90, new BgpIdentifier(1)), Parameters);
        octets[19] = 3;
        var fault = BgpCodec.Decode(octets, Parameters).Fault!;
        Assert.That(fault.Error, Is.EqualTo(BgpErrors.UnsupportedVersion));
        Assert.That(fault.Data, Is.EqualTo(new byte[] { 0, 4 }));
    }

    [Test]
    public void Open_with_a_capability_that_overruns_is_refused()
    {
        var octets = BgpCodec.Encode(BgpOpen.Of(new AutonomousSystem(1), 90, new BgpIdentifier(1), new UnknownCapability(99, [1])), Parameters);
        octets[^2]++;
        Assert.That(BgpCodec.Decode(octets, Parameters).Fault!.Error, Is.EqualTo(BgpErrors.OpenUnspecific));
    }

    [Test]
    public void As_path_has_two_octets_where_four_were_not_agreed()
    {
        var two = Parameters with { FourOctetAs = false };
        var update = new BgpUpdate([Wrap.Reach(Wrap.Node), new Origin(0), AsPath.Sequence(new AutonomousSystem(65000), new AutonomousSystem(70000)), new LinkStateAttribute([])]);
        var decoded = BgpCodec.Decode(BgpCodec.Encode(update, two), two);
        Assert.That(((BgpUpdate)decoded.Message!).Find<AsPath>(), Is.EqualTo(AsPath.Sequence(new AutonomousSystem(65000), AutonomousSystem.Trans)));
    }

    [Test]
    public void Shutdown_communication_goes_there_and_back()
    {
        var text = new string('é', 200);
        var sent = BgpNotification.Cease(BgpErrors.AdministrativeShutdown, text);
        var read = (BgpNotification)BgpCodec.Decode(BgpCodec.Encode(sent, Parameters), Parameters).Message!;
        // 255 octets hold 127 characters of two octets.
        Assert.That(read.ShutdownCommunication, Is.EqualTo(new string('é', 127)));
    }

    [TestCase(new byte[] { })]
    [TestCase(new byte[] { 0 })]
    [TestCase(new byte[] { 5, 65 })]
    [TestCase(new byte[] { 1, 0xFF })]
    public void Bad_shutdown_communication_is_passed_over(byte[] data) =>
        Assert.That(new BgpNotification(BgpErrors.AdministrativeShutdown, ValueList.Create<byte>(data)).ShutdownCommunication, Is.Null);

    [Test]
    public void Route_refresh_of_wrong_length_is_answered_with_the_message()
    {
        var octets = (byte[])[.. BgpCodec.Encode(new BgpRouteRefresh(AddressFamily.LinkState), Parameters), 0];
        octets[17]++;
        var fault = BgpCodec.Decode(octets, Parameters).Fault!;
        Assert.That(fault.Error, Is.EqualTo(BgpErrors.InvalidRouteRefreshLength));
        Assert.That(fault.Data, Is.EqualTo(octets));
    }

    [TestCase(false, 4096)]
    [TestCase(true, 65535)]
    public void Routes_are_packed_up_to_what_the_peer_takes(bool extended, int maximum)
    {
        var parameters = Parameters with { SendsExtendedMessages = extended };
        var nlris = Enumerable.Range(1, 4000).Select(n => (LinkStateNlri)new NodeNlri(ProtocolId.IsisLevel2, 0, new NodeDescriptor { IgpRouterId = new IgpRouterIdentifier((uint)n, 6) })).ToList();
        var updates = UpdatePacking.Announce(AddressFamily.LinkState, [10, 0, 0, 1], [.. Wrap.Mandatory, new LinkStateAttribute([NodeName.Of("r")])], nlris, parameters).ToList();
        var withdraws = UpdatePacking.Withdraw(AddressFamily.LinkState, nlris, parameters).ToList();

        Assert.That(updates.Select(u => BgpCodec.Encode(u, parameters).Length), Has.All.LessThanOrEqualTo(maximum));
        Assert.That(updates.SelectMany(u => u.Reach!.Nlri), Is.EqualTo(nlris));
        Assert.That(withdraws.Select(u => BgpCodec.Encode(u, parameters).Length), Has.All.LessThanOrEqualTo(maximum));
        Assert.That(withdraws.SelectMany(u => u.Unreach!.Nlri), Is.EqualTo(nlris));
        // No message but the last is left with room for one more NLRI.
        Assert.That(updates.SkipLast(1).Select(u => BgpCodec.Encode(u, parameters).Length), Has.All.GreaterThan(maximum - nlris[0].Key.Length));
        var read = BgpCodec.Decode(BgpCodec.Encode(updates[0], parameters), Parameters with { ReceivesExtendedMessages = true });
        Assert.That(read.Message, Is.EqualTo(updates[0]).Using<BgpMessage>((a, b) => BgpCodec.Encode(a, parameters).AsSpan().SequenceEqual(BgpCodec.Encode(b, parameters))));
    }

    [Test]
    public void End_of_rib_is_an_empty_withdrawal_alone()
    {
        Assert.That(BgpUpdate.EndOfRibMarker(AddressFamily.LinkStateVpn).EndOfRib, Is.EqualTo(AddressFamily.LinkStateVpn));
        Assert.That(new BgpUpdate([]).EndOfRib, Is.EqualTo(AddressFamily.Ipv4Unicast));
        Assert.That(new BgpUpdate([new MpUnreachNlri(AddressFamily.LinkState, [Wrap.Node])]).EndOfRib, Is.Null);
        Assert.That(new BgpUpdate([new MpUnreachNlri(AddressFamily.LinkState, []), new Origin(0)]).EndOfRib, Is.Null);
    }
}
