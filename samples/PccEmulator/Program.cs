using System.Net;
using PceServer.Emulation;
using PceServer.Pcep;
using PceServer.Transport;
using PceServer.Wire;

const string Help = """
    PccEmulator [--pce ADDRESS:PORT] [--sessions N] [--source A.B.C.D] [--router-id A.B.C.D] [--msd N] [--legacy]

    Emulates one or many routers against a PCE: each opens a PCEP session from an address of its own, reports its LSPs, and does what the PCE says.
    Defaults: --pce 127.0.0.1:4189, --sessions 1, --source 127.0.1.1 and --router-id 10.0.0.1 (counting on for each further session), --msd 10.
    --legacy announces segment routing as routers from before RFC 8408 do.

    Commands, one a line; end of input or "quit" ends all sessions:
    """;

var sessions = 1;
var options = new EmulatedPccOptions(new IPEndPoint(IPAddress.Loopback, PcepListener.DefaultPort), Ipv4Address.Parse("10.0.0.1"));
try
{
    var arguments = new ProgramArguments(args);
    while (arguments.TryNext(out var argument))
    {
        switch (argument)
        {
            case "--help" or "-h":
                Console.WriteLine($"{Help}\n{PccCommands.Help}");
                return 0;
            case "--pce": options = options with { Pce = arguments.EndPoint() }; break;
            case "--sessions": sessions = (int)arguments.Number(1, 60_000); break;
            case "--source": options = options with { SourceAddress = IPAddress.Parse(arguments.Ipv4().ToString()) }; break;
            case "--router-id": options = options with { RouterId = arguments.Ipv4() }; break;
            case "--msd": options = options with { MaximumSidDepth = (byte)arguments.Number(1, byte.MaxValue) }; break;
            case "--legacy": options = options with { UsesLegacyCapability = true }; break;
            default: throw new CommandException($"{argument} is not an option");
        }
    }
    await using var loops = new EventLoops();
    await using var fleet = await PccFleet.StartAsync(sessions, options, loops);
    Console.WriteLine($"{sessions} sessions with {options.Pce} are up");
    foreach (var pcc in fleet.Pccs)
        _ = Follow(pcc);
    while (await Console.In.ReadLineAsync() is { } line && line.Trim() != "quit")
        Console.WriteLine(await PerformAsync(fleet.Pccs, line));
    return 0;
}
catch (Exception fault) when (fault is CommandException or TransportException)
{
    Console.Error.WriteLine(fault.Message);
    return 2;
}

static async Task<string> PerformAsync(IReadOnlyList<EmulatedPcc> pccs, string line)
{
    try
    {
        return await PccCommands.PerformAsync(pccs, line);
    }
    catch (CommandException fault)
    {
        return $"error: {fault.Message}";
    }
}

// Tells what the PCE makes of the LSPs, as it happens.
static async Task Follow(EmulatedPcc pcc)
{
    for (var from = 0L; ; from++)
    {
        var happened = await pcc.Journal.FirstAsync<PccEvent>(from: from);
        var text = happened switch
        {
            PccEvent.LspChanged changed => changed.Lsp.ToString(),
            PccEvent.LspRemoved removed => $"{removed.Lsp.Name} removed",
            PccEvent.SessionEnded ended => $"session ended: {ended.End}",
            PccEvent.MessageReceived { Message: PcErr error } => $"PCErr {error.Groups[0].Errors[0].Error}",
            _ => null,
        };
        if (text is not null)
            Console.WriteLine($"{pcc.Options.RouterId}: {text}");
    }
}
