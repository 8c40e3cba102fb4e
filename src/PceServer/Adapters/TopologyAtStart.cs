using PceServer.Admin;
using PceServer.Engine;
using PceServer.Options;

namespace PceServer.Adapters;

/// <summary>Loads the topology file that the settings name.</summary>
internal static class TopologyAtStart
{
    private const int MostErrorsShown = 20;

    /// <exception cref="HostStartException">The file cannot be read or holds errors; all of them are named.</exception>
    public static async Task LoadAsync(TopologyOptions options, PceEngine engine)
    {
        if (options.File is null)
            return;
        var reading = StaticTopology.Read(await TextAsync(options.File));
        if (!reading.IsGood)
        {
            var errors = reading.Errors.Take(MostErrorsShown).Select(e => $"\n  {e}");
            throw new HostStartException($"Pce:Topology:File = '{options.File}': {reading.Errors.Length} errors{string.Concat(errors)}");
        }
        await StaticTopology.ReplaceAsync(engine, reading);
    }

    private static async Task<string> TextAsync(string file)
    {
        try
        {
            return await File.ReadAllTextAsync(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new HostStartException($"Pce:Topology:File = '{file}': {e.Message}", e);
        }
    }
}
