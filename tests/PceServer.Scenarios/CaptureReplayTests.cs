using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using PceServer.Options;
using PceServer.Testing;

namespace PceServer.Scenarios;

/// <summary>The octets of a real router's BGP-LS session, sent to the server as they were captured.</summary>
public sealed class CaptureReplayTests
{
    // Six routers 10.0.0.1 to 10.0.0.6 of an IS-IS domain: SRGB but no adjacency SID, no SRLB, no algorithms.
    [Test, CancelAfter(30_000)]
    public async Task Session_of_a_real_speaker_gives_a_topology_with_usable_paths(CancellationToken cancellation)
    {
        var flow = PcapFile.ReadTcpFlows(SharedMaterial.Path("captures/bgpls-frr-isis.pcap")).Single(f => f.Destination.Port == 179 && f.Octets.Length > 0);
        await using var server = await RunningServer.StartAsync(options => options with
        {
            Bgp = options.Bgp with { LocalAs = 65000, Peers = [new BgpPeerOptions(IPAddress.Loopback, 65000, 179, Passive: true)] },
        });
        using var speaker = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await speaker.ConnectAsync(server.Host.Listening.Bgp, cancellation);
        await speaker.SendAsync(flow.Octets, cancellation);

        var topology = await server.UntilAsync("/v1/topology", t => Count(t, "nodes") == 6 && Count(t, "links") == 20 && Count(t, "prefixes") == 26, cancellation);
        Assert.That(topology.GetProperty("nodes").EnumerateArray().Select(node => node.GetProperty("routerId").GetString()).Order(),
            Is.EqualTo(Enumerable.Range(1, 6).Select(n => $"10.0.0.{n}")));

        // Between any two routers there is a path, made of node SIDs alone, and the simulator delivers it.
        for (var from = 1; from <= 6; from++)
        {
            for (var to = 1; to <= 6; to++)
            {
                if (from == to)
                    continue;
                var answer = await server.PostAsync("/v1/paths:compute", $$"""{ "source": "10.0.0.{{from}}", "destination": "10.0.0.{{to}}", "objective": "IGP" }""");
                Assert.That(answer.GetProperty("found").GetBoolean(), Is.True, $"{from} to {to}: {answer}");
                Assert.That(answer.GetProperty("trace").GetProperty("verdict").GetString(), Is.EqualTo("DELIVERED"), $"{from} to {to}: {answer}");
                Assert.That(answer.GetProperty("labels").EnumerateArray().Select(label => label.GetInt32()), Is.All.InRange(16001, 16006));
            }
        }
    }

    private static int Count(JsonElement topology, string list) => topology.TryGetProperty(list, out var items) ? items.GetArrayLength() : 0;
}
