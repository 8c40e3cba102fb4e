using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace PceServer.Benchmarks.Bgp;

/// <summary>A gobgpd of our own on loopback, the reference; null where it is not installed.</summary>
internal sealed class GoBgp : IDisposable
{
    private readonly Process _process;
    private readonly string _folder;
    private readonly int _apiPort;

    private GoBgp(Process process, string folder, int port, int apiPort) =>
        (_process, _folder, EndPoint, _apiPort) = (process, folder, new IPEndPoint(IPAddress.Loopback, port), apiPort);

    public IPEndPoint EndPoint { get; }

    public static GoBgp? Start(uint system)
    {
        if (!File.Exists("/usr/bin/gobgpd") || !File.Exists("/usr/bin/gobgp"))
            return null;
        var folder = Directory.CreateTempSubdirectory("gobgp").FullName;
        var (port, apiPort) = (FreePort(), FreePort());
        var file = Path.Combine(folder, "gobgpd.toml");
        File.WriteAllText(file, string.Create(CultureInfo.InvariantCulture, $"""
            [global.config]
              as = {system}
              router-id = "127.0.0.9"
              port = {port}
              local-address-list = ["127.0.0.1"]
            [[neighbors]]
              [neighbors.config]
                neighbor-address = "127.0.0.1"
                peer-as = {system}
              [neighbors.transport.config]
                passive-mode = true
              [[neighbors.afi-safis]]
                [neighbors.afi-safis.config]
                  afi-safi-name = "ls"
            """));
        var start = new ProcessStartInfo("/usr/bin/gobgpd", ["-f", file, "--api-hosts", $"127.0.0.1:{apiPort}", "--pprof-disable", "--disable-stdlog", "-l", "error"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        return new GoBgp(Process.Start(start)!, folder, port, apiPort);
    }

    /// <summary>NLRIs in its link-state table.</summary>
    public int Held()
    {
        var start = new ProcessStartInfo("/usr/bin/gobgp", ["-p", _apiPort.ToString(CultureInfo.InvariantCulture), "global", "rib", "summary", "-a", "ls"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var query = Process.Start(start)!;
        var text = query.StandardOutput.ReadToEnd();
        query.WaitForExit();
        // "Destination: 1234, Path: 1234"
        var at = text.IndexOf("Destination:", StringComparison.Ordinal);
        return at < 0 ? 0 : int.Parse(text[(at + 12)..].Split(',')[0], CultureInfo.InvariantCulture);
    }

    public long ResidentBytes()
    {
        _process.Refresh();
        return _process.WorkingSet64;
    }

    public TimeSpan ProcessorTime()
    {
        _process.Refresh();
        return _process.TotalProcessorTime;
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
