using PceServer.Engine.Ports;
using PceServer.Pcep;
using PceServer.Topology;
using PceServer.Wire;

namespace PceServer.Engine.Tests;

/// <summary>
/// A router's end of a connection without sockets, so that tests decide what happens when. Messages pass the real codec in both directions.
/// </summary>
internal sealed class FakePcc : IPccConnection
{
    private readonly EngineBench _bench;
    private readonly List<PcepMessage> _sent = [];
    private IPccSink _sink = null!;

    private FakePcc(EngineBench bench, IpAddress address) => (_bench, RemoteAddress) = (bench, address);

    public IpAddress RemoteAddress { get; }
    public int RemotePort => 40000;
    public IpAddress LocalAddress => IpAddress.Parse("127.0.0.1");
    public bool IsInitiator => false;
    public bool IsReading { get; set; } = true;
    public bool IsClosed { get; private set; }
    public DecodeOptions DecodeOptions { get; set; } = DecodeOptions.Default;

    /// <summary>What the engine has sent, as the router reads it.</summary>
    public IReadOnlyList<PcepMessage> Sent
    {
        get
        {
            lock (_sent)
                return [.. _sent];
        }
    }

    public static FakePcc Connect(EngineBench bench, string address)
    {
        var pcc = new FakePcc(bench, IpAddress.Parse(address));
        pcc._sink = bench.Engine.AcceptPcc(pcc);
        return pcc;
    }

    public static OpenObject Open(byte? msd = 10, string? entity = null) => new(30, 120, 1)
    {
        Tlvs =
        [
            new StatefulPceCapability(StatefulCapabilities.LspUpdate | StatefulCapabilities.LspInstantiation),
            new PathSetupTypeCapability([PathSetup.RsvpTe, PathSetup.SegmentRouting],
                [new SrPceCapability(SrCapabilities.SrAlgorithm | (msd is null ? SrCapabilities.UnlimitedMsd : SrCapabilities.None), msd ?? 0)]),
            .. entity is null ? Array.Empty<ITlv>() : [new SpeakerEntityId(System.Text.Encoding.ASCII.GetBytes(entity).ToValueList())],
        ],
    };

    public static PcRpt EndOfSync() => new([new StateReport(new LspObject(new Pcep.PlspId(0))) { Ero = EroObject.Empty }]);

    public void Send(PcepMessage message)
    {
        var decoded = PcepCodec.Decode(PcepCodec.Encode(message));
        Assert.That(decoded.Faults.Count, Is.Zero, $"the engine sent {message}: {string.Join("; ", decoded.Faults)}");
        lock (_sent)
            _sent.Add(decoded.Message!);
    }

    public void Close()
    {
        IsClosed = true;
        _sink.Closed("closed by the engine");
    }

    /// <summary>The router goes away.</summary>
    public async Task LeaveAsync()
    {
        _sink.Closed("reset by peer");
        await _bench.Engine.SettleAsync();
    }

    public async Task OpenAsync(OpenObject open)
    {
        await SayAsync(new Open(open));
        await SayAsync(new Keepalive());
    }

    /// <summary>Sends messages and waits until the engine has dealt with them.</summary>
    public async Task SayAsync(params PcepMessage[] messages)
    {
        foreach (var message in messages)
            _sink.Received(PcepCodec.Decode(PcepCodec.Encode(message), DecodeOptions));
        await _bench.Engine.SettleAsync();
    }

    public async Task SayOctetsAsync(params byte[] octets)
    {
        _sink.Received(PcepCodec.Decode(octets, DecodeOptions));
        await _bench.Engine.SettleAsync();
    }

    public async Task BreakFramingAsync()
    {
        _sink.FramingFault("wrong version");
        await _bench.Engine.SettleAsync();
    }

    public Task ReportAsync(StateReport report) => SayAsync(new PcRpt([report]));

    public void Forget()
    {
        lock (_sent)
            _sent.Clear();
    }

    public IReadOnlyList<T> All<T>() where T : PcepMessage => [.. Sent.OfType<T>()];

    public T Last<T>() where T : PcepMessage => All<T>()[^1];

    /// <summary>The requests of all PCUpds, in order.</summary>
    public IReadOnlyList<UpdateRequest> Updates => [.. All<PcUpd>().SelectMany(u => u.Requests)];

    public IReadOnlyList<string> Errors => [.. All<PcErr>().SelectMany(e => e.Groups).SelectMany(g => g.Errors).Select(e => e.Error.ToString())];
}
