using System.Net;
using PceServer.Bgp;
using PceServer.Emulation;
using PceServer.Transport;

const string Help = """
    LinkStateFeeder [--connect ADDRESS:PORT]... [--listen ADDRESS:PORT] [--as N] [--peer-as N] [--router-id A.B.C.D] [--stay] TOPOLOGY

    Plays a topology file (readable JSON, or a REPETITA .graph) as a BGP-LS speaker to every peer given, and changes it on commands from standard input.
    Defaults: --as 65000, --router-id 192.0.2.200, any peer AS. Without --connect and --listen it connects to 127.0.0.1:179.

    Commands, one a line; end of input or "quit" ends the feeder, unless --stay is given:
    """;

var connects = new List<IPEndPoint>();
IPEndPoint? listen = null;
string? file = null;
var stays = false;
var options = new FeederOptions(new AutonomousSystem(65000), new BgpIdentifier(0xC00002C8));
try
{
    var arguments = new ProgramArguments(args);
    while (arguments.TryNext(out var argument))
    {
        switch (argument)
        {
            case "--help" or "-h":
                Console.WriteLine($"{Help}\n{FeederCommands.Help}");
                return 0;
            case "--connect": connects.Add(arguments.EndPoint()); break;
            case "--listen": listen = arguments.EndPoint(); break;
            case "--as": options = options with { LocalAs = new AutonomousSystem(arguments.Number(1, uint.MaxValue - 1)) }; break;
            case "--peer-as": options = options with { PeerAs = new AutonomousSystem(arguments.Number(1, uint.MaxValue - 1)) }; break;
            case "--router-id": options = options with { Identifier = new BgpIdentifier(arguments.Ipv4().Value) }; break;
            case "--stay": stays = true; break;
            case var word when word.StartsWith("--", StringComparison.Ordinal): throw new CommandException($"{word} is not an option");
            case var path when file is null: file = path; break;
            default: throw new CommandException($"'{argument}': TOPOLOGY is '{file}' already");
        }
    }
    if (file is null)
        throw new CommandException("TOPOLOGY is missing");
    var reading = await TopologyPlay.ReadAsync(file);
    if (!reading.IsGood)
        throw new CommandException($"{file}:\n{string.Join('\n', reading.Errors)}");

    await using var loops = new EventLoops();
    await using var feeder = new LinkStateFeeder(options, loops);
    feeder.Change(topology => topology.Load(reading.Changes));
    if (listen is not null)
    {
        await feeder.ListenAsync(listen);
        Console.WriteLine($"listening on {feeder.EndPoint}");
    }
    if (listen is null && connects.Count == 0)
        connects.Add(new IPEndPoint(IPAddress.Loopback, BgpListener.DefaultPort));
    foreach (var remote in connects)
        _ = Follow(remote, feeder.Connect(remote));
    while (await Console.In.ReadLineAsync() is { } line && line.Trim() != "quit")
        Console.WriteLine(Perform(feeder, line));
    if (stays)
        await Task.Delay(Timeout.Infinite);
    return 0;
}
catch (Exception fault) when (fault is CommandException or TransportException or IOException or UnauthorizedAccessException)
{
    Console.Error.WriteLine(fault.Message);
    return 2;
}

static string Perform(LinkStateFeeder feeder, string line)
{
    try
    {
        return FeederCommands.Perform(feeder, line);
    }
    catch (Exception fault) when (fault is CommandException or FedTopologyException)
    {
        return $"error: {fault.Message}";
    }
}

// Tells how each session fares, as it happens.
static async Task Follow(IPEndPoint remote, FeederPeer peer)
{
    for (var from = 0L; ; from++)
    {
        var text = await peer.Journal.FirstAsync<FeederEvent>(from: from) switch
        {
            FeederEvent.SessionUp up => $"session up with AS {up.Session.PeerAs}, identifier {up.Session.PeerIdentifier}",
            FeederEvent.SessionDown down => $"session down: {down.Reason}",
            FeederEvent.TableSent sent => $"{sent.Nlris} NLRIs and End-of-RIB sent",
            var other => other.ToString(),
        };
        Console.WriteLine($"{remote}: {text}");
    }
}
