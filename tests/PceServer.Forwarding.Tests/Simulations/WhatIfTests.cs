using PceServer.Forwarding.Failures;
using PceServer.Forwarding.Simulations;
using PceServer.Forwarding.Tests.Reference;
using PceServer.Testing;
using PceServer.Topology;

namespace PceServer.Forwarding.Tests.Simulations;

public sealed class WhatIfTests
{
    private static Net Ring() => Net.Build("A-B 10 delay=5 bw=1000", "B-C 10 delay=5 bw=1000", "C-D 10 delay=5 bw=1000", "D-A 10 delay=50 bw=1000 srlg=9");

    private static SimulatedLsp Lsp(Net net, string name, string from, string to, PathConstraints? constraints = null, params uint[] labels) => new(
        name, net.Request(from, to, labels.Length > 0 ? labels : [net.NodeLabel(to, from).Value]) with { Constraints = constraints ?? PathConstraints.None }, 100);

    private static string Outcomes(ScenarioResult result) => string.Join(' ', result.Impacts.Select(i => $"{i.Lsp.Name}:{i.Outcome}"));

    private static WhatIf Simulate(Net net) => new(new ForwardingSimulator(net.Snapshot),
    [
        Lsp(net, "ab", "A", "B"),
        Lsp(net, "ad", "A", "D"),
        Lsp(net, "pinned", "A", "B", null, net.AdjacencyLabel("A-B").Value),
        Lsp(net, "quick", "A", "B", new PathConstraints { Bounds = [new MetricBound(PathMetric.Delay, 20)] }),
    ]);

    [Test]
    public void Link_failure_moves_loses_and_violates()
    {
        var net = Ring();
        var result = Simulate(net).Run(new Scenario { Failures = new FailureSet { Links = [net.Edge("A-B")] } });
        Assert.That(Outcomes(result), Is.EqualTo("ab:Moved ad:Unchanged pinned:Lost quick:Violated"));
        var load = result.Loads.ToDictionary(l => net.Name(net.Snapshot.TryFind(l.Link, out var e) ? net.Snapshot[e].From : default) + net.Name(net.Snapshot[e].To));
        Assert.That((load["AB"].Before, load["AB"].After), Is.EqualTo((300.0, 0.0)));
        Assert.That((load["AD"].Before, load["AD"].After, load["AD"].Capacity), Is.EqualTo((100.0, 300.0, 1000ul)));
        Assert.That((load["DC"].Before, load["DC"].After), Is.EqualTo((0.0, 200.0)));
    }

    [Test]
    public void Failure_before_convergence_loses_what_crossed_it()
    {
        var net = Ring();
        var result = Simulate(net).Run(new Scenario { Failures = new FailureSet { Srlgs = [9] }, Phase = FailurePhase.BeforeConvergence });
        Assert.That(Outcomes(result), Is.EqualTo("ab:Unchanged ad:Lost pinned:Unchanged quick:Unchanged"));
    }

    [Test]
    public void Drain_moves_transit_away_and_leaves_what_ends_there()
    {
        var net = Ring();
        var lsps = new[] { Lsp(net, "through", "A", "C", null, net.NodeLabel("B", "A").Value, net.NodeLabel("C", "B").Value), Lsp(net, "to", "A", "B"), Lsp(net, "ecmp", "A", "C") };
        var result = new WhatIf(new ForwardingSimulator(net.Snapshot), lsps).Run(new Scenario { Drains = [net["B"]] });
        // A stack that names the drained node still goes there; what the IGP steers does not.
        Assert.That(Outcomes(result), Is.EqualTo("through:Unchanged to:Unchanged ecmp:Moved"));
        Assert.That(result.Impacts[2].After.Edges.Select(e => result.Topology[result.Topology[e].To].DisplayName), Is.EqualTo(new[] { "D", "C" }));
    }

    [Test]
    public void Metric_change_moves_and_a_delay_change_violates()
    {
        var net = Ring();
        var metric = Simulate(net).Run(new Scenario { Metrics = [new MetricChange(net.Edge("A-B"), Igp: 100)] });
        Assert.That(Outcomes(metric), Is.EqualTo("ab:Moved ad:Unchanged pinned:Unchanged quick:Violated"));
        var delay = Simulate(net).Run(new Scenario { Metrics = [new MetricChange(net.Edge("A-B"), DelayMicroseconds: 21)] });
        Assert.That(Outcomes(delay), Is.EqualTo("ab:Unchanged ad:Unchanged pinned:Unchanged quick:Violated"));
    }

    [Test]
    public void New_link_and_new_lsp_are_taken_into_account()
    {
        var net = Ring();
        var key = new LinkKey(net.NodeKey("B"), net.NodeKey("D")) { LocalIdentifier = 71, RemoteIdentifier = 72 };
        var attributes = new LinkAttributes { IgpMetric = 1, TeMetric = 1, MaximumBandwidth = 50 };
        var scenario = new Scenario
        {
            Changes = [new LinkChange("x", key, attributes), new LinkChange("x", key.Mirrored(), attributes)],
            NewLsps = [Lsp(net, "bd", "B", "D")],
        };
        var result = Simulate(net).Run(scenario);
        Assert.That(Outcomes(result), Is.EqualTo("ab:Unchanged ad:Unchanged pinned:Unchanged quick:Unchanged bd:Moved"));
        Assert.That(result.Impacts[^1].Before, Is.Null);
        Assert.That(result.Loads.Single(l => l.Link == key).IsOverloaded);
    }

    [Test]
    public void Survey_of_every_kind_equals_scenarios_run_one_by_one()
    {
        Parallel.For(0, 40, seed =>
        {
            var network = new RandomNetwork(seed);
            var lsps = Enumerable.Range(0, 30).Select(i => new SimulatedLsp($"{i}", network.Request())).ToArray();
            foreach (var kind in Enum.GetValues<SurveyKind>())
            {
                foreach (var phase in Enum.GetValues<FailurePhase>())
                {
                    var whatIf = new WhatIf(new ForwardingSimulator(network.Net.Snapshot, network.Overlay), lsps);
                    foreach (var entry in whatIf.Survey(kind, phase))
                        AssertSame(entry, whatIf.Run(new Scenario { Failures = entry.Failures, Phase = phase }), $"seed {seed}, {entry.Failure}, {phase}");
                }
            }
        });
    }

    private static void AssertSame(SurveyEntry entry, ScenarioResult whole, string what)
    {
        var affected = whole.Impacts.Where(i => i.Outcome != LspOutcome.Unchanged).Select(i => $"{i.Lsp.Name} {i.Outcome}");
        Assert.That(entry.Affected.Select(i => $"{i.Lsp.Name} {i.Outcome}"), Is.EqualTo(affected), what);
    }

    [Test]
    public void Scenario_leaves_overload_in_the_level_where_it_is()
    {
        var net = Net.Build("A-B 10 in=L1", "B-C 10 in=L1", "D-B 10 in=L2", "B-E 10 in=L2", "node A", "node B overload=L1", "node C", "node D", "node E");
        SimulatedLsp[] lsps = [new("closed", net.Request("A", "C", 16003)), new("open", net.Request("D", "E", 16005))];
        var whatIf = new WhatIf(new ForwardingSimulator(net.Snapshot), lsps);
        var metric = whatIf.Run(new Scenario { Metrics = [new MetricChange(net.Edge("A-B"), Te: 77)] });
        Assert.That(metric.Impacts.Select(i => i.Outcome), Is.All.EqualTo(LspOutcome.Unchanged));
        var drained = whatIf.Run(new Scenario { Drains = [net["B"]] });
        Assert.That(drained.Impacts[1].Outcome, Is.EqualTo(LspOutcome.Lost));
    }

    [Test]
    public void Survey_tells_each_failure_as_it_is_done_and_stops_when_cancelled()
    {
        var net = Ring();
        var told = new List<SurveyEntry>();
        var entries = Simulate(net).Survey(SurveyKind.Links, progress: new Listener(told.Add));
        Assert.That(told.Select(e => e.Done).Order(), Is.EqualTo(new[] { 1, 2, 3, 4 }));
        Assert.That(entries.Select(e => e.Failure).First(), Does.StartWith("A - B"));
        using var cancellation = new CancellationTokenSource();
        var whatIf = Simulate(net);
        Assert.That(
            () => whatIf.Survey(SurveyKind.Nodes, progress: new Listener(_ => cancellation.Cancel()), cancellation: cancellation.Token),
            Throws.InstanceOf<OperationCanceledException>());
    }

    private sealed class Listener(Action<SurveyEntry> action) : IProgress<SurveyEntry>
    {
        private readonly Lock _lock = new();

        public void Report(SurveyEntry value)
        {
            lock (_lock)
                action(value);
        }
    }
}
