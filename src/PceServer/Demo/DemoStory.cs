using System.Diagnostics;
using System.Text.Json.Nodes;
using PceServer.Admin.V1;
using PceServer.Emulation;

namespace PceServer.Demo;

/// <summary>The story, step by step. Each step says what it does, shows what came of it, and claims what must be true.</summary>
internal sealed class DemoStory(DemoNetwork network, DemoScreen screen, DemoFacts facts)
{
    private const int Routers = 16;
    private const int HalfLinks = 56;
    private const string FirstTime = "the first time, the runtime compiles as it goes";
    private readonly Dictionary<string, EmulatedPcc> _routers = [];
    private readonly Dictionary<string, Lsp> _before = [];

    public async Task TellAsync()
    {
        ServerIsUp();
        await NetworkArrivesAsync();
        await RoutersConnectAsync();
        foreach (var lsp in DemoLsps.Delegated)
            await DelegateAsync(lsp);
        await RequestAsync("copenhagen", DemoLsps.Copenhagen, 8000);
        await RequestImpossibleAsync("vienna", DemoLsps.Vienna, 5000);
        await new DemoFailure(network, screen, facts, _routers, _before).TellAsync();
        await new DemoLie(network, screen, facts, _before).TellAsync();
    }

    private void ServerIsUp()
    {
        var listening = network.Host.Listening;
        screen.Step("A server starts");
        screen.Line("PCEP", $"{listening.Pcep}");
        screen.Line("BGP-LS", $"{listening.Bgp}");
        screen.Line("HTTP", $"{network.Api.Address}");
        screen.Line("gRPC", $"{listening.Grpc}");
        facts.Set("pcep", listening.Pcep.ToString());
        facts.Set("bgp", listening.Bgp.ToString());
        facts.Set("admin", listening.Admin.ToString());
    }

    private async Task NetworkArrivesAsync()
    {
        screen.Step("A BGP-LS speaker connects and tells a network of sixteen cities");
        await network.LoadAsync();
        var watch = Stopwatch.StartNew();
        network.Feed();
        var snapshot = await DemoApi.UntilAsync(
            () => Task.FromResult<Topology.TopologySnapshot?>(network.Host.Engine.Topology), t => t.NodeCount == Routers && t.EdgeCount == HalfLinks);
        var took = watch.Elapsed;
        var topology = snapshot is null ? null : await network.Api.TopologyAsync();
        screen.Line("latency", $"{DemoScreen.Milliseconds(took)} from the TCP connect to the topology that paths are computed on; {FirstTime}");
        Claim(topology is not null, $"{Routers} routers and {HalfLinks / 2} fibres are known, with their prefix and adjacency SIDs");
        facts.Set("nodes", topology?.Nodes.Count ?? 0);
        facts.Set("links", topology?.Links.Count ?? 0);
        facts.Step("topology", took);
    }

    private async Task RoutersConnectAsync()
    {
        screen.Step("Two routers open PCEP sessions");
        foreach (var (name, routerId) in new[] { ("london", "10.0.0.1"), ("madrid", "10.0.0.15") })
        {
            var watch = Stopwatch.StartNew();
            _routers[name] = await network.ConnectAsync(name, routerId);
            screen.Line(name, $"session up and state synchronised in {DemoScreen.Milliseconds(watch.Elapsed)}");
            facts.Step($"session {name}", watch.Elapsed);
        }
    }

    private async Task DelegateAsync(DemoLsp plan)
    {
        screen.Step($"{plan.Router} delegates the LSP '{plan.Name}'");
        screen.Line("request", $"PCRpt with D=1: to {plan.To}, {plan.Wish}");
        var router = _routers[plan.Router];
        var watch = Stopwatch.StartNew();
        router.Add(new LspPlan(plan.Name, plan.Destination) { Constraints = plan.Constraints });
        using var patience = new CancellationTokenSource(DemoApi.Patience);
        var carried = await OrNullAsync(router.LspAsync(plan.Name, l => l.CarriesTraffic && l.Labels.Count > 0, patience.Token));
        var took = watch.Elapsed;
        var seen = await DemoApi.UntilAsync(
            () => network.Api.LspAsync(plan.Router, plan.Name), l => l.Operational == "ACTIVE" && l.Trace is not null && l.ReportedLabels.Count > 0);
        if (seen is not null)
            Show(seen, plan);
        screen.Line("latency", $"{DemoScreen.Milliseconds(took)} from the PCRpt to traffic on the path{(_before.Count == 0 ? $"; {FirstTime}" : "")}");
        Claim(carried is not null && seen is { Trace.Verdict: "DELIVERED" } && seen.ReportedLabels.SequenceEqual(seen.Labels),
            "the router uses the stack that was sent, and the simulator saw it through");
        if (seen is not null)
            _before[plan.Name] = seen;
        facts.Step($"delegate {plan.Name}", took, new JsonObject { ["labels"] = Numbers(seen?.Labels ?? []) });
    }

    private async Task RequestAsync(string to, Wire.Ipv4Address destination, float delay)
    {
        screen.Step("london asks for a path without delegating anything");
        screen.Line("request", $"PCReq to {to}: least IGP cost, at most {delay:0} us of delay");
        var watch = Stopwatch.StartNew();
        var reply = await AskAsync(destination, delay);
        var took = watch.Elapsed;
        var labels = (reply as PathReply.Found)?.Labels ?? [];
        if (labels.Count > 0)
        {
            screen.Line("reply", $"PCRep with the stack [{string.Join(' ', labels)}]");
            var trace = await network.Api.TraceAsync("london", labels, to);
            screen.Walk(trace);
            Claim(trace.Verdict == "DELIVERED", $"the stack leads to {to}");
        }
        else
        {
            Claim(false, $"a path to {to} was expected, but the answer is {reply}");
        }
        screen.Line("latency", $"{DemoScreen.Milliseconds(took)} from PCReq to PCRep");
        facts.Step($"request {to}", took, new JsonObject { ["labels"] = Numbers(labels) });
    }

    private async Task RequestImpossibleAsync(string to, Wire.Ipv4Address destination, float delay)
    {
        screen.Step("london asks for what cannot be");
        screen.Line("request", $"PCReq to {to}: least IGP cost, at most {delay:0} us of delay");
        var watch = Stopwatch.StartNew();
        var reply = await AskAsync(destination, delay);
        var took = watch.Elapsed;
        screen.Line("reply", reply is PathReply.NoPath ? "PCRep with NO-PATH" : $"{reply}");
        var dryRun = await network.Api.ComputeAsync(new { source = "london", destination = to, bounds = new[] { new { type = "DELAY", value = delay } } });
        screen.Line("why", dryRun.Reason);
        screen.Line("latency", $"{DemoScreen.Milliseconds(took)} from PCReq to PCRep");
        Claim(reply is PathReply.NoPath && !dryRun.Found, "there is no such path, and the server says why");
        facts.Step($"impossible {to}", took, new JsonObject { ["reason"] = dryRun.Reason });
    }

    private async Task<PathReply?> AskAsync(Wire.Ipv4Address destination, float delay)
    {
        using var patience = new CancellationTokenSource(DemoApi.Patience);
        return await OrNullAsync(_routers["london"].RequestAsync(destination, DemoLsps.DelayAtMost(delay), patience.Token));
    }

    private void Show(Lsp lsp, DemoLsp plan)
    {
        screen.Path(lsp.Source, lsp.Path, plan.Cost(lsp.Cost));
        screen.Stack(lsp.Sids);
        screen.Walk(lsp.Trace);
        screen.Line("why", lsp.Why);
    }

    private void Claim(bool holds, string text)
    {
        screen.Claim(holds, text);
        if (!holds)
            facts.Failed(text);
    }

    internal static JsonArray Numbers(IEnumerable<uint> labels) => new([.. labels.Select(l => (JsonNode)l)]);

    private static async Task<T?> OrNullAsync<T>(Task<T> task) where T : class
    {
        try
        {
            return await task;
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }
}
