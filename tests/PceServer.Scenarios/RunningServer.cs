using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using PceServer.Emulation;
using PceServer.Options;
using PceServer.Testing;
using PceServer.Transport;
using PceServer.Wire;

namespace PceServer.Scenarios;

/// <summary>A whole server in this process on free ports, with emulated routers on real connections.</summary>
internal sealed class RunningServer : IAsyncDisposable
{
    private static int s_lastSource;
    private readonly List<IAsyncDisposable> _parties = [];

    private RunningServer(PceHost host)
    {
        Host = host;
        Http = new HttpClient { BaseAddress = new Uri($"http://{host.Listening.Admin}") };
    }

    public PceHost Host { get; }

    public HttpClient Http { get; }

    public EventLoops Loops { get; } = new(2);

    public static Task<RunningServer> StartAsync() => StartAsync(o => o);

    public static async Task<RunningServer> StartAsync(Func<PceOptions, PceOptions> configure, IPAddress? pcepAddress = null)
    {
        var free = new IPEndPoint(IPAddress.Loopback, 0);
        var options = new PceOptions
        {
            Pcep = new PcepOptions { Listen = new IPEndPoint(pcepAddress ?? IPAddress.Loopback, 0) },
            Bgp = new BgpOptions { Listen = free },
            Admin = new AdminOptions { Listen = free, GrpcListen = free },
            Topology = new TopologyOptions { CoalesceMilliseconds = 1 },
            Log = new LogOptions { Level = LogLevel.Warning },
        };
        return new RunningServer(await PceHost.StartAsync(configure(options)));
    }

    /// <summary>Makes a network of test statements the topology, without a BGP session.</summary>
    public async Task LoadAsync(Net net)
    {
        await Host.Engine.ApplyTopologyAsync([.. net.Changes]);
        await Host.Engine.FlushTopologyAsync();
    }

    /// <summary>A router with a session that is up, from a source address of its own.</summary>
    public async Task<EmulatedPcc> RouterAsync(string routerId, Func<EmulatedPccOptions, EmulatedPccOptions>? configure = null, IEnumerable<LspPlan>? lsps = null)
    {
        var options = new EmulatedPccOptions(Host.Listening.Pcep, Ipv4Address.Parse(routerId)) { SourceAddress = NextSource() };
        var router = await EmulatedPcc.StartAsync(configure?.Invoke(options) ?? options, Loops, lsps);
        _parties.Add(router);
        return router;
    }

    public async Task<JsonElement> GetAsync(string path) => await Http.GetFromJsonAsync<JsonElement>(new Uri(path, UriKind.Relative));

    public async Task<JsonElement> PostAsync(string path, string json)
    {
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        using var response = await Http.PostAsync(new Uri(path, UriKind.Relative), content);
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    /// <summary>Looks until it is as hoped; the test's own time limit ends the waiting.</summary>
    public async Task<JsonElement> UntilAsync(string path, Func<JsonElement, bool> isAsHoped, CancellationToken cancellation)
    {
        while (true)
        {
            using var response = await Http.GetAsync(new Uri(path, UriKind.Relative), cancellation);
            var seen = await response.Content.ReadFromJsonAsync<JsonElement>(cancellation);
            if (response.IsSuccessStatusCode && isAsHoped(seen))
                return seen;
            await Task.Delay(5, cancellation);
        }
    }

    public void Owns(IAsyncDisposable party) => _parties.Add(party);

    public async ValueTask DisposeAsync()
    {
        foreach (var party in _parties)
            await party.DisposeAsync();
        Http.Dispose();
        await Host.DisposeAsync();
        await Loops.DisposeAsync();
    }

    private static IPAddress NextSource()
    {
        var number = Interlocked.Increment(ref s_lastSource);
        return new IPAddress([127, 7, (byte)(number >> 8), (byte)number]);
    }
}
