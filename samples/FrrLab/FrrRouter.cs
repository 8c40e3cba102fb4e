using System.Globalization;
using System.Text;

namespace FrrLab;

/// <summary>What a lab router is to be.</summary>
/// <param name="Number">1 to 200; makes its names and addresses: loopback 10.0.0.N, link to the PCE 10.255.N.0/24.</param>
public sealed record FrrRouterPlan(int Number)
{
    public IReadOnlyList<FrrPolicy> Policies { get; init; } = [];

    /// <summary>Labels that may stand first in a list. The router has no IGP here, so each gets a static label route, without which no policy goes Active.</summary>
    public IReadOnlyList<uint> FirstLabels { get; init; } = [];

    /// <summary>Most labels that the router says it can push.</summary>
    public int MaximumSidDepth { get; init; } = 6;
    public int PcepPort { get; init; } = 4189;

    public string Loopback => $"10.0.0.{Number}";

    public string Address => $"10.255.{Number}.1";

    public string PceAddress => $"10.255.{Number}.254";

    internal string PathConfiguration()
    {
        var text = new StringBuilder("segment-routing\n traffic-eng\n");
        foreach (var policy in Policies)
            policy.Write(text);
        text.Append(CultureInfo.InvariantCulture, $"""
              pcep
               pce-config LAB
                source-address ip {Loopback}
                timer pcep-request 5
               pce PCE1
                config LAB
                address ip {PceAddress} port {PcepPort}
                pce-initiated
               pcc
                msd {MaximumSidDepth}
                peer PCE1 precedence 10

            """);
        return text.ToString();
    }

    internal string ZebraConfiguration() =>
        string.Concat(FirstLabels.Distinct().Select(label => $"mpls lsp {label} {PceAddress} implicit-null\n"));
}

/// <summary>A router of the lab: zebra and pathd of the system's FRR, in a network namespace, as a PCC of the PCE beside it.</summary>
public sealed class FrrRouter(FrrRouterPlan plan, NetworkNamespace network, string folder)
{
    private const string Programs = "/usr/lib/frr";

    public FrrRouterPlan Plan { get; } = plan;

    public NetworkNamespace Network { get; } = network;

    /// <summary>The folder of sockets, logs and process ids.</summary>
    public string Folder { get; } = folder;

    /// <summary>Starts both daemons; they go on without us until <see cref="StopAsync"/>.</summary>
    /// <param name="shim">The library to load before zebra, or null where the kernel has MPLS.</param>
    public async Task StartAsync(string? shim)
    {
        Directory.CreateDirectory(Folder);
        await File.WriteAllTextAsync(Configuration("zebra"), Plan.ZebraConfiguration()).ConfigureAwait(false);
        await File.WriteAllTextAsync(Configuration("pathd"), Plan.PathConfiguration()).ConfigureAwait(false);
        await Tool.RunAsync("chown", "-R", "frr:frr", Folder).ConfigureAwait(false);
        string[] preload = shim is null ? [] : ["env", $"LD_PRELOAD={shim}"];
        await DaemonAsync("zebra", preload, []).ConfigureAwait(false);
        await DaemonAsync("pathd", [], ["-M", ModulePath()]).ConfigureAwait(false);
    }

    /// <summary>Ends the daemons by their process ids.</summary>
    public async Task StopAsync()
    {
        foreach (var daemon in (string[])["pathd", "zebra"])
        {
            if (ProcessId(daemon) is { } id)
                await Tool.RunAsync("sh", "-c", $"kill -TERM {id} 2>/dev/null; i=0; while kill -0 {id} 2>/dev/null && [ $i -lt 50 ]; do sleep 0.1; i=$((i+1)); done; true")
                    .ConfigureAwait(false);
        }
    }

    public bool IsRunning(string daemon) => ProcessId(daemon) is { } id && Directory.Exists($"/proc/{id}");

    /// <summary>Runs commands of the router's own command line.</summary>
    public Task<string> ShowAsync(params string[] commands) =>
        Tool.RunAsync("vtysh", ["--vty_socket", Folder, .. commands.SelectMany(command => (string[])["-c", command])]);

    private async Task DaemonAsync(string name, string[] before, string[] modules) =>
        await Tool.RunAsync("ip", Network.Command([.. before, $"{Programs}/{name}", "-d", .. modules, "-u", "frr", "-g", "frr",
            "--vty_socket", Folder, "-z", $"{Folder}/zserv.api", "-f", Configuration(name), "-i", ProcessIdFile(name), "-P", "0",
            "--log", $"file:{Folder}/{name}.log"])).ConfigureAwait(false);

    private string Configuration(string daemon) => Path.Combine(Folder, $"{daemon}.conf");

    private string ProcessIdFile(string daemon) => Path.Combine(Folder, $"{daemon}.pid");

    private int? ProcessId(string daemon) =>
        File.Exists(ProcessIdFile(daemon)) && int.TryParse(File.ReadAllText(ProcessIdFile(daemon)), out var id) ? id : null;

    private static string ModulePath() =>
        Directory.EnumerateFiles("/usr/lib", "pathd_pcep.so", new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true }).FirstOrDefault()
        ?? throw new ToolException("the PCEP module of pathd (pathd_pcep.so) is not installed");
}
