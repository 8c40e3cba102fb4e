using FrrLab;
using PceServer.Testing;

namespace PceServer.Lab;

/// <summary>The operators' page as a browser shows it.</summary>
[Category("Lab")]
[NonParallelizable]
public sealed class ConsoleTests
{
    private static readonly string[] Quiet =
    [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync",
    ];

    [Test]
    public async Task Page_shows_the_network_that_the_server_knows()
    {
        await LabPrivilege.DemandAsync("chromium");
        var folder = Directory.CreateTempSubdirectory("pce-page").FullName;
        var file = Path.Combine(folder, "net.json");
        await File.WriteAllTextAsync(file, Topology.TopologyFile.Write(Net.Build("oslo-bergen 10", "bergen-tromso 10").Snapshot));
        var network = new NetworkNamespace(LabPrivilege.Name("w"));
        await network.CreateAsync();
        try
        {
            await using var server = await LabServer.StartAsync(network, $"--Pce:Topology:File={file}");
            await using var browser = LabProcess.Start(network,
            [
                "chromium", .. Quiet, $"--user-data-dir={folder}", "--virtual-time-budget=5000", "--dump-dom", "http://127.0.0.1:8080/",
            ]);
            var page = await browser.ReadToEndAsync(TimeSpan.FromSeconds(60));
            Assert.That(page, Does.Contain("topology 1: 3 nodes, 4 links; 0 sessions, 0 LSPs"), server.Log);
            Assert.That(page, Does.Contain("oslo").And.Contain("bergen").And.Contain("tromso"));
        }
        finally
        {
            await network.DeleteAsync();
            Directory.Delete(folder, recursive: true);
        }
    }
}
