using PceServer.Engine;
using PceServer.Engine.Ports;
using PceServer.Pcep;
using PceServer.Topology;

namespace PceServer.Benchmarks.Engine;

/// <summary>A router without sockets that delegates LSPs and follows every update at once.</summary>
internal sealed class BenchmarkRouter : IPccConnection
{
    private readonly int _node;
    private readonly Dictionary<uint, LspObject> _lsps = [];
    private readonly IPccSink _sink;
    private int _updates;

    public BenchmarkRouter(PceEngine engine, int node)
    {
        _node = node;
        RemoteAddress = PlainGraph.Loopback(node);
        _sink = engine.AcceptPcc(this);
        Say(new Open(new OpenObject(30, 120, 1)
        {
            Tlvs =
            [
                new StatefulPceCapability(StatefulCapabilities.LspUpdate),
                new PathSetupTypeCapability([PathSetup.SegmentRouting], [new SrPceCapability(SrCapabilities.UnlimitedMsd, 0)]),
            ],
        }));
        Say(new Keepalive());
        Say(new PcRpt([new StateReport(new LspObject(new PlspId(0))) { Ero = EroObject.Empty }]));
    }

    public IpAddress RemoteAddress { get; }
    public int RemotePort => 40000;
    public IpAddress LocalAddress => RemoteAddress;
    public bool IsInitiator => false;
    public bool IsReading { set { } }
    public DecodeOptions DecodeOptions { set { } }

    public int Updates => Volatile.Read(ref _updates);

    public void Delegate(int count, int nodes)
    {
        for (var i = 1u; i <= count; i++)
        {
            var tail = (int)((_node + 1 + (i * 7919)) % (uint)nodes);
            if (tail == _node)
                continue;
            _lsps[i] = new LspObject(new PlspId(i), LspFlags.Delegate | LspFlags.Administrative)
            {
                Operational = OperationalState.Up,
                Tlvs =
                [
                    new Ipv4LspIdentifiers(new((uint)RemoteAddress.Low), new LspId(1), new TunnelId((ushort)i), 0, new((uint)PlainGraph.Loopback(tail).Low)),
                    new SymbolicPathName($"lsp-{i}"),
                ],
            };
            Report(_lsps[i], 0, EroObject.Empty);
        }
    }

    public void Send(PcepMessage message)
    {
        if (message is not PcUpd update)
            return;
        foreach (var request in update.Requests)
        {
            Interlocked.Increment(ref _updates);
            Report(_lsps[request.Lsp.PlspId.Value], request.Srp!.SrpId.Value, request.Ero!);
        }
    }

    public void Close() => _sink.Closed("closed");

    // Fewest hops: a list that the IGP alone would not choose.
    private void Report(LspObject lsp, uint srp, EroObject ero) => Say(new PcRpt([new StateReport(lsp)
    {
        Srp = new SrpObject(new SrpId(srp)) { Tlvs = [PathSetupType.SegmentRouting] },
        Ero = ero,
        Attributes = new AttributeList { Metrics = [new MetricObject(MetricType.HopCount, 0)] },
    }]));

    private void Say(PcepMessage message) => _sink.Received(new DecodedMessage(message, message.Type));
}
