using PceServer.Topology;

namespace PceServer.Emulation;

/// <summary>Reads what a feeder plays: the readable JSON form, or a REPETITA graph by its extension <c>.graph</c>.</summary>
public static class TopologyPlay
{
    /// <returns>The announcements, or every error of the file.</returns>
    public static async Task<TopologyReading> ReadAsync(string path, CancellationToken cancellation = default)
    {
        var text = await File.ReadAllTextAsync(path, cancellation).ConfigureAwait(false);
        return Path.GetExtension(path).Equals(".graph", StringComparison.OrdinalIgnoreCase)
            ? RepetitaGraph.Read(text, path)
            : TopologyFile.Read(text, path);
    }
}
