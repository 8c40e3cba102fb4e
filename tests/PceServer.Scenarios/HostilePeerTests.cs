using PceServer.Emulation;
using PceServer.Testing;
using PceServer.Wire;

namespace PceServer.Scenarios;

/// <summary>Whatever one peer sends ends in the RFC's answer, and another router's session goes on undisturbed.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class HostilePeerTests
{
    private const byte Error = 6;
    private const byte Close = 7;

    private RunningServer _server = null!;
    private EmulatedPcc _bystander = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        _server = await RunningServer.StartAsync();
        await _server.LoadAsync(Net.Build("A-B 10", "B-C 10"));
        _bystander = await _server.RouterAsync("10.0.0.1");
    }

    [OneTimeTearDown]
    public async Task Stop() => await _server.DisposeAsync();

    [TestCase("47455420", TestName = "Garbage_before_the_session_is_up_gets_error_1_1(text)")]
    [TestCase("40010004", TestName = "Garbage_before_the_session_is_up_gets_error_1_1(version nibble 2)")]
    [TestCase("20010003", TestName = "Garbage_before_the_session_is_up_gets_error_1_1(length under 4)")]
    [TestCase("20010006", TestName = "Garbage_before_the_session_is_up_gets_error_1_1(length no multiple of 4, frame not complete)")]
    [TestCase("2001FFFF", TestName = "Garbage_before_the_session_is_up_gets_error_1_1(length 65535, frame not complete)")]
    [CancelAfter(20_000)]
    public async Task Garbage_before_the_session_is_up_gets_error_1_1(string octets, CancellationToken cancellation)
    {
        using var peer = await RawPeer.ConnectAsync(_server.Host.Listening.Pcep, cancellation);
        await peer.SendAsync(Convert.FromHexString(octets));
        var answers = await peer.RestAsync(cancellation);
        Assert.That(answers.Select(a => a[1]), Does.Contain(Error));
        Assert.That(ErrorCode(answers.First(a => a[1] == Error)), Is.EqualTo((1, 1)));
        await BystanderIsServedAsync(cancellation);
    }

    [TestCase("47455420", TestName = "Garbage_on_a_session_closes_it_with_reason_3(text)")]
    [TestCase("20030003", TestName = "Garbage_on_a_session_closes_it_with_reason_3(length under 4)")]
    [TestCase("20030006", TestName = "Garbage_on_a_session_closes_it_with_reason_3(length no multiple of 4, frame not complete)")]
    [CancelAfter(20_000)]
    public async Task Garbage_on_a_session_closes_it_with_reason_3(string octets, CancellationToken cancellation)
    {
        using var peer = await RawPeer.ConnectAsync(_server.Host.Listening.Pcep, cancellation);
        await peer.EstablishAsync(cancellation);
        await peer.SendAsync(Convert.FromHexString(octets));
        var answers = await peer.RestAsync(cancellation);
        Assert.That(answers[^1][1], Is.EqualTo(Close));
        Assert.That(answers[^1][^1], Is.EqualTo(3), "reason: malformed message");
        await BystanderIsServedAsync(cancellation);
    }

    [Test, CancelAfter(20_000)]
    public async Task Open_of_version_2_is_refused(CancellationToken cancellation)
    {
        using var peer = await RawPeer.ConnectAsync(_server.Host.Listening.Pcep, cancellation);
        var open = RawPeer.GoodOpen.ToArray();
        open[8] = 0x40;
        await peer.SendAsync(open);
        var answers = await peer.RestAsync(cancellation);
        Assert.That(answers.Select(a => a[1]), Does.Contain(Error));
        Assert.That(ErrorCode(answers.First(a => a[1] == Error)).Type, Is.EqualTo(1), "session establishment failure");
        await BystanderIsServedAsync(cancellation);
    }

    [Test, CancelAfter(20_000)]
    public async Task Object_of_length_zero_ends_in_an_answer_and_not_in_a_loop(CancellationToken cancellation)
    {
        using var peer = await RawPeer.ConnectAsync(_server.Host.Listening.Pcep, cancellation);
        await peer.EstablishAsync(cancellation);
        await peer.SendAsync(Convert.FromHexString("2003000C" + "02120000" + "00000001"));
        var answers = await peer.RestAsync(cancellation);
        Assert.That(answers[^1][1], Is.EqualTo(Close));
        await BystanderIsServedAsync(cancellation);
    }

    [Test, CancelAfter(20_000)]
    public async Task Half_message_and_silence_disturb_nobody(CancellationToken cancellation)
    {
        using var peer = await RawPeer.ConnectAsync(_server.Host.Listening.Pcep, cancellation);
        await peer.EstablishAsync(cancellation);
        await peer.SendAsync(Convert.FromHexString("20030040" + "0212"));
        await BystanderIsServedAsync(cancellation);
    }

    [Test, CancelAfter(20_000)]
    public async Task Peer_that_vanishes_disturbs_nobody(CancellationToken cancellation)
    {
        for (var i = 0; i < 20; i++)
        {
            using var peer = await RawPeer.ConnectAsync(_server.Host.Listening.Pcep, cancellation);
            if (i % 2 == 0)
                await peer.EstablishAsync(cancellation);
        }
        await BystanderIsServedAsync(cancellation);
    }

    private async Task BystanderIsServedAsync(CancellationToken cancellation)
    {
        var reply = await _bystander.RequestAsync(Ipv4Address.Parse("10.0.0.3"), cancellation: cancellation);
        Assert.That(reply, Is.TypeOf<PathReply.Found>());
        Assert.That(((PathReply.Found)reply).Labels, Is.EqualTo(new uint[] { 16003 }));
    }

    // PCErr: common header, then PCEP-ERROR: header, reserved, flags, type, value.
    private static (int Type, int Value) ErrorCode(byte[] message) => (message[10], message[11]);
}
