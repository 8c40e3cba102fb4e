using FrrLab;

namespace PceServer.Lab;

/// <summary>Everything that the demo puts on the wire, judged by tshark.</summary>
[Category("Lab")]
[NonParallelizable]
public sealed class DemoTests
{
    [Test]
    public async Task Demo_comes_true_and_tshark_dissects_all_of_it()
    {
        await LabPrivilege.DemandAsync("dumpcap", "tshark");
        var folder = Directory.CreateTempSubdirectory("pce-demo").FullName;
        var network = new NetworkNamespace(LabPrivilege.Name("d"));
        // In a namespace of its own the usual ports are free, so that tshark knows the protocols by them.
        await network.CreateAsync();
        try
        {
            await using var capture = await LabCapture.StartAsync(network, "lo", folder);
            await using var demo = LabProcess.Start(network, "dotnet", Path.Combine(AppContext.BaseDirectory, "PceServer.dll"), "demo", "--exit");
            var told = await demo.ReadToEndAsync(TimeSpan.FromSeconds(90));
            Assert.That(await demo.StopAsync(), Is.Zero, told + demo.Said);
            await capture.StopAsync();

            Assert.That(await capture.CountAsync("pcep"), Is.GreaterThan(20));
            Assert.That(await capture.CountAsync("bgp.type == 2"), Is.Positive);
            Assert.That(await capture.ComplaintsAsync("pcep || bgp"), Is.Empty);
        }
        finally
        {
            await network.DeleteAsync();
            Directory.Delete(folder, recursive: true);
        }
    }
}
