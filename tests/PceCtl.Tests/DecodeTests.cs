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
