using System.Net;
using System.Net.Sockets;
using PceServer.Pcep;

namespace PceServer.Transport.Tests;

[Parallelizable(ParallelScope.All)]
public sealed class PcepTransportTests
{
    private static readonly EventLoops s_loops = new(2);
    private static readonly byte[] s_keepalive = [0x20, 2, 0, 4];

    [TestCase("127.0.0.1")]
    [TestCase("::1")]
    public async Task Messages_go_both_ways_and_both_ends_know_their_addresses(string address)
    {
        var served = new Recorder();
        await using var listener = await Listen(served, address);
        Assert.That(listener.EndPoint.Port, Is.Not.Zero);
        var connected = new Recorder();
        var channel = await PcepConnector.ConnectAsync(listener.EndPoint, s_loops, connected.Attach);
        var accepted = (PcepChannel)await served.Opened;

        channel.Send(new Open(new OpenObject(30, 120, 1)));
        accepted.Send(Keepalive.Instance);

        Assert.That(((Open)(await served.NextAsync<DecodedMessage>()).Message!).OpenObject.DeadTimer, Is.EqualTo(120));
        Assert.That((await connected.NextAsync<DecodedMessage>()).Message, Is.EqualTo(Keepalive.Instance));
        Assert.That(accepted.RemoteEndPoint, Is.EqualTo(channel.LocalEndPoint));
        Assert.That((channel.IsInitiator, accepted.IsInitiator), Is.EqualTo((true, false)));
        await channel.CloseAsync();
        Assert.That((await served.NextAsync<ChannelClosed>()).Cause, Is.EqualTo(CloseCause.PeerClosed));
        Assert.That((await connected.NextAsync<ChannelClosed>()).Cause, Is.EqualTo(CloseCause.LocalClosed));
    }

    [Test]
    public async Task Dual_stack_listener_shows_ipv4_peers_by_their_ipv4_address()
    {
        var served = new Recorder();
        await using var listener = await Listen(served, "::");
        using var peer = await RawPeer.ConnectAsync(new IPEndPoint(IPAddress.Loopback, listener.EndPoint.Port));

        Assert.That((await served.Opened).RemoteEndPoint.Address, Is.EqualTo(IPAddress.Loopback));
    }

    [Test]
    public async Task Connector_uses_the_source_address_that_it_is_given()
    {
        var served = new Recorder();
        await using var listener = await Listen(served);
        await PcepConnector.ConnectAsync(
            listener.EndPoint, s_loops, new Recorder().Attach, new ConnectOptions { LocalEndPoint = new IPEndPoint(IPAddress.Parse("127.9.8.7"), 0) });

        Assert.That((await served.Opened).RemoteEndPoint.Address, Is.EqualTo(IPAddress.Parse("127.9.8.7")));
    }

    [Test]
    public async Task Message_in_pieces_and_messages_in_one_piece_are_told_apart()
    {
        var served = new Recorder();
        await using var listener = await Listen(served);
        using var peer = await RawPeer.ConnectAsync(listener.EndPoint);
        foreach (var octet in s_keepalive)
            await peer.SendAsync(octet);
        await peer.SendAsync([.. s_keepalive, .. s_keepalive, 0x20]);
        await peer.SendAsync([2, 0, 4]);

        for (var i = 0; i < 4; i++)
            Assert.That((await served.NextAsync<DecodedMessage>()).Message, Is.EqualTo(Keepalive.Instance));
    }

    // Each of these would never be completed as a frame: the answer must not wait for the rest.
    [TestCase("47", "version 2")]
    [TestCase("00", "version 0")]
    [TestCase("200a0003", "under 4")]
    [TestCase("200a0000", "under 4")]
    [TestCase("200a0016", "multiple of 4")]
    [TestCase("200affff", "multiple of 4")]
    public async Task Header_that_cannot_be_is_reported_before_the_message_is_complete(string hex, string reason)
    {
        var served = new Recorder();
        await using var listener = await Listen(served);
        using var peer = await RawPeer.ConnectAsync(listener.EndPoint);
        await peer.SendAsync(Convert.FromHexString(hex));

        var fault = await served.NextAsync<PcepFramingFault>();
        Assert.That(fault.Reason, Does.Contain(reason));
        Assert.That(fault.ToProtocolFault(), Has.Property(nameof(ProtocolFault.IsMalformed)).True);
    }

    [Test]
    public async Task Good_messages_before_a_bad_header_are_delivered_and_nothing_after_it()
    {
        var served = new Recorder();
        await using var listener = await Listen(served);
        using var peer = await RawPeer.ConnectAsync(listener.EndPoint);
        await peer.SendAsync([.. s_keepalive, 0xFF, 1, 2, 3, .. s_keepalive, .. s_keepalive]);

        await served.NextAsync<DecodedMessage>();
        await served.NextAsync<PcepFramingFault>();
        await (await served.Opened).CloseAsync();
        await served.NextAsync<ChannelClosed>();
    }

    [Test]
    public async Task Last_message_arrives_although_the_peer_has_octets_on_the_way()
    {
        var served = new Recorder();
        await using var listener = await Listen(served);
        using var peer = await RawPeer.ConnectAsync(listener.EndPoint);
        await peer.SendAsync([0xFF, .. new byte[200_000]]);
        await served.NextAsync<PcepFramingFault>();
        var channel = (PcepChannel)await served.Opened;
        channel.Send(new Close(CloseReason.MalformedMessage));
        _ = channel.CloseAsync();

        Assert.That(await peer.ReadToEndAsync(), Is.EqualTo(PcepCodec.Encode(new Close(CloseReason.MalformedMessage))));
        peer.Dispose();
        Assert.That((await served.NextAsync<ChannelClosed>()).Cause, Is.EqualTo(CloseCause.LocalClosed));
    }

    [Test]
    public async Task Peer_that_does_not_read_is_cut_off()
    {
        var served = new Recorder();
        await using var listener = await Listen(served, limits: TransportLimits.Default with { WriteHighWaterOctets = 1_000_000 });
        using var peer = await RawPeer.ConnectAsync(listener.EndPoint, receiveBufferOctets: 4096);
        var channel = (PcepChannel)await served.Opened;
        var message = new UnknownMessage((MessageType)99, Wire.ValueList.Create<byte>(new byte[60_000]));
        for (var i = 0; i < 1000 && !channel.Completion.IsCompleted; i++)
            channel.Send(message);

        var closed = await served.NextAsync<ChannelClosed>();
        Assert.That(closed.Cause, Is.EqualTo(CloseCause.SlowPeer));
        Assert.That(closed.Detail, Does.Contain("unread"));
    }

    [Test]
    public async Task Connections_beyond_the_limit_are_closed_and_the_others_stay()
    {
        var served = new Recorder();
        await using var listener = await Listen(served, limits: TransportLimits.Default with { MaximumConnections = 1 });
        using var first = await RawPeer.ConnectAsync(listener.EndPoint);
        await served.Opened;
        using var second = await RawPeer.ConnectAsync(listener.EndPoint);

        Assert.That(await second.ReadToEndAsync(), Is.Empty);
        await first.SendAsync(s_keepalive);
        await served.NextAsync<DecodedMessage>();
    }

    [Test]
    public async Task Handler_that_throws_costs_its_own_connection_only()
    {
        var good = new Recorder();
        var count = 0;
        await using var listener = await PcepListener.StartAsync(
            new IPEndPoint(IPAddress.Loopback, 0), s_loops, channel => ++count == 1 ? new Thrower() : good.Attach(channel));
        using var bad = await RawPeer.ConnectAsync(listener.EndPoint);
        await bad.SendAsync(s_keepalive);
        Assert.That(await bad.ReadToEndAsync(), Is.Empty);
        using var peer = await RawPeer.ConnectAsync(listener.EndPoint);
        await peer.SendAsync(s_keepalive);
        await good.NextAsync<DecodedMessage>();
    }

    [Test]
    public async Task Taken_port_is_named()
    {
        await using var listener = await Listen(new Recorder());

        var fault = await Assert.ThrowsAsync<TransportException>(() => PcepListener.StartAsync(listener.EndPoint, s_loops, new Recorder().Attach));
        Assert.That(fault!.Message, Does.Contain(listener.EndPoint.ToString()));
    }

    [Test]
    public async Task Peer_that_is_not_there_is_named()
    {
        var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var endpoint = (IPEndPoint)free.LocalEndpoint;
        free.Stop();

        var fault = await Assert.ThrowsAsync<TransportException>(() => PcepConnector.ConnectAsync(endpoint, s_loops, new Recorder().Attach));
        Assert.That(fault!.Message, Does.Contain(endpoint.ToString()));
    }

    [Test]
    public async Task Stopped_listener_closes_what_is_open()
    {
        var served = new Recorder();
        var listener = await Listen(served);
        using var peer = await RawPeer.ConnectAsync(listener.EndPoint);
        await served.Opened;
        await listener.DisposeAsync();

        Assert.That(await peer.ReadToEndAsync(), Is.Empty);
    }

    private static Task<PcepListener> Listen(Recorder recorder, string address = "127.0.0.1", TransportLimits? limits = null) =>
        PcepListener.StartAsync(new IPEndPoint(IPAddress.Parse(address), 0), s_loops, recorder.Attach, limits);

    private sealed class Thrower : IPcepChannelHandler
    {
        public void OnMessage(DecodedMessage message) => throw new InvalidOperationException("defect");

        public void OnFramingFault(PcepFramingFault fault)
        {
        }

        public void OnClosed(ChannelClosed closed)
        {
        }
    }
}
