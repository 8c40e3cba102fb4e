using System.Diagnostics;
using System.Text.Json.Nodes;
using PceServer.Admin.V1;
using PceServer.Emulation;

namespace PceServer.Demo;

/// <summary>The second half of the story: a fibre is cut, what used it moves, the rest is left alone; it is mended, and everything is as before.</summary>
internal sealed class DemoFailure(
    DemoNetwork network, DemoScreen screen, DemoFacts facts, IReadOnlyDictionary<string, EmulatedPcc> routers, IReadOnlyDictionary<string, Lsp> before)
{
    private const string A = "frankfurt";
    private const string B = "munich";

    public async Task TellAsync()
    {
        await CutAsync();
        await MendAsync();
    }

    private async Task CutAsync()
    {
        screen.Step($"The fibre between {A} and {B} is cut");
        var hit = DemoLsps.Delegated.Where(plan => before.TryGetValue(plan.Name, out var lsp) && Crosses(lsp)).ToList();
        var spared = DemoLsps.Delegated.Except(hit).ToList();
        var updates = DemoLsps.Delegated.ToDictionary(plan => plan.Name, PathChanges);
        screen.Line("before", $"{string.Join(", ", hit.Select(p => $"'{p.Name}'"))} used it; {string.Join(", ", spared.Select(p => $"'{p.Name}'"))} did not");
        var watch = Stopwatch.StartNew();
        network.Feeder.Change(topology => topology.LinkDown(A, B));
        foreach (var plan in hit)
        {
            var after = await DemoApi.UntilAsync(
                () => network.Api.LspAsync(plan.Router, plan.Name), l => !Crosses(l) && l is { Operational: "ACTIVE", Trace.Verdict: "DELIVERED" } && l.ReportedLabels.SequenceEqual(l.Labels));
            Show(plan, after, watch.Elapsed, "cut");
        }
        Claim(hit.Count > 0, "something used the fibre");
        Claim(spared.All(plan => PathChanges(plan) == updates[plan.Name]), "the LSPs elsewhere got no PCUpd");
    }

    private async Task MendAsync()
    {
        screen.Step("The fibre is mended");
        var watch = Stopwatch.StartNew();
        network.Feeder.Change(topology => topology.LinkUp(A, B));
        foreach (var plan in DemoLsps.Delegated.Where(plan => before.TryGetValue(plan.Name, out var lsp) && Crosses(lsp)))
        {
            var home = before[plan.Name];
            var after = await DemoApi.UntilAsync(
                () => network.Api.LspAsync(plan.Router, plan.Name),
                l => l.Operational == "ACTIVE" && l.ReportedLabels.SequenceEqual(home.Labels) && l.Path.Select(h => h.Link).SequenceEqual(home.Path.Select(h => h.Link)));
            Show(plan, after, watch.Elapsed, "mend");
        }
    }

    private void Show(DemoLsp plan, Lsp? after, TimeSpan took, string step)
    {
        if (after is null)
        {
            Claim(false, $"'{plan.Name}' did not move in time");
            return;
        }
        screen.Text($"'{plan.Name}' ({plan.Wish})");
        screen.Path(after.Source, after.Path, plan.Cost(after.Cost));
        screen.Stack(after.Sids);
        screen.Walk(after.Trace);
        var update = after.Updates.FirstOrDefault();
        var sent = update is { HasLatencyMicroseconds: true } ? TimeSpan.FromMicroseconds(update.LatencyMicroseconds) : (TimeSpan?)null;
        screen.Line("latency", sent is { } t
            ? $"{DemoScreen.Milliseconds(t)} from the BGP UPDATE to the PCUpd, {DemoScreen.Milliseconds(took)} until it was seen in use"
            : $"{DemoScreen.Milliseconds(took)} until it was proved anew; the stack is the same, since a node SID follows the IGP, so no PCUpd was needed");
        Claim(true, step == "cut" ? "it goes around, and the stack was proved before it was sent" : "it is back where it was");
        facts.Step($"{step} {plan.Name}", took, new JsonObject
        {
            ["labels"] = DemoStory.Numbers(after.Labels),
            ["updateMilliseconds"] = sent is { } s ? Math.Round(s.TotalMilliseconds, 3) : null,
        });
    }

    private int PathChanges(DemoLsp plan) => routers[plan.Router].Lsps.Single(l => l.Name == plan.Name).PathChanges;

    private static bool Crosses(Lsp lsp) => lsp.Trace?.Hops.Any(h => h.Link.StartsWith($"{A}->{B}", StringComparison.Ordinal) || h.Link.StartsWith($"{B}->{A}", StringComparison.Ordinal)) ?? false;

    private void Claim(bool holds, string text)
    {
        screen.Claim(holds, text);
        if (!holds)
            facts.Failed(text);
    }
}
