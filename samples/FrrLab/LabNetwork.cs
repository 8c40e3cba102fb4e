namespace FrrLab;

/// <summary>A namespace for the PCE and one for each router, joined like spokes. Needs root and the Debian package frr.</summary>
public sealed class LabNetwork : IAsyncDisposable
{
    private readonly string _name;
    private readonly List<FrrRouter> _routers = [];

    /// <param name="name">Up to eight characters: several labs may run side by side.</param>
    public LabNetwork(string name)
    {
        _name = name;
        Folder = Path.Combine("/run", $"pce-lab-{name}");
        Pce = new NetworkNamespace($"{name}-pce");
    }

    public string Folder { get; }

    /// <summary>Where the PCE runs.</summary>
    public NetworkNamespace Pce { get; }

    public IReadOnlyList<FrrRouter> Routers => _routers;

    /// <summary>The library to load before zebra; null where the kernel has MPLS.</summary>
    public string? Shim { get; private set; }

    /// <summary>Makes the PCE's namespace, and the routers, which start at once.</summary>
    public async Task UpAsync(params IReadOnlyList<FrrRouterPlan> plans)
    {
        Directory.CreateDirectory(Folder);
        Shim = MplsShim.KernelHasMpls ? null : await MplsShim.CompileAsync(Folder).ConfigureAwait(false);
        await Pce.CreateAsync().ConfigureAwait(false);
        foreach (var plan in plans)
            await (await AddRouterAsync(plan).ConfigureAwait(false)).StartAsync(Shim).ConfigureAwait(false);
    }

    /// <summary>Makes a router's namespace and wires it to the PCE's; start it when everything it should find is there.</summary>
    public async Task<FrrRouter> AddRouterAsync(FrrRouterPlan plan)
    {
        var router = Router(plan);
        _routers.Add(router);
        await WireAsync(router).ConfigureAwait(false);
        return router;
    }

    /// <summary>Finds the routers of a lab that another process has put up.</summary>
    public bool Attach()
    {
        if (!Directory.Exists(Folder))
            return false;
        foreach (var folder in Directory.EnumerateDirectories(Folder, "r*").Order(StringComparer.Ordinal))
            _routers.Add(Router(new FrrRouterPlan(int.Parse(Path.GetFileName(folder)[1..], System.Globalization.CultureInfo.InvariantCulture))));
        return true;
    }

    /// <summary>Ends the routers and removes the namespaces and the folder, as far as they are there.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var router in _routers)
        {
            await router.StopAsync().ConfigureAwait(false);
            await DeleteAsync(router.Network).ConfigureAwait(false);
        }
        _routers.Clear();
        await DeleteAsync(Pce).ConfigureAwait(false);
        if (Directory.Exists(Folder))
            Directory.Delete(Folder, recursive: true);
    }

    private FrrRouter Router(FrrRouterPlan plan) =>
        new(plan, new NetworkNamespace($"{_name}-r{plan.Number}"), Path.Combine(Folder, $"r{plan.Number}"));

    private async Task WireAsync(FrrRouter router)
    {
        var plan = router.Plan;
        await router.Network.CreateAsync().ConfigureAwait(false);
        await router.Network.JoinAsync("pce0", plan.Address, Pce, $"r{plan.Number}", plan.PceAddress).ConfigureAwait(false);
        await router.Network.IpAsync("addr", "add", $"{plan.Loopback}/32", "dev", "lo").ConfigureAwait(false);
        await router.Network.IpAsync("addr", "add", $"fd00::{plan.Number:x}/128", "dev", "lo").ConfigureAwait(false);
        await Pce.IpAsync("route", "add", $"{plan.Loopback}/32", "via", plan.Address).ConfigureAwait(false);
    }

    private static Task DeleteAsync(NetworkNamespace network) =>
        File.Exists($"/run/netns/{network.Name}") ? network.DeleteAsync() : Task.CompletedTask;
}
