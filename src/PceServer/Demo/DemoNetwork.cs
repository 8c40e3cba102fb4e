using System.Net;
using PceServer.Emulation;
using PceServer.Topology;
using PceServer.Transport;
using PceServer.Wire;
using AutonomousSystem = PceServer.Bgp.AutonomousSystem;
using BgpIdentifier = PceServer.Bgp.BgpIdentifier;

namespace PceServer.Demo;

/// <summary>What the story is played with: a server, a BGP-LS feeder and two routers, each a real party on a real TCP connection.</summary>
internal sealed class DemoNetwork : IAsyncDisposable
{
    private readonly EventLoops _loops = new(2);
    private readonly List<EmulatedPcc> _routers = [];

    private DemoNetwork(PceHost host)
    {
        Host = host;
        Api = new DemoApi(host.Listening.Admin);
        Feeder = new LinkStateFeeder(new FeederOptions(new AutonomousSystem(65000), new BgpIdentifier(Ipv4Address.Parse("192.0.2.2").Value)), _loops);
    }

    public PceHost Host { get; }

    public DemoApi Api { get; }

    public LinkStateFeeder Feeder { get; }

    public static async Task<DemoNetwork> StartAsync()
    {
        Rehearsal.Run();
        try
        {
            return new(await PceHost.StartAsync(DemoPorts.Choose()));
        }
        catch (HostStartException)
        {
            return new(await PceHost.StartAsync(DemoPorts.Any()));
        }
    }

    /// <summary>Reads the built-in network: what the feeder is going to tell.</summary>
    public async Task LoadAsync()
    {
        await using var stream = typeof(DemoNetwork).Assembly.GetManifestResourceStream("DemoTopology.json")!;
        using var reader = new StreamReader(stream);
        var reading = TopologyFile.Read(await reader.ReadToEndAsync(), "demo");
        if (!reading.IsGood)
            throw new InvalidOperationException(string.Join("; ", reading.Errors));
        Feeder.Change(topology => topology.Load(reading.Changes));
    }

    /// <summary>Opens the BGP session.</summary>
    public void Feed() => Feeder.Connect(Host.Listening.Bgp);

    /// <summary>Opens the PCEP session of a router.</summary>
    public async Task<EmulatedPcc> ConnectAsync(string name, string routerId)
    {
        var options = new EmulatedPccOptions(Host.Listening.Pcep, Ipv4Address.Parse(routerId))
        {
            SpeakerEntityId = name,
            // Only Linux answers to all of 127/8.
            SourceAddress = OperatingSystem.IsLinux() ? new IPAddress([127, 0, 1, (byte)(_routers.Count + 1)]) : null,
        };
        var router = await EmulatedPcc.StartAsync(options, _loops);
        _routers.Add(router);
        return router;
    }

    public async ValueTask DisposeAsync()
    {
        // The server first: it says goodbye to its peers, where the other way round it would complain of their leaving.
        Api.Dispose();
        await Host.DisposeAsync();
        foreach (var router in _routers)
            await router.DisposeAsync();
        await Feeder.DisposeAsync();
        await _loops.DisposeAsync();
    }
}
