using PceServer.Bgp;
using PceServer.Bgp.LinkState;
using PceServer.Bgp.Session;
using PceServer.Engine.Ports;
using PceServer.Topology;
using PceServer.Wire;

namespace PceServer.Engine.Tests;

/// <summary>A BGP peer's end of a connection without sockets. Messages pass the real codec in both directions.</summary>
internal sealed class FakeBgpPeer : IBgpConnection
{
    public const uint As = 65000;
    private readonly EngineBench _bench;
    private readonly List<BgpMessage> _sent = [];
    private IBgpSink _sink = null!;

    private FakeBgpPeer(EngineBench bench, IpAddress address) => (_bench, RemoteAddress) = (bench, address);

    public IpAddress RemoteAddress { get; }
    public int RemotePort => 179;
    public IpAddress LocalAddress => IpAddress.Parse("127.0.0.1");
    public bool IsInitiator => false;
    public bool IsReading { get; set; } = true;
    public bool IsClosed { get; private set; }
    public BgpSessionParameters Parameters { get; set; } = BgpSessionParameters.Initial;

    /// <summary>While it is reset the engine waits in every send: a speaker that is busy with something else.</summary>
    public ManualResetEventSlim MaySend { get; } = new(true);

    public IReadOnlyList<BgpMessage> Sent
    {
        get
        {
            lock (_sent)
                return [.. _sent];
        }
    }

    public IReadOnlyList<string> Notifications => [.. Sent.OfType<BgpNotification>().Select(n => n.Error.ToString())];

    public static PceEngineOptions Options(params string[] peers) => new()
    {
        Bgp = new BgpEngineOptions { LocalAs = As, Peers = [.. peers.Select(p => new BgpPeerOptions(IpAddress.Parse(p), As, Passive: true))] },
    };

    public static FakeBgpPeer Connect(EngineBench bench, string address)
    {
        var peer = new FakeBgpPeer(bench, IpAddress.Parse(address));
        bench.Engine.StartBgp(null);
        peer._sink = bench.Engine.AcceptBgp(peer);
        return peer;
    }

    public static async Task<FakeBgpPeer> EstablishAsync(EngineBench bench, string address)
    {
        var peer = Connect(bench, address);
        await peer.SayAsync(
            OpenEvaluation.Offer(new BgpPeerConfiguration { LocalAs = new AutonomousSystem(As), LocalIdentifier = new BgpIdentifier((uint)peer.RemoteAddress.Low) }),
            BgpKeepalive.Instance);
        return peer;
    }

    public static NodeDescriptor Node(uint number) => new() { IgpRouterId = new IgpRouterIdentifier(number, 6) };

    public static BgpUpdate Announce(LinkStateNlri nlri, params ITlv[] tlvs) => new([
        new Origin(OriginCode.Igp), AsPath.Empty, new LocalPreference(100),
        new MpReachNlri(AddressFamily.LinkState, [10, 0, 0, 1], [nlri]), new LinkStateAttribute(tlvs.ToValueList()),
    ]);

    public static BgpUpdate Withdraw(LinkStateNlri nlri) => new([new MpUnreachNlri(AddressFamily.LinkState, [nlri])]);

    public void Send(BgpMessage message)
    {
        Assert.That(MaySend.Wait(TimeSpan.FromSeconds(30)));
        lock (_sent)
            _sent.Add(BgpCodec.Decode(BgpCodec.Encode(message, Parameters), Parameters).Message!);
    }

    public void Close()
    {
        IsClosed = true;
        _sink.Closed("closed by the engine");
    }

    public async Task LeaveAsync()
    {
        _sink.Closed("reset by peer");
        await _bench.Engine.SettleAsync();
    }

    /// <summary>Says a message without waiting for what comes of it.</summary>
    public void Say(BgpMessage message) => _sink.Received([BgpCodec.Decode(BgpCodec.Encode(message, Parameters), Parameters)]);

    public async Task SayAsync(params BgpMessage[] messages)
    {
        foreach (var message in messages)
            _sink.Received([BgpCodec.Decode(BgpCodec.Encode(message, Parameters), Parameters)]);
        await _bench.Engine.SettleAsync();
    }

    public async Task SayOctetsAsync(IEnumerable<byte[]> messages)
    {
        foreach (var octets in messages)
            _sink.Received([BgpCodec.Decode(octets, Parameters)]);
        await _bench.Engine.SettleAsync();
    }
}
