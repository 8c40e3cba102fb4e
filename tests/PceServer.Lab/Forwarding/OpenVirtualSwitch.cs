using System.Diagnostics;

namespace PceServer.Lab.Forwarding;

/// <summary>
/// Open vSwitch of our own, with its userspace datapath (<c>datapath_type=netdev</c>), in a network namespace and a folder that go away with it.
/// One bridge for each node, one veth pair for each link.
/// </summary>
internal sealed class OpenVirtualSwitch : IDisposable
{
    private const string Schema = "/usr/share/openvswitch/vswitch.ovsschema";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("pce-ovs-");
    private readonly List<Process> _daemons = [];

    public OpenVirtualSwitch()
    {
        if (!File.Exists(Schema))
            Testing.Lab.Unavailable($"{Schema} is not there");
        Namespace = $"pce-{Guid.NewGuid():N}"[..14];
        Require(Testing.Lab.Program("ip"), "netns", "add", Namespace);
        Inside("ip", "link", "set", "lo", "up");
        LabCommand.Run(Testing.Lab.Program("ovsdb-tool"), "create", InFolder("db"), Schema);
        Daemon("ovsdb-server", InFolder("db"), $"--remote=punix:{InFolder("db.sock")}", $"--unixctl={InFolder("db.ctl")}", "--no-chdir");
        WaitFor(() => File.Exists(InFolder("db.sock")), "the database's socket");
        Configure("--no-wait", "init");
        Daemon("ovs-vswitchd", $"unix:{InFolder("db.sock")}", $"--unixctl={InFolder("switch.ctl")}", "--no-chdir", "--disable-system");
        WaitFor(() => File.Exists(InFolder("switch.ctl")), "the switch's control socket");
    }

    public string Namespace { get; }

    public static string Version() => LabCommand.Run(Testing.Lab.Program("ovs-vswitchd"), "--version").Split('\n')[0];

    public void AddBridge(string bridge) => Configure(
        "--timeout=20", "add-br", bridge, "--", "set", "bridge", bridge, "datapath_type=netdev", "fail_mode=secure", "protocols=OpenFlow13");

    public void AddLink(string one, string oneBridge, string other, string otherBridge, int port)
    {
        Inside("ip", "link", "add", one, "type", "veth", "peer", "name", other);
        foreach (var (end, bridge) in new[] { (one, oneBridge), (other, otherBridge) })
        {
            Inside("ip", "link", "set", end, "up");
            Configure("--timeout=20", "add-port", bridge, end, "--", "set", "interface", end, $"ofport_request={port}");
        }
    }

    public void AddFlows(string bridge, IEnumerable<string> flows)
    {
        var file = InFolder($"{bridge}.flows");
        File.WriteAllLines(file, flows);
        LabCommand.Run(Testing.Lab.Program("ovs-ofctl"), "-O", "OpenFlow13", "add-flows", $"unix:{InFolder($"{bridge}.mgmt")}", file);
    }

    public void Send(string bridge, byte[] frame, string actions) => LabCommand.Run(
        Testing.Lab.Program("ovs-ofctl"), "-O", "OpenFlow13", "packet-out", $"unix:{InFolder($"{bridge}.mgmt")}",
        $"in_port=controller packet={Convert.ToHexString(frame)} actions={actions}");

    /// <summary>Starts a program inside the namespace.</summary>
    public Process StartInside(string program, params string[] arguments) =>
        LabCommand.Start(Testing.Lab.Program("ip"), ["netns", "exec", Namespace, Testing.Lab.Program(program), .. arguments]);

    public void Dispose()
    {
        foreach (var daemon in Enumerable.Reverse(_daemons))
        {
            if (!daemon.HasExited)
                daemon.Kill();
            daemon.WaitForExit();
            daemon.Dispose();
        }
        LabCommand.Succeeds(Testing.Lab.Program("ip"), "netns", "delete", Namespace);
        _folder.Delete(recursive: true);
    }

    private static void Require(string program, params string[] arguments)
    {
        if (!LabCommand.Succeeds(program, arguments))
            Testing.Lab.Unavailable($"{program} {string.Join(' ', arguments)} is not permitted here");
    }

    private static void WaitFor(Func<bool> condition, string what)
    {
        if (!SpinWait.SpinUntil(condition, TimeSpan.FromSeconds(20)))
            Assert.Fail($"{what} did not appear in 20 s");
    }

    private string InFolder(string name) => Path.Combine(_folder.FullName, name);

    private void Inside(params string[] command) => LabCommand.Run(Testing.Lab.Program("ip"), ["netns", "exec", Namespace, .. command]);

    private void Configure(params string[] arguments) => LabCommand.Run(Testing.Lab.Program("ovs-vsctl"), [$"--db=unix:{InFolder("db.sock")}", .. arguments]);

    private void Daemon(string program, params string[] arguments)
    {
        // Its bridges' sockets go where OVS_RUNDIR says, into our folder instead of the system's.
        var start = new ProcessStartInfo(Testing.Lab.Program("ip"), ["netns", "exec", Namespace, Testing.Lab.Program(program), .. arguments])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        start.Environment["OVS_RUNDIR"] = _folder.FullName;
        var process = Process.Start(start)!;
        _ = process.StandardError.ReadToEndAsync();
        _ = process.StandardOutput.ReadToEndAsync();
        _daemons.Add(process);
    }
}
