using PceServer.Bgp;
using PceServer.Bgp.LinkState;
using PceServer.Bgp.Tests.LinkState;
using PceServer.Pcep;
using PceServer.Pcep.Tests.Samples;
using PceServer.Wire;

namespace PceServer.Fuzz;

/// <summary>Good octets of every kind, from which the bad ones are made; also as files, one an input, as coverage-guided fuzzers want them.</summary>
internal static class Seeds
{
    private static readonly NodeDescriptor s_local = new() { IgpRouterId = new IgpRouterIdentifier(1, 6) };
    private static readonly NodeDescriptor s_remote = new() { IgpRouterId = new IgpRouterIdentifier(2, 6) };

    private static readonly LinkStateNlri[] s_routes =
    [
        new NodeNlri(ProtocolId.IsisLevel2, 0, s_local),
        new LinkNlri(ProtocolId.Ospfv2, 1, s_local, s_remote, new LinkDescriptor { Identifiers = new(1, 2), Ipv4InterfaceAddress = new(3), Ipv4NeighborAddress = new(4) }),
        new PrefixNlri(ProtocolId.IsisLevel2, 1, s_local, new PrefixDescriptor { Reachability = IpReachability.V4(0x0A000000, 8) }),
    ];

    private delegate void Writing(ref WireWriter writer);

    public static List<byte[]> PcepMessages() => [.. SeedMessages.All.Select(PcepCodec.Encode)];

    public static List<byte[]> PcepObjects() => [.. ObjectSamples.All.Select(sample => Octets((ref WireWriter writer) => sample.Write(ref writer)))];

    public static List<byte[]> PcepTlvs() => [.. TlvSamples.All.Select(sample => Octets((ref WireWriter writer) => PaddedTlvs.Write(sample, ref writer)))];

    public static List<byte[]> BgpMessages() =>
    [
        .. new BgpMessage[]
        {
            BgpKeepalive.Instance,
            new BgpUpdate([Reach(s_routes), .. Mandatory(), new LinkStateAttribute([.. TlvTable.Rows.Select(row => row.Meaning)])]),
            new BgpUpdate([Reach(s_routes[1]), .. Mandatory(), new LinkStateAttribute([new IgpMetric(10), new AdjacencySid(0x30, 0, 24000, 3)])]),
            new BgpUpdate([new MpUnreachNlri(AddressFamily.LinkState, [.. s_routes])]),
            BgpUpdate.EndOfRibMarker(AddressFamily.LinkState),
            BgpNotification.Cease(BgpErrors.AdministrativeShutdown, "bye"),
            new BgpRouteRefresh(AddressFamily.LinkState),
        }.Select(message => BgpCodec.Encode(message, BgpSessionParameters.Default)),
        Open(),
    ];

    /// <summary>Values of attribute 29: each TLV alone, and all together.</summary>
    public static List<byte[]> BgpLinkStates() =>
    [
        .. TlvTable.Rows.Select(row => new LinkStateAttribute([row.Meaning]).Octets.ToArray()),
        new LinkStateAttribute([.. TlvTable.Rows.Select(row => row.Meaning)]).Octets.ToArray(),
    ];

    public static List<byte[]> BgpNlris() => [.. s_routes.Select(Octets), [.. s_routes.SelectMany(Octets)]];

    /// <summary>Writes the seeds of a target into a folder.</summary>
    public static int Write(string target, string folder)
    {
        Directory.CreateDirectory(folder);
        var seeds = Of(target);
        for (var i = 0; i < seeds.Count; i++)
            File.WriteAllBytes(Path.Combine(folder, $"{i:000}"), seeds[i]);
        return 0;
    }

    private static List<byte[]> Of(string target) => target switch
    {
        "object" => PcepObjects(),
        "tlv" => PcepTlvs(),
        "bgp" => BgpMessages(),
        "bgp-link-state" => BgpLinkStates(),
        "bgp-nlri" => BgpNlris(),
        _ => PcepMessages(),
    };

    private static PathAttribute[] Mandatory() => [new Origin(OriginCode.Igp), AsPath.Empty, new LocalPreference(100)];

    private static MpReachNlri Reach(params LinkStateNlri[] routes) => new(AddressFamily.LinkState, [10, 0, 0, 1], [.. routes]);

    private static byte[] Open() => BgpCodec.Encode(
        BgpOpen.Of(new AutonomousSystem(65000), 90, new BgpIdentifier(0x0A000001),
        [
            new MultiprotocolCapability(AddressFamily.LinkState), new RouteRefreshCapability(), new FourOctetAsCapability(new AutonomousSystem(65000)),
            new GracefulRestartCapability(8, 120, [new(AddressFamily.LinkState, 0x80)]),
        ]),
        BgpSessionParameters.Default);

    // The routes of an MP_UNREACH_NLRI: what follows its family.
    private static byte[] Octets(LinkStateNlri route) =>
        BgpCodec.Encode(new BgpUpdate([new MpUnreachNlri(AddressFamily.LinkState, [route])]), BgpSessionParameters.Default)[(BgpCodec.HeaderOctets + 4 + 3 + 3)..];

    private static byte[] Octets(Writing write)
    {
        var writer = new WireWriter(1024);
        write(ref writer);
        var octets = writer.ToArray();
        writer.Dispose();
        return octets;
    }
}
