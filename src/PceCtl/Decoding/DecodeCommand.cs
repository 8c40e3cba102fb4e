using System.CommandLine;

namespace PceCtl.Decoding;

/// <summary><c>decode [HEX... | -] [--protocol pcep|bgp] [-o text|json]</c>: shows whole messages; exit code 0 when every one decoded.</summary>
internal static class DecodeCommand
{
    public static Command Create()
    {
        var messages = new Argument<string[]>("hex")
        {
            Description = "Whole messages as hex, one an argument; '-', or no argument at all: one a line from standard input.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var protocol = new Option<string>("--protocol", "-p") { Description = "pcep or bgp.", DefaultValueFactory = _ => "pcep" };
        protocol.AcceptOnlyFromAmong("pcep", "bgp");
        var output = new Option<string>("--output", "-o") { Description = "text or json.", DefaultValueFactory = _ => "text" };
        output.AcceptOnlyFromAmong("text", "json");
        var command = new Command("decode", "Decodes PCEP or BGP messages and shows what they hold.") { messages, protocol, output };
        command.SetAction(result => Run(
            Inputs(result.GetValue(messages) ?? []),
            result.GetValue(protocol) == "bgp" ? new BgpDecoder() : new PcepDecoder(),
            result.GetValue(output) == "json"));
        return command;
    }

    private static int Run(IEnumerable<string> lines, IMessageDecoder decoder, bool asJson)
    {
        var isClean = true;
        // Closed without a flush: each line has been flushed, and whoever reads may have gone.
        var output = new StreamWriter(Console.OpenStandardOutput()) { NewLine = "\n" };
        foreach (var line in lines)
        {
            var decoded = HexText.TryRead(line, out var octets, out var fault) ? decoder.Decode(octets) : Decoded.NotHex(fault);
            isClean &= decoded.Error is null;
            if (!TryPrint(output, asJson ? ViewJson.Write(decoded.ToFields()) : decoded.ToLine()))
                return 1;
        }
        return isClean ? 0 : 1;
    }

    // Whoever reads the lines may have enough of them, as head does.
    private static bool TryPrint(StreamWriter output, string line)
    {
        try
        {
            output.WriteLine(line);
            output.Flush();
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static IEnumerable<string> Inputs(string[] arguments)
    {
        string[] places = arguments.Length == 0 ? ["-"] : arguments;
        foreach (var place in places)
        {
            if (place != "-")
            {
                yield return place;
                continue;
            }
            while (Console.In.ReadLine() is { } line)
                yield return line;
        }
    }
}
