using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using PceServer.Bgp;
using PceServer.Bgp.LinkState;
using PceServer.Bgp.Session;
using PceServer.Options;
using PceServer.Wire;
using AddressFamily = PceServer.Bgp.AddressFamily;

namespace PceServer.Scenarios;

/// <summary>What the topology has no place for is kept and shown: SR policies, VPN routes, unknown types, unknown TLVs.</summary>
public sealed class BgpRoutesTests
{
    private static readonly NodeDescriptor s_node = new() { AutonomousSystem = new(65000), IgpRouterId = new IgpRouterIdentifier(1, 6) };

    private static readonly LinkStateNlri s_policy = new SrPolicyNlri(
        ProtocolId.SegmentRouting, 0, s_node, new SrPolicyDescriptor(2, 0, 0x0A000009, 100, new AutonomousSystem(65000), 0x0A000001, 7));

    [Test, CancelAfter(30_000)]
    public async Task Policy_vpn_node_and_unknown_type_are_listed_with_their_tlvs(CancellationToken cancellation)
    {
        await using var server = await StartAsync(peer => peer with { Vpn = true });
        using var speaker = await SpeakAsync(
            server, [AddressFamily.LinkState, AddressFamily.LinkStateVpn], cancellation,
            Announce(AddressFamily.LinkState, s_policy, SrCandidatePathState(), new SrSegmentList(0xF800, 0, 0, 1, [SrSegment.OfLabel(24001)]), new UnknownTlv(4711, [1, 2])),
            Announce(AddressFamily.LinkStateVpn, new NodeNlri(ProtocolId.Ospfv2, 3, s_node, routeDistinguisher: (65000ul << 32) | 7), NodeName.Of("customer")),
            Announce(AddressFamily.LinkState, new UnknownNlri(99, [0xAB, 0xCD])),
            Announce(AddressFamily.LinkState, new NodeNlri(ProtocolId.IsisLevel2, 0, s_node), NodeName.Of("core")));
        await server.UntilAsync("/v1/bgp/routes", r => r.GetProperty("total").GetInt32() == 4, cancellation);

        var policy = (await server.GetAsync("/v1/bgp/routes?type=SR_POLICY")).GetProperty("routes").EnumerateArray().Single();
        Assert.That((Text(policy, "protocol"), Text(policy, "peer"), Text(policy, "octets")),
            Is.EqualTo(("SEGMENT_ROUTING", "127.0.0.1", Convert.ToHexString(s_policy.Key.Octets))));
        Assert.That(Text(policy, "text"), Does.Contain("color 100, endpoint 10.0.0.9").And.Contain("discriminator 7"));
        Assert.That(policy.GetProperty("attributes").EnumerateArray().Select(a => $"{a.GetProperty("code")} {Text(a, "name")}"),
            Is.EqualTo(new[] { "1202 SrCandidatePathState", "1205 SrSegmentList", "4711 Unknown" }));
        Assert.That(Text(policy.GetProperty("attributes")[1], "text"), Does.Contain("24001"));
        Assert.That(Text(policy.GetProperty("attributes")[2], "text"), Is.EqualTo("0102"));

        var vpn = (await server.GetAsync("/v1/bgp/routes?safi=72")).GetProperty("routes").EnumerateArray().Single();
        Assert.That((Text(vpn, "type"), Text(vpn, "routeDistinguisher"), vpn.GetProperty("identifier").GetUInt64()), Is.EqualTo(("NODE", "65000:7", 3ul)));
        var unknown = (await server.GetAsync("/v1/bgp/routes?type=unknown")).GetProperty("routes").EnumerateArray().Single();
        Assert.That((Text(unknown, "octets"), Text(unknown, "text")), Is.EqualTo(("00630002ABCD", "type 99, 2 octets")));
        var one = await server.GetAsync("/v1/bgp/routes?limit=1");
        Assert.That((one.GetProperty("total").GetInt32(), one.GetProperty("routes").GetArrayLength()), Is.EqualTo((4, 1)));

        // The customer's router is none of ours.
        var topology = await server.UntilAsync("/v1/topology", t => t.GetProperty("nodes").GetArrayLength() > 0, cancellation);
        Assert.That(topology.GetProperty("nodes").EnumerateArray().Select(n => Text(n, "id")), Is.EqualTo(new[] { "core" }));
    }

    [Test, CancelAfter(30_000)]
    public async Task Vpn_family_is_not_offered_unless_the_peer_may_bring_it(CancellationToken cancellation)
    {
        await using var server = await StartAsync(peer => peer);
        using var speaker = await SpeakAsync(server, [AddressFamily.LinkState, AddressFamily.LinkStateVpn], cancellation);
        var open = new byte[4096];
        await speaker.ReceiveAsync(open, cancellation);
        var offered = ((BgpOpen)BgpCodec.Decode(open.AsSpan(0, (open[16] << 8) | open[17]), BgpSessionParameters.Initial).Message!).Capabilities.ToList()
            .OfType<MultiprotocolCapability>().Select(c => c.Family);
        Assert.That(offered, Is.EqualTo(new[] { AddressFamily.LinkState }));
    }

    [TestCase(true, "old"), TestCase(false, "0000.0000.0001"), CancelAfter(30_000)]
    public async Task Old_attribute_is_read_where_the_peer_may_bring_it(bool isAllowed, string name, CancellationToken cancellation)
    {
        await using var server = await StartAsync(peer => peer with { LegacyAttribute = isAllowed });
        var tlv = new byte[] { 4, 2, 0, 3, (byte)'o', (byte)'l', (byte)'d' };
        var update = new BgpUpdate([
            new Origin(OriginCode.Igp), AsPath.Empty, new LocalPreference(100),
            new MpReachNlri(AddressFamily.LinkState, [10, 0, 0, 1], [new NodeNlri(ProtocolId.IsisLevel2, 0, s_node)]),
            new UnknownPathAttribute(99, PathAttributeFlags.Optional, ValueList.Create<byte>(tlv)),
        ]);
        using var speaker = await SpeakAsync(server, [AddressFamily.LinkState], cancellation, update);
        await server.UntilAsync("/v1/topology", t => t.GetProperty("nodes").EnumerateArray().Any(n => Text(n, "id") == name), cancellation);
    }

    [TestCase("type=POLICY", "type"), TestCase("safi=73", "safi"), TestCase("limit=10001", "limit"), CancelAfter(30_000)]
    public async Task Bad_question_is_refused(string query, string field, CancellationToken cancellation)
    {
        await using var server = await StartAsync(peer => peer);
        using var answer = await server.Http.GetAsync(new Uri($"/v1/bgp/routes?{query}", UriKind.Relative), cancellation);
        Assert.That((answer.StatusCode, (await answer.Content.ReadAsStringAsync(cancellation)).Contains($"{field}: must be", StringComparison.Ordinal)), Is.EqualTo((HttpStatusCode.BadRequest, true)));
    }

    private static SrCandidatePathState SrCandidatePathState() => new(10, 0x5800, 100);

    private static Task<RunningServer> StartAsync(Func<BgpPeerOptions, BgpPeerOptions> configure) => RunningServer.StartAsync(options => options with
    {
        Bgp = options.Bgp with { LocalAs = 65000, Peers = [configure(new BgpPeerOptions(IPAddress.Loopback, 65000, 179, Passive: true))] },
    });

    private static async Task<Socket> SpeakAsync(RunningServer server, ValueList<AddressFamily> families, CancellationToken cancellation, params BgpMessage[] messages)
    {
        var configuration = new BgpPeerConfiguration { LocalAs = new AutonomousSystem(65000), LocalIdentifier = new BgpIdentifier(0x0A0000FE), Families = families };
        var speaker = new Socket(System.Net.Sockets.AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await speaker.ConnectAsync(server.Host.Listening.Bgp, cancellation);
        await speaker.SendAsync(BgpCodec.Encode(OpenEvaluation.Offer(configuration), BgpSessionParameters.Initial), cancellation);
        await speaker.SendAsync(BgpCodec.Encode(BgpKeepalive.Instance, BgpSessionParameters.Initial), cancellation);
        await server.UntilAsync("/v1/bgp/peers", p => Text(p.GetProperty("peers")[0], "state") == "ESTABLISHED", cancellation);
        foreach (var message in messages)
            await speaker.SendAsync(BgpCodec.Encode(message, BgpSessionParameters.Default), cancellation);
        return speaker;
    }

    private static BgpUpdate Announce(AddressFamily family, LinkStateNlri nlri, params ITlv[] tlvs) => new([
        new Origin(OriginCode.Igp), AsPath.Empty, new LocalPreference(100),
        new MpReachNlri(family, family == AddressFamily.LinkStateVpn ? [0, 0, 0, 0, 0, 0, 0, 0, 10, 0, 0, 1] : [10, 0, 0, 1], [nlri]),
        new LinkStateAttribute(tlvs.ToValueList()),
    ]);

    private static string Text(JsonElement of, string field) => of.GetProperty(field).GetString()!;
}
