using System.Net;
using System.Text.Json.Nodes;
using FrrLab;
using PceServer.Bgp;
using PceServer.Emulation;
using PceServer.Topology;
using PceServer.Transport;

namespace PceServer.Lab;

/// <summary>GoBGP as a route reflector between the feeder and the server: what it passes on must give the same topology as the feed itself.</summary>
[Category("Lab")]
[NonParallelizable]
public sealed class RouteReflectorTests
{
    private const string Reflector = """
        [global.config]
          as = 65000
          router-id = "192.0.2.9"
          port = 1790
        [[neighbors]]
          [neighbors.config]
            neighbor-address = "127.0.0.2"
            peer-as = 65000
          [neighbors.transport.config]
            passive-mode = true
          [[neighbors.afi-safis]]
            [neighbors.afi-safis.config]
              afi-safi-name = "ls"
        [[neighbors]]
          [neighbors.config]
            neighbor-address = "127.0.0.1"
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

    // Every value of nodes, links and prefixes that GoBGP 3.10 passes on, and none that it drops.
    private const string Passed = """
        { "defaults": { "protocol": "isis-2", "as": 65000, "srgb": "16000-23999", "algorithms": [0, 1] },
          "nodes": [ { "name": "a", "routerId": "10.0.0.1", "srlb": "15000-15999", "isisAreas": ["49.0001"], "attached": true,
                       "prefixes": [ { "prefix": "10.0.0.1/32", "sid": 1 } ] },
                     { "name": "b", "routerId": "10.0.0.2", "prefixes": [ { "prefix": "10.0.0.2/32", "sid": 2 }, { "prefix": "2001:db8::2/128" } ] },
                     { "name": "c", "routerId": "10.0.0.3", "overloaded": true, "prefixes": [ { "prefix": "10.0.0.3/32", "sid": 3 } ] } ],
          "links": [ { "a": "a", "b": "b", "aAddress": "172.16.0.0", "bAddress": "172.16.0.1", "igpMetric": 10, "teMetric": 20, "name": "ab",
                       "bandwidthBytesPerSecond": 1250000000, "adminGroup": "0x4", "srlgs": [7], "ab": { "adjacencyLabel": 15001 }, "ba": { "adjacencyLabel": 15001 } },
                     { "a": "a", "b": "b", "aAddress": "172.16.0.2", "bAddress": "172.16.0.3", "igpMetric": 10 },
                     { "a": "b", "b": "c", "aAddress": "172.16.0.4", "bAddress": "172.16.0.5", "igpMetric": 5 } ] }
        """;

    private const string Everything = """
        { "defaults": { "protocol": "isis-2", "as": 65000, "srgb": "16000-23999", "algorithms": [0, 128], "msd": 8 },
          "nodes": [ { "name": "a", "routerId": "10.0.0.1", "sid": 1, "otherMsds": [ { "type": 2, "depth": 5 } ], "srmsPreference": 3,
                       "flexAlgos": [ { "algorithm": 128, "metric": "delay" } ], "prefixes": [ { "prefix": "192.0.2.0/24", "metric": 7 } ] },
                     { "name": "b", "routerId": "10.0.0.2", "sid": 2 }, { "name": "c", "routerId": "10.0.0.3", "sid": 3 } ],
          "links": [ { "a": "a", "b": "b", "aAddress": "172.16.0.0", "bAddress": "172.16.0.1", "igpMetric": 10, "delayMicroseconds": 700, "delayVariationMicroseconds": 30,
                       "lossUnits": 10, "msd": 4, "adminGroup": "0x100000001", "residualBandwidth": 5, "availableBandwidth": 6, "utilizedBandwidth": 7 },
                     { "a": "a", "b": "b", "aAddress": "172.16.0.2", "bAddress": "172.16.0.3", "igpMetric": 10 },
                     { "a": "b", "b": "c", "aAddress": "172.16.0.4", "bAddress": "172.16.0.5", "igpMetric": 5 } ] }
        """;

    // TLVs 266, 267, 1037, 1039, 1114 to 1120, 1155, 1170 and 1173: GoBGP keeps the NLRI and writes attribute 29 anew without them.
    private static readonly string[] s_dropped =
    [
        "adminGroup", "availableBandwidth", "delayMicroseconds", "delayVariationMicroseconds", "depth", "flexAlgos", "lossUnits", "metric", "msd", "node", "otherMsds",
        "priority", "residualBandwidth", "srmsPreference", "type", "utilizedBandwidth",
    ];

    [Test]
    public async Task Topology_by_the_reflector_is_that_of_the_feed()
    {
        var (direct, reflected) = await BothAsync(Passed);
        Assert.That(reflected.ToString(), Is.EqualTo(direct.ToString()));
    }

    [Test]
    public async Task What_the_reflector_drops_is_known()
    {
        var (direct, reflected) = await BothAsync(Everything);
        var left = Names(reflected).ToLookup(name => name);
        var lost = Names(direct).GroupBy(name => name).Where(group => left[group.Key].Count() < group.Count()).Select(group => group.Key);
        Assert.That(lost.Except(["algorithm"]).Order(StringComparer.Ordinal), Is.EqualTo(s_dropped));
    }

    private static async Task<(JsonNode Direct, JsonNode Reflected)> BothAsync(string file)
    {
        await LabPrivilege.DemandAsync("gobgpd");
        var reading = TopologyFile.Read(file, "fed");
        Assert.That(reading.Errors, Is.Empty);
        await using var loops = new EventLoops(2);
        await using var feeder = new LinkStateFeeder(new FeederOptions(new AutonomousSystem(65000), new BgpIdentifier(0x0A0000FE)), loops);
        feeder.Change(topology => topology.Load(reading.Changes));
        return (await TopologyAsync(feeder, hasReflector: false), await TopologyAsync(feeder, hasReflector: true));
    }

    private static IEnumerable<string> Names(JsonNode? node) => node switch
    {
        JsonObject item => item.SelectMany(member => Names(member.Value).Append(member.Key)),
        JsonArray list => list.SelectMany(Names),
        _ => [],
    };

    private static async Task<JsonNode> TopologyAsync(LinkStateFeeder feeder, bool hasReflector)
    {
        var folder = Directory.CreateTempSubdirectory("pce-reflector").FullName;
        var network = new NetworkNamespace(LabPrivilege.Name(hasReflector ? "rr" : "rd"));
        await network.CreateAsync();
        try
        {
            await using var gobgpd = hasReflector ? await ReflectorAsync(network, folder) : null;
            await using var server = await LabServer.StartAsync(network, "--Pce:Bgp:Peers:0:Address=127.0.0.1", "--Pce:Bgp:Peers:0:RemoteAs=65000",
                $"--Pce:Bgp:Peers:0:Port={(hasReflector ? 1790 : 179)}", $"--Pce:Bgp:Peers:0:Passive={!hasReflector}");
            var options = new ConnectOptions
            {
                CreateSocket = network.CreateSocket,
                LocalEndPoint = new IPEndPoint(IPAddress.Parse(hasReflector ? "127.0.0.2" : "127.0.0.1"), 0),
            };
            await using var peer = feeder.Connect(new IPEndPoint(IPAddress.Loopback, hasReflector ? 1790 : 179), options);
            await peer.TableSentAsync();
            return await Eventually.SeeAsync("the topology", async () =>
            {
                var file = JsonNode.Parse((await server.GetAsync("/v1/topology?format=json")).GetRawText())!;
                return (file["nodes"]?.AsArray().Count == 3 && file["links"]?.AsArray().Count == 3 ? file : null, file.ToString() + server.Log);
            });
        }
        finally
        {
            await network.DeleteAsync();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<LabProcess> ReflectorAsync(NetworkNamespace network, string folder)
    {
        var file = Path.Combine(folder, "gobgpd.toml");
        await File.WriteAllTextAsync(file, Reflector);
        return LabProcess.Start(network, Testing.Lab.Program("gobgpd"), "-f", file);
    }
}
