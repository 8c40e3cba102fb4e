using PceServer.Testing;

namespace PceServer.Scenarios;

/// <summary>The SR subobjects of the drafts (5 in an ERO) are read from a router that sends them, shown, and written to that router alone.</summary>
public sealed class LegacySegmentTests
{
    private const byte Report = 10;
    private const byte Update = 11;
    private const byte Drafts = 5;
    private const byte Assigned = 36;

    private static readonly byte[] s_endOfSynchronization = Message("20100008" + "00000000" + "07100004");

    [Test, CancelAfter(20_000)]
    public async Task Router_gets_the_code_point_that_it_uses(CancellationToken cancellation)
    {
        await using var server = await RunningServer.StartAsync();
        await server.LoadAsync(Net.Build("A-B 10", "B-C 10"));
        using var old = await RawPeer.ConnectAsync(server.Host.Listening.Pcep, cancellation);
        using var present = await RawPeer.ConnectAsync(server.Host.Listening.Pcep, cancellation);
        await DelegateAsync(old, Drafts, cancellation);
        await DelegateAsync(present, Assigned, cancellation);
        foreach (var (peer, code) in new[] { (old, Drafts), (present, Assigned) })
        {
            var update = (await peer.MessageAsync(Update, cancellation))!;
            Assert.That(FirstSegment(update), Is.EqualTo((code, 16003u)), Convert.ToHexString(update));
        }
        var sessions = (await server.GetAsync("/v1/sessions")).GetProperty("sessions").EnumerateArray();
        Assert.That(
            sessions.Select(s => s.GetProperty("deviations").TryGetProperty("LegacySrSubobject", out var count) ? count.GetInt32() : 0), Is.EquivalentTo([1, 0]));
    }

    private static async Task DelegateAsync(RawPeer peer, byte code, CancellationToken cancellation)
    {
        await peer.EstablishAsync(cancellation);
        await peer.SendAsync([.. Delegation(code), .. s_endOfSynchronization]);
    }

    /// <summary>A report of the LSP from A to C, delegated and up, over a list that leads elsewhere.</summary>
    private static byte[] Delegation(byte code) => Message(
        "21100014" + "00000000" + "00000000" + "001C0004" + "00000001"
        + "20100028" + "0000102B" + "00110006" + "676F6C642D310000" + "00120010" + "0A000001" + "00010001" + "0A000001" + "0A000003"
        + "0710000C" + $"{code:X2}080009" + "03E82000");

    private static byte[] Message(string objects)
    {
        var body = Convert.FromHexString(objects);
        return [0x20, Report, (byte)((body.Length + 4) >> 8), (byte)(body.Length + 4), .. body];
    }

    /// <summary>Type and label of the first subobject of the ERO (class 7).</summary>
    private static (byte Type, uint Label) FirstSegment(byte[] message)
    {
        var at = 4;
        while (message[at] != 7)
            at += (message[at + 2] << 8) | message[at + 3];
        return (message[at + 4], (uint)((message[at + 8] << 12) | (message[at + 9] << 4) | (message[at + 10] >> 4)));
    }
}
