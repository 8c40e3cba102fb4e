using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using PceServer.Emulation;
using PceServer.Testing;
using PceServer.Transport;
using PceServer.Wire;

namespace PceServer.Scenarios;

/// <summary>What the program writes to standard error.</summary>
public sealed class LogTests
{
    [Test, CancelAfter(60_000)]
    public async Task Each_event_is_one_line_with_the_names_of_router_and_lsp(CancellationToken cancellation)
    {
        var lines = await LogOfAnLspAsync("line\nbreak \"quoted\"", cancellation);
        Assert.That(lines, Is.All.Match(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z (info|warn|error) PceServer[\w.]* "));
        Assert.That(lines.Where(l => Regex.IsMatch(l, @" Pcc=log-test( |$)")), Is.Not.Empty);
        Assert.That(lines.Where(l => l.Contains("""Lsp="line\u000abreak \"quoted\"" """.TrimEnd(), StringComparison.Ordinal)), Is.Not.Empty, "a name cannot forge a line");
    }

    [Test, CancelAfter(60_000)]
    public async Task Json_log_is_one_object_a_line(CancellationToken cancellation)
    {
        var lines = await LogOfAnLspAsync("blue", cancellation, "--Pce:Log:Format=Json");
        var events = lines.Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.That(events.Any(e => e.GetProperty("State").TryGetProperty("Lsp", out var lsp) && lsp.GetString() == "blue"), Is.True);
    }

    private static async Task<List<string>> LogOfAnLspAsync(string name, CancellationToken cancellation, params string[] args)
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("net.json", Topology.TopologyFile.Write(Net.Build("A-B 10", "B-C 10").Snapshot));
        using var server = ServerProcess.Start([
            "--Pce:Pcep:Listen=127.0.0.1:0", "--Pce:Bgp:Listen=127.0.0.1:0", "--Pce:Admin:Listen=127.0.0.1:0", "--Pce:Admin:GrpcListen=127.0.0.1:0",
            $"--Pce:Topology:File={file}", .. args]);
        var listening = JsonDocument.Parse((await server.Output.ReadLineAsync(cancellation))!).RootElement;
        await using var loops = new EventLoops(1);
        var options = new EmulatedPccOptions(IPEndPoint.Parse(listening.GetProperty("pcep").GetString()!), Ipv4Address.Parse("10.0.0.1")) { SpeakerEntityId = "log-test" };
        await using (var router = await EmulatedPcc.StartAsync(options, loops, cancellation: cancellation))
        {
            router.Add(new LspPlan(name, Ipv4Address.Parse("10.0.0.3")));
            await router.LspAsync(name, l => l.CarriesTraffic && l.Labels.Count > 0, cancellation);
        }
        await server.StopAsync(cancellation);
        return [.. server.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries)];
    }

    private sealed class TemporaryFolder : IDisposable
    {
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

        public string Write(string name, string text)
        {
            var path = Path.Combine(_folder.FullName, name);
            File.WriteAllText(path, text);
            return path;
        }

        public void Dispose() => _folder.Delete(recursive: true);
    }
}
