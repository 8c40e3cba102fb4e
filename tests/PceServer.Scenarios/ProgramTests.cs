using System.Net;
using System.Text.Json;

namespace PceServer.Scenarios;

/// <summary>The program from outside: arguments, standard output, standard error, exit code.</summary>
public sealed class ProgramTests
{
    private static readonly string[] FreePorts =
        ["--Pce:Pcep:Listen=127.0.0.1:0", "--Pce:Bgp:Listen=127.0.0.1:0", "--Pce:Admin:Listen=127.0.0.1:0", "--Pce:Admin:GrpcListen=127.0.0.1:0"];

    [Test, CancelAfter(60_000)]
    public async Task Server_says_where_it_listens_in_one_line(CancellationToken cancellation)
    {
        using var server = ServerProcess.Start(FreePorts);
        var line = JsonDocument.Parse((await server.Output.ReadLineAsync(cancellation))!).RootElement;
        Assert.That(line.EnumerateObject().Select(p => p.Name), Is.EqualTo(new[] { "event", "pcep", "bgp", "admin", "grpc" }));
        Assert.That(line.GetProperty("event").GetString(), Is.EqualTo("listening"));
        Assert.That(new[] { "pcep", "bgp", "admin", "grpc" }.Select(name => IPEndPoint.Parse(line.GetProperty(name).GetString()!).Port), Is.All.GreaterThan(0));
        using var http = new HttpClient();
        Assert.That(await http.GetStringAsync(new Uri($"http://{line.GetProperty("admin").GetString()}/healthz"), cancellation), Is.EqualTo("ok\n"));
        Assert.That(await server.StopAsync(cancellation), Is.Zero);
        Assert.That(await server.Output.ReadToEndAsync(cancellation), Is.Empty, "standard output has one line and no more");
    }

    [Test, CancelAfter(60_000)]
    public async Task Bad_settings_are_all_told_and_nothing_starts(CancellationToken cancellation)
    {
        var (exitCode, output, errors) = await ServerProcess.RunAsync(
            cancellation, "--Pce:Pcep:Listen=here", "--Pce:Bgp:LocalAs=0", "--Pce:Bgp:Peers:0:Address=192.0.2.1", "--Pce:Adnin:Listen=127.0.0.1:0");
        Assert.That((exitCode, output), Is.EqualTo((2, "")));
        Assert.That(errors, Does.Contain("Pce:Pcep:Listen = 'here': must be")
            .And.Contain("Pce:Bgp:LocalAs = '0': must be").And.Contain("Pce:Bgp:Peers:0:RemoteAs: is required").And.Contain("Pce:Adnin"));
    }

    [Test, CancelAfter(60_000)]
    public async Task Taken_port_is_told_with_its_setting(CancellationToken cancellation)
    {
        using var holder = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        holder.Start();
        var (exitCode, output, errors) = await ServerProcess.RunAsync(cancellation, [.. FreePorts[..2], FreePorts[3], $"--Pce:Admin:Listen={holder.LocalEndpoint}"]);
        Assert.That((exitCode, output), Is.EqualTo((1, "")));
        Assert.That(errors, Does.Contain($"Pce:Admin:Listen = {holder.LocalEndpoint}"));
    }

    [Test, CancelAfter(60_000)]
    public async Task Help_lists_the_settings(CancellationToken cancellation)
    {
        var (exitCode, output, _) = await ServerProcess.RunAsync(cancellation, "--help");
        Assert.That((exitCode, output.Contains("Pce:Pcep:Listen", StringComparison.Ordinal)), Is.EqualTo((0, true)));
    }
}
