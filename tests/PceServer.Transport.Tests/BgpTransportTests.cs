using System.Net;
using PceServer.Bgp;

namespace PceServer.Transport.Tests;

[Parallelizable(ParallelScope.All)]
public sealed class BgpTransportTests
{
    private static readonly EventLoops s_loops = new(2);
    private static readonly string s_marker = new('f', 32);

    [Test]
    public async Task Several_messages_go_in_one_write()
    {
        var served = new Recorder();
        await using var listener = await BgpListener.StartAsync(new IPEndPoint(IPAddress.Loopback, 0), s_loops, served.Attach);
        var channel = await BgpConnector.ConnectAsync(listener.EndPoint, s_loops, new Recorder().Attach);
        await channel.SendAsync([BgpKeepalive.Instance, BgpNotification.For(BgpErrors.BadPeerAs)]);

        Assert.That((await served.NextAsync<BgpDecoded>()).Message, Is.EqualTo(BgpKeepalive.Instance));
        Assert.That((await served.NextAsync<BgpDecoded>()).Message, Is.EqualTo(BgpNotification.For(BgpErrors.BadPeerAs)));
    }

    [TestCase("fe", 1, 1)]
    [TestCase("ffffffffffff00", 1, 1)]
    [TestCase("marker001204", 1, 2)]
    [TestCase("marker100102", 1, 2)]
    [TestCase("marker001309", 1, 3)]
    public async Task Header_that_cannot_be_is_reported_before_the_message_is_complete(string hex, byte code, byte subcode)
    {
        var served = new Recorder();
        await using var listener = await BgpListener.StartAsync(new IPEndPoint(IPAddress.Loopback, 0), s_loops, served.Attach);
        using var peer = await RawPeer.ConnectAsync(listener.EndPoint);
        await peer.SendAsync(Convert.FromHexString(hex.Replace("marker", s_marker, StringComparison.Ordinal)));

        Assert.That((await served.NextAsync<BgpFault>()).Error, Is.EqualTo(new BgpError(code, subcode)));
    }

    [Test]
    public async Task Long_message_passes_once_it_was_agreed()
    {
        var served = new Recorder();
        await using var listener = await BgpListener.StartAsync(new IPEndPoint(IPAddress.Loopback, 0), s_loops, served.Attach);
        using var peer = await RawPeer.ConnectAsync(listener.EndPoint);
        ((BgpChannel)await served.Opened).Parameters = BgpSessionParameters.Default with { ReceivesExtendedMessages = true };
        await peer.SendAsync([.. Convert.FromHexString(s_marker + "271003" + "0602"), .. new byte[9979]]);

        Assert.That((await served.NextAsync<BgpDecoded>()).Message, Is.InstanceOf<BgpNotification>());
    }
}
