using System.CommandLine;

namespace PceCtl.Decoding;

/// <summary><c>decode [HEX... | -] [--protocol pcep|bgp] [-o text|json]</c>: shows whole messages; exit code 0 when every one decoded.</summary>
internal static class DecodeCommand
{
    public static Command Create()
    {
        var messages = new Argument<string[]>("hex")
        {
            Description = "Whole messages as hex, one an argument; '-' or none: one a line from standard input.",
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
        using var output = new StreamWriter(Console.OpenStandardOutput()) { NewLine = "\n" };
        foreach (var line in lines)
        {
            var decoded = HexText.TryRead(line, out var octets, out var fault) ? decoder.Decode(octets) : Decoded.NotHex(fault);
            isClean &= decoded.Error is null;
            output.WriteLine(asJson ? ViewJson.Write(decoded.ToFields()) : decoded.ToLine());
            output.Flush();
        }
        return isClean ? 0 : 1;
    }

    private static IEnumerable<string> Inputs(string[] arguments)
    {
        if (arguments.Length > 0 && arguments is not ["-"])
        {
            foreach (var argument in arguments)
                yield return argument;
            yield break;
        }
        while (Console.In.ReadLine() is { } line)
            yield return line;
    }
}
