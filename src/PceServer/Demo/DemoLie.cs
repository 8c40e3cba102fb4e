using System.Diagnostics;
using System.Text.Json.Nodes;
using PceServer.Admin.V1;
using PceServer.Engine.Queries;
using PceServer.Topology;

namespace PceServer.Demo;

/// <summary>The end of the story: a router advertises a label block that is too small, and stacks that it could not forward are no longer sent.</summary>
internal sealed class DemoLie(DemoNetwork network, DemoScreen screen, DemoFacts facts, IReadOnlyDictionary<string, Lsp> before)
{
    private const string Liar = "munich";
    private static readonly LabelBlock TooSmall = new([new Topology.LabelRange(new Label(16000), 8)]);

    public async Task TellAsync()
    {
        var plan = DemoLsps.Delegated[0];
        screen.Step($"{Liar} advertises the label block 16000-16007, too small for vienna's SID 10");
        using var listening = new CancellationTokenSource(DemoApi.Patience);
        var drift = FirstDriftAsync(network.Host.Engine.Watch(listening.Token));
        var watch = Stopwatch.StartNew();
        network.Feeder.Change(topology => topology.ChangeNode(Liar, node => node with { Srgb = TooSmall }));
        var found = await drift;
        var noticed = watch.Elapsed;
        screen.Line("drift", found is null ? "nothing was noticed" : $"after {DemoScreen.Milliseconds(noticed)}: {found}");
        var after = await DemoApi.UntilAsync(
            () => network.Api.LspAsync(plan.Router, plan.Name),
            l => l is { Operational: "ACTIVE", Trace.Verdict: "DELIVERED" } && l.ReportedLabels.SequenceEqual(l.Labels) && !l.Labels.SequenceEqual(before[plan.Name].Labels));
        await ShowRefusalAsync(plan);
        if (after is not null)
        {
            screen.Text($"'{plan.Name}' ({plan.Wish})");
            screen.Path(after.Source, after.Path, plan.Cost(after.Cost));
            screen.Stack(after.Sids);
            screen.Walk(after.Trace);
        }
        Claim(found is not null, "what the routers still report as up was walked again, and found broken");
        Claim(after is not null, $"another stack, one that {Liar} can forward, was proved and sent");
        facts.Step("drift", noticed, new JsonObject { ["labels"] = DemoStory.Numbers(after?.Labels ?? []) });
        await TruthAsync(plan);
    }

    private async Task ShowRefusalAsync(DemoLsp plan)
    {
        var old = before[plan.Name].Labels;
        screen.Text($"the old stack [{string.Join(' ', old)}], walked again:");
        var trace = await network.Api.TraceAsync(plan.Router, old, plan.To);
        screen.Walk(trace);
        Claim(trace.Verdict == "DROPPED", "the simulator shows the router at which it would break");
        facts.Set("refused", trace.Reason);
    }

    private async Task TruthAsync(DemoLsp plan)
    {
        screen.Step($"{Liar} tells the truth again");
        network.Feeder.Change(topology => topology.Restore());
        var back = await DemoApi.UntilAsync(
            () => network.Api.LspAsync(plan.Router, plan.Name),
            l => l is { Operational: "ACTIVE", Trace.Verdict: "DELIVERED" } && l.ReportedLabels.SequenceEqual(before[plan.Name].Labels));
        if (back is not null)
            screen.Path(back.Source, back.Path, plan.Cost(back.Cost));
        Claim(back is not null, $"'{plan.Name}' is back where it was");
        facts.Step("truth");
    }

    private static async Task<string?> FirstDriftAsync(IAsyncEnumerable<PceEvent> events)
    {
        try
        {
            await foreach (var happened in events)
            {
                if (happened.Kind == PceEventKind.Drift)
                    return $"'{happened.Lsp}': {happened.Message}";
            }
        }
        catch (OperationCanceledException)
        {
            // None came.
        }
        return null;
    }

    private void Claim(bool holds, string text)
    {
        screen.Claim(holds, text);
        if (!holds)
            facts.Failed(text);
    }
}
