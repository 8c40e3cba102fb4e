using PceServer.Engine;
using PceServer.Options;

namespace PceServer.Adapters;

/// <summary>Loads the topology file that the settings name.</summary>
internal static class StaticTopology
{
    public static Task LoadAsync(TopologyOptions options, PceEngine engine) => Task.CompletedTask;
}
