using FrrLab;

const string Help = """
    FrrLab up|down|status [NAME]

    Puts up a router of the Debian package frr (zebra and pathd) in a network namespace, as a PCC of a PCE that you start beside it.
    Needs root, iproute2, frr and gcc. NAME tells labs apart (default: frr).

      up      make namespaces NAME-pce and NAME-r1 and start the router, which looks for a PCE in NAME-pce. Then, for instance:
            ip netns exec NAME-pce dotnet run --project src/PceServer -- --Pce:Bgp:Peers:0:Address=127.0.0.1 \
              --Pce:Bgp:Peers:0:RemoteAs=65000 --Pce:Bgp:Peers:0:Passive=true
            ip netns exec NAME-pce dotnet run --project samples/LinkStateFeeder -- samples/FrrLab/lab.json
          The router is 10.0.0.1 and asks for a path to 10.0.0.4. To see a re-route type "down n3 n4" at the feeder.
      status  what the router says of its PCEP session and its policies
      down    end the router, remove the namespaces
    """;

var name = args.Length > 1 ? args[1] : "frr";
if (args.Length is < 1 or > 2 || args[0] is not ("up" or "down" or "status"))
{
    Console.WriteLine(Help);
    return args is ["--help" or "-h"] ? 0 : 2;
}
var lab = new LabNetwork(name);
var isUp = lab.Attach();
try
{
    switch (args[0])
    {
        case "up" when isUp:
            Console.Error.WriteLine($"lab {name} is up already ({lab.Folder})");
            return 1;
        case "up":
            await lab.UpAsync(DefaultPlan());
            Console.WriteLine($"router 10.0.0.1 in namespace {name}-r1 waits for a PCE at {DefaultPlan().PceAddress}:4189 in namespace {lab.Pce.Name}");
            return 0;
        case "status":
            foreach (var router in lab.Routers)
                Console.WriteLine(await router.ShowAsync("show sr-te pcep session", "show sr-te policy detail"));
            return isUp ? 0 : 1;
        default:
            await lab.DisposeAsync();
            return 0;
    }
}
catch (ToolException fault)
{
    Console.Error.WriteLine(fault.Message);
    return 1;
}

static FrrRouterPlan DefaultPlan() => new(1)
{
    Policies =
    [
        new FrrPolicy("DYN", 10, "10.0.0.4") { BindingSid = 4010, Constraints = ["metric te 50", "bandwidth 125000 required", "affinity exclude-any 0x00000004"] },
    ],
    FirstLabels = [.. Enumerable.Range(16001, 200).Select(label => (uint)label), .. Enumerable.Range(15000, 200).Select(label => (uint)label)],
};
