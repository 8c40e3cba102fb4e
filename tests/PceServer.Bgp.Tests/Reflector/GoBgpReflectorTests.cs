using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using PceServer.Bgp.LinkState;
using PceServer.Bgp.Rib;
using PceServer.Bgp.Tests.LinkState;
using PceServer.Wire;

namespace PceServer.Bgp.Tests.Reflector;

/// <summary>GoBGP between two speakers, as route reflector: what goes in at one side and comes out at the other.</summary>
[Category("Lab")]
public sealed class GoBgpReflectorTests
{
    private string _folder = "";
    private Process? _daemon;
    private IPEndPoint _endPoint = new(IPAddress.Loopback, 0);

    [SetUp]
    public void PutUp()
    {
        var program = Testing.Lab.Program("gobgpd");
        _folder = Directory.CreateTempSubdirectory("gobgp").FullName;
        _endPoint = new IPEndPoint(IPAddress.Loopback, FreePort());
        var file = Path.Combine(_folder, "gobgpd.toml");
        File.WriteAllText(file, Configuration(_endPoint.Port));
        _daemon = Process.Start(new ProcessStartInfo(program, ["-f", file, "--api-hosts", $"127.0.0.1:{FreePort()}", "--pprof-disable", "--disable-stdlog"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        });
        WaitForListener();
    }

    [TearDown]
    public void TakeDown()
    {
        _daemon?.Kill();
        _daemon?.WaitForExit();
        _daemon?.Dispose();
        if (_folder.Length > 0)
            Directory.Delete(_folder, recursive: true);
    }

    /// <summary>
    /// GoBGP 3.10 keeps an attribute decoded and drops the TLVs that it does not know: what is left of it, even if empty, is passed on.
    /// NLRIs of SRv6 SIDs are not passed on at all. A feed of nothing but the TLVs listed here arrives as it was sent.
    /// </summary>
    [Test]
    public void Tlvs_that_gobgp_knows_come_out_as_they_went_in_and_others_do_not()
    {
        using var receiver = new LoopbackSpeaker("127.0.0.2", _endPoint, 2);
        using var sender = new LoopbackSpeaker("127.0.0.1", _endPoint, 1);
        var sent = TlvTable.Rows.Select((row, index) => (row.Code, Nlri: Carrier(row.Code, (uint)index + 1), row.Meaning)).ToList();
        foreach (var (_, nlri, meaning) in sent)
            sender.Send(new BgpUpdate([Wrap.Reach(nlri), .. Wrap.Mandatory, new LinkStateAttribute([meaning])]));
        var got = ReadUntil(receiver, Last(sender));

        var passedOn = sent.Where(s => got.TryGetValue(s.Nlri, out var attribute) && attribute!.Tlvs.Contains(s.Meaning)).Select(s => s.Code);
        var emptied = sent.Where(s => got.TryGetValue(s.Nlri, out var attribute) && attribute is { Tlvs.Count: 0 }).Select(s => s.Code);
        var lost = sent.Where(s => !got.ContainsKey(s.Nlri)).Select(s => s.Code);
        Assert.That(passedOn, Is.EquivalentTo(new[]
        {
            1024, 1025, 1026, 1027, 1028, 1029, 1030, 1031, 1034, 1035, 1036,
            1088, 1089, 1090, 1091, 1092, 1095, 1096, 1097, 1098, 1099, 1101, 1102, 1103, 1152, 1157, 1158,
        }));
        Assert.That(lost, Is.EquivalentTo(new[] { 1250, 1251, 1252 }));
        Assert.That(emptied.Count() + passedOn.Count() + lost.Count(), Is.EqualTo(sent.Count), "nothing comes out changed");
    }

    /// <summary>The graph is made of the best routes alone, so equal tables are equal graphs.</summary>
    [Test]
    public void Feed_of_what_gobgp_knows_gives_the_same_table_directly_and_over_it()
    {
        using var receiver = new LoopbackSpeaker("127.0.0.4", _endPoint, 4);
        using var sender = new LoopbackSpeaker("127.0.0.5", _endPoint, 5);
        var (direct, reflected) = (new Table(), new Table());
        List<BgpUpdate> feed = [.. Enumerable.Range(1, 40).SelectMany(n => Ring((uint)n, 40))];
        // A metric changes, and one link goes down in both directions.
        feed.Add(Announcing(Link(3, 4), new IgpMetric(77)));
        feed.Add(new BgpUpdate([new MpUnreachNlri(AddressFamily.LinkState, [Link(7, 8), Link(8, 7)])]));
        feed.Add(Announcing(new NodeNlri(ProtocolId.IsisLevel2, 0, Node(9999)), NodeName.Of("last")));
        foreach (var update in feed)
        {
            sender.Send(update);
            direct.Apply(update);
        }
        while (!reflected.Has(feed[^1].Reach!.Nlri[0]) && receiver.Read() is { } message)
        {
            if (message is BgpUpdate update)
                reflected.Apply(update);
        }
        Assert.That(direct.Routes, Has.Count.EqualTo((40 * 4) - 2 + 1));
        Assert.That(reflected.Routes, Is.EquivalentTo(direct.Routes));
    }

    private sealed class Table
    {
        private readonly LinkStateRib _rib = new(new AutonomousSystem(65000), new BgpIdentifier(100));
        private readonly RibPeer _peer = new("peer", 1);

        public Dictionary<string, string> Routes => _rib.Best().ToDictionary(r => r.Nlri.Key.ToString(), r => Convert.ToHexString(r.Attribute!.Octets));

        public void Apply(BgpUpdate update) => _rib.Apply(_peer, update, false, []);

        public bool Has(LinkStateNlri nlri) => _rib.Best().Any(r => r.Nlri.Key == nlri.Key);
    }

    /// <summary>A node of a ring, the links to its neighbours as it announces them, and its prefix.</summary>
    private static IEnumerable<BgpUpdate> Ring(uint node, uint count)
    {
        var (next, before) = ((node % count) + 1, ((node + count - 2) % count) + 1);
        yield return Announcing(new NodeNlri(ProtocolId.IsisLevel2, 0, Node(node)), new NodeFlagBits(NodeFlags.None), NodeName.Of($"r{node}"),
            new LocalIpv4RouterId(new Ipv4Address(node)), new SrCapabilities(0x80, [new SidRange(8000, SidLabel.Label(16000))]), new SrAlgorithms([0]));
        foreach (var other in (uint[])[next, before])
        {
            yield return Announcing(Link(node, other), new AdministrativeGroup(3), new MaximumLinkBandwidth(1.25e9f), new TeDefaultMetric(20), new IgpMetric(10),
                new SharedRiskLinkGroups([7]), new AdjacencySid(0x30, 0, 24000 + other, 3));
        }
        yield return Announcing(new PrefixNlri(ProtocolId.IsisLevel2, 0, Node(node), new PrefixDescriptor { Reachability = IpReachability.V4(node, 32) }),
            PrefixSid.Index(node, 0x40));
    }

    private static LinkNlri Link(uint local, uint remote) => new(ProtocolId.IsisLevel2, 0, Node(local), Node(remote), new LinkDescriptor
    {
        Ipv4InterfaceAddress = new Ipv4Address((local << 16) | remote),
        Ipv4NeighborAddress = new Ipv4Address((remote << 16) | local),
    });

    private static BgpUpdate Announcing(LinkStateNlri nlri, params ITlv[] tlvs) =>
        new([Wrap.Reach(nlri), .. Wrap.Mandatory, new LinkStateAttribute(ValueList.Create<ITlv>(tlvs))]);

    private static NodeNlri Last(LoopbackSpeaker sender)
    {
        var last = new NodeNlri(ProtocolId.IsisLevel2, 0, Node(9999));
        sender.Send(new BgpUpdate([Wrap.Reach(last), .. Wrap.Mandatory, new LinkStateAttribute([NodeName.Of("last")])]));
        return last;
    }

    private static Dictionary<LinkStateNlri, LinkStateAttribute?> ReadUntil(LoopbackSpeaker receiver, LinkStateNlri last)
    {
        var got = new Dictionary<LinkStateNlri, LinkStateAttribute?>();
        while (!got.ContainsKey(last) && receiver.Read() is { } message)
        {
            if (message is not BgpUpdate { Reach: { } reach } update)
                continue;
            foreach (var nlri in reach.Nlri)
                got[nlri] = update.LinkState;
        }
        Assert.That(got, Does.ContainKey(last), "the reflector went silent");
        return got;
    }

    private static NodeDescriptor Node(uint id) => new() { AutonomousSystem = new AutonomousSystem(65000), BgpLsIdentifier = 0, IgpRouterId = new IgpRouterIdentifier(id, 6) };

    /// <summary>An NLRI in whose attribute the TLV has its place.</summary>
    private static LinkStateNlri Carrier(ushort code, uint id)
    {
        const ProtocolId Protocol = ProtocolId.IsisLevel2;
        if (LinkStateTlvs.Node.Codes.Contains(code))
            return new NodeNlri(Protocol, 0, Node(id));
        if (LinkStateTlvs.Link.Codes.Contains(code))
            return new LinkNlri(Protocol, 0, Node(id), Node(id + 1000), new LinkDescriptor { Ipv4InterfaceAddress = new Ipv4Address(id), Ipv4NeighborAddress = new Ipv4Address(id + 1000) });
        return LinkStateTlvs.Srv6Sid.Codes.Contains(code)
            ? new Srv6SidNlri(Protocol, 0, Node(id), new Ipv6Address(id))
            : new PrefixNlri(Protocol, 0, Node(id), new PrefixDescriptor { Reachability = IpReachability.V4(id, 32) });
    }

    private void WaitForListener()
    {
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                // Not from the address of a neighbour: its session would have to wait for the next attempt.
                using var probe = new TcpClient(new IPEndPoint(IPAddress.Parse("127.0.0.3"), 0));
                probe.Connect(_endPoint);
                return;
            }
            catch (SocketException) when (Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(60) && !_daemon!.WaitForExit(20))
            {
                // Not there yet.
            }
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string Configuration(int port) => string.Create(CultureInfo.InvariantCulture, $"""
        [global.config]
          as = 65000
          router-id = "192.0.2.9"
          port = {port}
          local-address-list = ["127.0.0.1"]
        {Neighbor("127.0.0.1")}
        {Neighbor("127.0.0.2")}
        {Neighbor("127.0.0.4")}
        {Neighbor("127.0.0.5")}
        """);

    private static string Neighbor(string address) => $"""
        [[neighbors]]
          [neighbors.config]
            neighbor-address = "{address}"
            peer-as = 65000
          [neighbors.transport.config]
            passive-mode = true
          [neighbors.route-reflector.config]
            route-reflector-client = true
            route-reflector-cluster-id = "192.0.2.9"
          [[neighbors.afi-safis]]
            [neighbors.afi-safis.config]
              afi-safi-name = "ls"
        """;
}
