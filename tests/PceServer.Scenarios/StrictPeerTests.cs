using System.Net;
using PceServer.Options;
using PceServer.Testing;

namespace PceServer.Scenarios;

/// <summary>The same deviation is taken and counted where nothing is said of the peer, and answered with the RFC's error where the settings say strict.</summary>
public sealed class StrictPeerTests
{
    private const byte Reply = 4;
    private const byte Error = 6;

    /// <summary>PCReq from 10.0.0.1 to 10.0.0.3 for an SR path, its RP with the P flag clear.</summary>
    private static readonly byte[] s_request = Convert.FromHexString(
        "20030024" + "02100014" + "00000000" + "00000007" + "001C0004" + "00000001" + "0412000C" + "0A000001" + "0A000003");

    [Test, CancelAfter(20_000)]
    public async Task Deviation_in_a_request_gets_error_10_1_from_a_strict_peer_alone(CancellationToken cancellation)
    {
        var strictSource = IPAddress.Parse("127.78.0.1");
        await using var server = await StartAsync(strictSource);
        using var strict = await RawPeer.ConnectAsync(server.Host.Listening.Pcep, cancellation, strictSource);
        await strict.EstablishAsync(cancellation);
        await strict.SendAsync(s_request);
        var error = (await strict.MessageAsync(Error, cancellation))!;
        Assert.That(ErrorCode(error), Is.EqualTo((10, 1)), Convert.ToHexString(error));

        using var lenient = await RawPeer.ConnectAsync(server.Host.Listening.Pcep, cancellation);
        await lenient.EstablishAsync(cancellation);
        await lenient.SendAsync(s_request);
        Assert.That(await lenient.MessageAsync(Reply, cancellation), Is.Not.Null);
        var sessions = (await server.GetAsync("/v1/sessions")).GetProperty("sessions").EnumerateArray();
        Assert.That(sessions.Single(s => s.GetProperty("pcc").GetString() != "127.78.0.1").GetProperty("deviations").EnumerateObject().Count(), Is.GreaterThan(0));
    }

    [Test, CancelAfter(20_000)]
    public async Task Open_that_says_no_label_limit_is_refused_with_10_21_from_a_strict_peer_alone(CancellationToken cancellation)
    {
        var strictSource = IPAddress.Parse("127.78.0.2");
        await using var server = await StartAsync(strictSource);
        byte[] open = [.. RawPeer.GoodOpen[..^1], 0];
        using var strict = await RawPeer.ConnectAsync(server.Host.Listening.Pcep, cancellation, strictSource);
        await strict.SendAsync(open);
        Assert.That(ErrorCode((await strict.MessageAsync(Error, cancellation))!), Is.EqualTo((10, 21)));

        using var lenient = await RawPeer.ConnectAsync(server.Host.Listening.Pcep, cancellation);
        await lenient.SendAsync([.. open, .. RawPeer.Keepalive]);
        Assert.That(await lenient.MessageAsync(2, cancellation), Is.Not.Null, "a Keepalive accepts the Open");
    }

    private static async Task<RunningServer> StartAsync(IPAddress strict)
    {
        var server = await RunningServer.StartAsync(o => o with { Pcep = o.Pcep with { Peers = [new PcepPeerOptions(strict, null, Strict: true)] } });
        await server.LoadAsync(Net.Build("A-B 10", "B-C 10"));
        return server;
    }

    /// <summary>Type and value of the PCEP-ERROR object (class 13), wherever it stands.</summary>
    private static (int Type, int Value) ErrorCode(byte[] message)
    {
        var at = 4;
        while (message[at] != 13)
            at += (message[at + 2] << 8) | message[at + 3];
        return (message[at + 6], message[at + 7]);
    }
}
