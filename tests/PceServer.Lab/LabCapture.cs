using FrrLab;
using PceServer.Testing;

namespace PceServer.Lab;

/// <summary>A capture of one interface of a namespace, and what tshark thinks of it.</summary>
internal sealed class LabCapture : IAsyncDisposable
{
    private static readonly string[] s_asOurProtocols = ["-d", "tcp.port==4189,pcep", "-d", "tcp.port==179,bgp"];
    // tshark 4.0 runs over the end of a frame whose last message is a BGP-LS End-of-RIB (29 octets, no NLRI) behind other messages. Alone in a frame,
    // as it mostly comes, the same octets are dissected well.
    private const string DissectorMistake = "(bgp.length == 29 && tcp.len > 29)";
    private readonly LabProcess _process;
    private readonly string _file;

    private LabCapture(LabProcess process, string file)
    {
        _process = process;
        _file = file;
    }

    public static async Task<LabCapture> StartAsync(NetworkNamespace network, string device, string folder)
    {
        var file = Path.Combine(folder, $"{device}.pcap");
        var process = LabProcess.Start(network, Testing.Lab.Program("dumpcap"), "-P", "-q", "-B", "16", "-i", device, "-f", "tcp", "-w", file);
        await process.SaysAsync("File:");
        return new LabCapture(process, file);
    }

    public async Task StopAsync() => await _process.StopAsync("-INT");

    /// <summary>What was sent in each direction; stop first.</summary>
    public IReadOnlyList<TcpFlow> Flows() => PcapFile.ReadTcpFlows(_file);

    /// <summary>The frames that tshark calls malformed or marks with an error, among those that a display filter picks; stop first.</summary>
    public async Task<string> ComplaintsAsync(string filter) => await Tool.RunAsync(Testing.Lab.Program("tshark"),
        ["-r", _file, .. s_asOurProtocols, "-Y", $"({filter}) && !{DissectorMistake} && (_ws.malformed || _ws.expert.severity >= 0x800000)",
            "-T", "fields", "-e", "frame.number", "-e", "frame.protocols", "-e", "_ws.expert.message"]);

    /// <summary>How many frames a display filter picks.</summary>
    public async Task<int> CountAsync(string filter) =>
        (await Tool.RunAsync(Testing.Lab.Program("tshark"), ["-r", _file, .. s_asOurProtocols, "-Y", filter, "-T", "fields", "-e", "frame.number"]))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries).Length;

    public ValueTask DisposeAsync() => _process.DisposeAsync();
}
