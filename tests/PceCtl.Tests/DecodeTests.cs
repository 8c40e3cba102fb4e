using System.Diagnostics;
using System.Text.Json;
using PceServer.Testing;

namespace PceCtl.Tests;

/// <summary>Runs the built program as others do: arguments, standard input, exit code.</summary>
public class DecodeTests
{
    private const string Report = "200a002c 21100014 00000000 00000007 001c0004 00000001 20100008 00001029 0710000c 24080009 03e81000";
    private const string EndOfRib = "ffffffffffffffffffffffffffffffff001d0200000006800f03400447";

    [Test]
    public async Task Report_as_json_has_its_objects_and_its_octets()
    {
        var (code, lines) = await RunAsync("", "decode", Report, "-o", "json");
        using var json = JsonDocument.Parse(lines.Single());
        var root = json.RootElement;
        Assert.That(code, Is.Zero);
        Assert.That(root.GetProperty("message").GetString(), Is.EqualTo("PCRpt"));
        Assert.That(root.GetProperty("error").ValueKind, Is.EqualTo(JsonValueKind.Null));
        Assert.That(root.GetProperty("reencoded").GetString(), Is.EqualTo(Report.Replace(" ", "", StringComparison.Ordinal)));
        var lsp = root.GetProperty("objects")[1];
        Assert.That(lsp.GetProperty("class").GetInt32(), Is.EqualTo(32));
        Assert.That(lsp.GetProperty("type").GetInt32(), Is.EqualTo(1));
        Assert.That(lsp.GetProperty("flags").GetProperty("p").GetBoolean(), Is.False);
        Assert.That(lsp.GetProperty("fields").GetProperty("plspId").GetInt32(), Is.EqualTo(1));
        Assert.That(lsp.GetProperty("fields").GetProperty("delegate").GetBoolean(), Is.True);
        Assert.That(lsp.GetProperty("fields").GetProperty("operational").GetInt32(), Is.EqualTo(2));
        var segment = root.GetProperty("objects")[2].GetProperty("fields").GetProperty("subobjects")[0];
        Assert.That(segment.GetProperty("label").GetInt32(), Is.EqualTo(16001));
        Assert.That(root.GetProperty("objects")[0].GetProperty("tlvs")[0].GetProperty("fields").GetProperty("pst").GetInt32(), Is.EqualTo(1));
    }

    [Test]
    public async Task Each_line_of_input_gives_one_line_of_output_whatever_it_holds()
    {
        string[] input = [Report, "", "zz", "20020004", "2002", "21c80008deadbeef", "200a0008011000ff"];
        var (code, lines) = await RunAsync(string.Join("\n", input) + "\n", "decode", "-", "-o", "json");
        Assert.That(code, Is.EqualTo(1));
        Assert.That(lines, Has.Length.EqualTo(input.Length));
        var errors = lines.Select(line => JsonDocument.Parse(line).RootElement.GetProperty("error").ValueKind != JsonValueKind.Null);
        Assert.That(errors, Is.EqualTo(new[] { false, true, true, false, true, false, true }));
        var (_, text) = await RunAsync(string.Join("\n", input) + "\n", "decode");
        Assert.That(text, Has.Length.EqualTo(input.Length));
    }

    [Test]
    public async Task Fault_inside_a_message_is_reported_with_its_offset()
    {
        var (code, lines) = await RunAsync("", "decode", "200a0020 21100014 00000000 00000007 001c0004 00000001 20100008 00001029", "-o", "json");
        Assert.That(code, Is.EqualTo(1));
        var root = JsonDocument.Parse(lines.Single()).RootElement;
        Assert.That(root.GetProperty("error").GetProperty("reason").GetString(), Is.EqualTo("ERO is missing"));
        Assert.That(root.GetProperty("error").GetProperty("offset").GetInt32(), Is.Zero);
        Assert.That(root.GetProperty("faults")[0].GetProperty("errorValue").GetInt32(), Is.EqualTo(9));
    }

    [Test]
    public async Task Bgp_update_as_json_has_attributes_and_routes()
    {
        var (code, lines) = await RunAsync("", "decode", EndOfRib, "--protocol", "bgp", "-o", "json");
        var root = JsonDocument.Parse(lines.Single()).RootElement;
        Assert.That(code, Is.Zero);
        Assert.That(root.GetProperty("message").GetString(), Is.EqualTo("UPDATE"));
        Assert.That(root.GetProperty("attributes")[0].GetProperty("code").GetInt32(), Is.EqualTo(15));
        Assert.That(root.GetProperty("nlri").GetArrayLength(), Is.Zero);
        Assert.That(root.GetProperty("withdrawn").GetArrayLength(), Is.Zero);
        Assert.That(root.GetProperty("reencoded").GetString(), Is.EqualTo(EndOfRib));
    }

    [Test]
    public async Task Messages_of_other_implementations_all_decode()
    {
        var input = File.ReadLines(SharedMaterial.Path("vectors/pcep-msg.jsonl"))
            .Select(line => JsonDocument.Parse(line).RootElement.GetProperty("hex").GetString()!)
            .ToList();
        var (code, lines) = await RunAsync(string.Join("\n", input) + "\n", "decode", "-", "-o", "json");
        Assert.That(code, Is.Zero);
        Assert.That(lines.Select(line => JsonDocument.Parse(line).RootElement.GetProperty("reencoded").GetString()), Is.EqualTo(input));
    }

    [TestCase("20020004", TestName = "Hex_in_one_piece_is_read")]
    [TestCase("0x20020004", TestName = "Hex_after_0x_is_read")]
    [TestCase("0X20 0x02 0x00, 0x04", TestName = "Hex_of_octets_after_0x_each_is_read")]
    [TestCase("0x20,0x2,0x0,0x4", TestName = "Hex_of_single_digits_after_0x_is_read")]
    [TestCase(@"\x20\x02\x00\x04", TestName = "Hex_as_a_string_of_c_is_read")]
    [TestCase("20:02:00:04", TestName = "Hex_between_colons_is_read")]
    [TestCase("20-02-00-04", TestName = "Hex_between_dashes_is_read")]
    [TestCase("2002 0004", TestName = "Hex_between_blanks_is_read")]
    [TestCase("\"20020004\"\r", TestName = "Hex_in_quotes_before_a_carriage_return_is_read")]
    public async Task Hex_is_read_as_tools_write_it(string hex)
    {
        var (code, lines) = await RunAsync(hex + "\n", "decode", "-o", "json");
        Assert.That(code, Is.Zero);
        Assert.That(JsonDocument.Parse(lines.Single()).RootElement.GetProperty("reencoded").GetString(), Is.EqualTo("20020004"));
    }

    [TestCase("200200040", "odd number of hex digits (9)")]
    [TestCase("2002000g", "'g' is no hex digit")]
    [TestCase("0x", "empty line")]
    [TestCase("20x2", "'x' is no hex digit")]
    [TestCase("20020004 20020004", "message length 4, 8 octets came: 4 octets follow the message, of which a line holds one")]
    [TestCase("20020008", "message length 8, 4 octets came")]
    public async Task Line_that_holds_no_one_message_says_why(string line, string reason)
    {
        var (code, lines) = await RunAsync(line + "\n", "decode", "-", "--output", "json");
        Assert.That(code, Is.EqualTo(1));
        Assert.That(JsonDocument.Parse(lines.Single()).RootElement.GetProperty("error").GetProperty("reason").GetString(), Is.EqualTo(reason));
    }

    [Test]
    public async Task Every_beginning_of_a_message_gives_one_line()
    {
        var octets = Report.Replace(" ", "", StringComparison.Ordinal);
        var input = Enumerable.Range(0, octets.Length / 2).Select(n => octets[..(2 * n)]).ToList();
        var (code, lines) = await RunAsync(string.Join("\n", input) + "\n", "decode", "-o", "json");
        Assert.That(code, Is.EqualTo(1));
        Assert.That(lines, Has.Length.EqualTo(input.Count));
        Assert.That(lines.Select(line => JsonDocument.Parse(line).RootElement.GetProperty("error").ValueKind), Has.All.EqualTo(JsonValueKind.Object));
    }

    [Test]
    public async Task Name_with_line_ends_and_escapes_stays_on_its_line()
    {
        // SYMBOLIC-PATH-NAME: line feed, escape, next line, line separator.
        const string Name = "0a1bc285e280a8";
        const string Message = "200a0038" + "21100014000000000000000700 1c000400000001" + "20100014 00001029 00110007 " + Name + "00" + "0710000c2408000903e81000";
        var (code, json) = await RunAsync("", "decode", Message, "-o", "json");
        var name = JsonDocument.Parse(json.Single()).RootElement.GetProperty("objects")[1].GetProperty("tlvs")[0].GetProperty("fields").GetProperty("symbolicPathName");
        Assert.That(code, Is.Zero);
        Assert.That(name.GetString(), Is.EqualTo("\n\u001b\u0085\u2028"));
        var (_, text) = await RunAsync("", "decode", Message);
        foreach (var line in new[] { json.Single(), text.Single() })
            Assert.That(line.Any(c => char.IsControl(c) || c == '\u2028'), Is.False, line);
    }

    [Test]
    public async Task Arguments_and_standard_input_are_read_in_their_order()
    {
        var (code, lines) = await RunAsync("20020004\n200d0004\n", "decode", Report, "-", "2002 0004", "-o", "json");
        Assert.That(code, Is.Zero);
        Assert.That(
            lines.Select(line => JsonDocument.Parse(line).RootElement.GetProperty("message").GetString()), Is.EqualTo(["PCRpt", "Keepalive", "StartTLS", "Keepalive"]));
    }

    [Test]
    public async Task No_input_gives_no_output_and_is_no_error()
    {
        var (code, lines) = await RunAsync("", "decode", "-");
        Assert.That((code, lines.Length), Is.EqualTo((0, 0)));
    }

    [Test]
    public async Task Error_message_names_type_and_value()
    {
        var (_, lines) = await RunAsync("", "decode", "2006000c0d10000800001301", "-o", "json");
        var fields = JsonDocument.Parse(lines.Single()).RootElement.GetProperty("objects")[0].GetProperty("fields");
        Assert.That((fields.GetProperty("errorType").GetInt32(), fields.GetProperty("errorValue").GetInt32()), Is.EqualTo((19, 1)));
    }

    [Test]
    public async Task Unknown_protocol_is_refused() =>
        Assert.That((await RunAsync("", "decode", "20020004", "--protocol", "ospf")).Code, Is.Not.Zero);

    private static async Task<(int Code, string[] Lines)> RunAsync(string input, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "PceCtl.dll"), .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        await errors;
        return (process.ExitCode, (await output).Split('\n', StringSplitOptions.None)[..^1]);
    }
}
