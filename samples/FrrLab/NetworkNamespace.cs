using System.ComponentModel;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace FrrLab;

/// <summary>A network namespace of our own making: its interfaces, addresses and routes are seen by nobody else.</summary>
public sealed partial class NetworkNamespace(string name)
{
    private const int CloneNewNet = 0x40000000;

    public string Name { get; } = name;

    public async Task CreateAsync()
    {
        await Tool.RunAsync("ip", "netns", "add", Name).ConfigureAwait(false);
        await IpAsync("link", "set", "lo", "up").ConfigureAwait(false);
    }

    public Task DeleteAsync() => Tool.RunAsync("ip", "netns", "del", Name);

    /// <summary>The <c>ip</c> program, inside.</summary>
    public Task<string> IpAsync(params string[] arguments) => Tool.RunAsync("ip", ["-n", Name, .. arguments]);

    /// <summary>Joins this namespace and another by a pair of virtual Ethernet interfaces with one IPv4 address each, both of a /24.</summary>
    public async Task JoinAsync(string interfaceHere, string addressHere, NetworkNamespace other, string interfaceThere, string addressThere)
    {
        await Tool.RunAsync("ip", "link", "add", interfaceHere, "netns", Name, "type", "veth", "peer", "name", interfaceThere, "netns", other.Name)
            .ConfigureAwait(false);
        await IpAsync("addr", "add", $"{addressHere}/24", "dev", interfaceHere).ConfigureAwait(false);
        await IpAsync("link", "set", interfaceHere, "up").ConfigureAwait(false);
        await other.IpAsync("addr", "add", $"{addressThere}/24", "dev", interfaceThere).ConfigureAwait(false);
        await other.IpAsync("link", "set", interfaceThere, "up").ConfigureAwait(false);
    }

    /// <summary>The command line that runs a program inside.</summary>
    public string[] Command(params string[] command) => ["netns", "exec", Name, .. command];

    /// <summary>A TCP socket that lives inside, although this process does not: a socket stays in the namespace of the thread that made it.</summary>
    public Socket CreateSocket(AddressFamily family)
    {
        Socket? socket = null;
        Exception? fault = null;
        // A thread of its own, which ends here: no other work may ever run inside by accident.
        var thread = new Thread(() =>
        {
            try
            {
                Enter();
                socket = new Socket(family, SocketType.Stream, ProtocolType.Tcp);
            }
            catch (Exception e) when (e is Win32Exception or SocketException or IOException)
            {
                fault = e;
            }
        });
        thread.Start();
        thread.Join();
        return socket ?? throw new ToolException($"no socket in namespace {Name}: {fault?.Message}");
    }

    private void Enter()
    {
        using var handle = File.OpenHandle($"/run/netns/{Name}");
        if (SetNamespace((int)handle.DangerousGetHandle(), CloneNewNet) != 0)
            throw new Win32Exception(Marshal.GetLastPInvokeError());
    }

    [LibraryImport("libc", EntryPoint = "setns", SetLastError = true)]
    private static partial int SetNamespace(int descriptor, int kind);
}
