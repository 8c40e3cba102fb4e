using System.Globalization;
using PceServer.Pcep;
using PceServer.Wire;

namespace PceServer.Emulation;

/// <summary>The commands of emulated routers as people type them, one a line; each goes to the first router unless <c>@N</c> stands in front.</summary>
public static class PccCommands
{
    public const string Help = """
        [@N] delegate NAME DESTINATION [CONSTRAINTS]   make an LSP without a path and delegate it
        [@N] request DESTINATION [CONSTRAINTS]         ask for a path (PCReq) and print the answer
        [@N] report NAME DESTINATION LABEL...          make an LSP with a path that is only reported
        [@N] revoke NAME                               take the delegation back
        [@N] return NAME                               delegate again
        [@N] remove NAME                               remove an LSP
        [@N] list                                      LSPs with their state and labels
        [@N] crash                                     break the connection without a word
        status                                         sessions
        CONSTRAINTS: igp | te | delay | hops            what to optimise
                     bound-igp N | bound-te N | bound-delay N | bound-hops N | bound-sids N
                     bandwidth BYTES | exclude MASK | include-any MASK | include-all MASK     (masks hexadecimal)
        """;

    /// <summary>Performs a command line and returns what to print.</summary>
    /// <exception cref="CommandException">The line is no command.</exception>
    public static async Task<string> PerformAsync(IReadOnlyList<EmulatedPcc> pccs, string line, CancellationToken cancellation = default)
    {
        var words = new CommandWords(line);
        if (words.IsEmpty)
            return "";
        var verb = words.Next("command");
        var pcc = pccs[0];
        if (verb.StartsWith('@'))
        {
            pcc = int.TryParse(verb.AsSpan(1), CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= pccs.Count
                ? pccs[number - 1]
                : throw new CommandException($"'{verb}' is none of the routers @1 to @{pccs.Count}");
            verb = words.Next("command");
        }
        if (pcc.HasEnded && verb is not ("help" or "?" or "status" or "list"))
            throw new CommandException($"the session of {pcc.Options.RouterId} is over");
        return verb switch
        {
            "help" or "?" => Help,
            "status" => Status(pccs),
            "list" => string.Join('\n', pcc.Lsps),
            "request" => await RequestAsync(pcc, words, cancellation).ConfigureAwait(false),
            "delegate" => pcc.Add(new LspPlan(words.Next("name"), Address(words)) { Constraints = Constraints(words) }).ToString(),
            "report" => Report(pcc, words),
            _ => Change(pcc, verb, words),
        };
    }

    private static async Task<string> RequestAsync(EmulatedPcc pcc, CommandWords words, CancellationToken cancellation)
    {
        var reply = await pcc.RequestAsync(Address(words), Constraints(words), cancellation).ConfigureAwait(false);
        return reply switch
        {
            PathReply.Found found => $"path [{string.Join(' ', found.Labels)}]",
            PathReply.NoPath none => $"no path ({none.Response.NoPath?.Reasons})",
            PathReply.Refused refused => $"refused: PCErr {refused.Error} {PcepErrors.Name(refused.Error)}",
            _ => reply.ToString(),
        };
    }

    private static string Report(EmulatedPcc pcc, CommandWords words)
    {
        var plan = new LspPlan(words.Next("name"), Address(words)) { IsDelegated = false };
        var labels = new List<uint>();
        while (words.More)
            labels.Add(words.Number("label", 0xFFFFF));
        return pcc.Add(plan with { Labels = labels.ToValueList() }).ToString();
    }

    private static string Change(EmulatedPcc pcc, string verb, CommandWords words)
    {
        if (verb == "crash")
        {
            pcc.Crash();
            return "crashed";
        }
        if (verb is not ("revoke" or "return" or "remove"))
            throw new CommandException($"'{verb}' is no command; try help");
        var name = words.Next("name");
        words.NothingElse();
        if (pcc.Lsps.All(lsp => lsp.Name != name))
            throw new CommandException($"there is no LSP '{name}'");
        if (verb == "remove")
            pcc.Remove(name);
        else
            pcc.Delegate(name, verb == "return");
        return "done";
    }

    private static AttributeList Constraints(CommandWords words)
    {
        var constraints = AttributeList.Empty;
        var metrics = new List<MetricObject>();
        while (words.More)
        {
            var word = words.Next("constraint");
            var isBound = word.StartsWith("bound-", StringComparison.Ordinal);
            if (Metric(isBound ? word[6..] : word) is { } metric)
                metrics.Add(new MetricObject(metric, isBound ? words.Number("bound") : 0, isBound ? MetricFlags.Bound : MetricFlags.None));
            else if (word == "bandwidth")
                constraints = constraints with { Bandwidth = new BandwidthObject(words.Number("bytes")) };
            else
                constraints = constraints with { Lspa = Colors(constraints.Lspa ?? new LspaObject(0, 0, 0), word, words) };
        }
        return constraints with { Metrics = metrics.ToValueList() };
    }

    private static MetricType? Metric(string word) => word switch
    {
        "igp" => MetricType.Igp,
        "te" => MetricType.Te,
        "delay" => MetricType.PathDelay,
        "hops" => MetricType.HopCount,
        "sids" => MetricType.SidDepth,
        _ => null,
    };

    private static LspaObject Colors(LspaObject lspa, string word, CommandWords words) => word switch
    {
        "exclude" => lspa with { ExcludeAny = words.Mask() },
        "include-any" => lspa with { IncludeAny = words.Mask() },
        "include-all" => lspa with { IncludeAll = words.Mask() },
        _ => throw new CommandException($"'{word}' is no constraint; try help"),
    };

    private static Ipv4Address Address(CommandWords words)
    {
        var word = words.Next("destination");
        return Topology.IpAddress.TryParse(word, out var address) && !address.IsIpv6
            ? new Ipv4Address((uint)address.Low)
            : throw new CommandException($"destination '{word}' is not an IPv4 address");
    }

    private static string Status(IReadOnlyList<EmulatedPcc> pccs) => string.Join('\n', pccs.Select((pcc, n) => string.Create(CultureInfo.InvariantCulture,
        $"@{n + 1} {pcc.Options.RouterId} from {pcc.Options.SourceAddress}: {pcc.Lsps.Count} LSPs{(pcc.HasEnded ? ", session ended" : "")}")));
}
