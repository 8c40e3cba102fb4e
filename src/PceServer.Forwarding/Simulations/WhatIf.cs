using System.Collections.Immutable;
using PceServer.Forwarding.Failures;

namespace PceServer.Forwarding.Simulations;

/// <summary>Answers what becomes of a set of LSPs in networks that differ from the one they were traced on. Their traces of today are made once.</summary>
public sealed class WhatIf
{
    private readonly ForwardingSimulator _simulator;
    private readonly ImmutableArray<SimulatedLsp> _lsps;
    private readonly Trace[] _before;
    private readonly LspIndex _index;

    public WhatIf(ForwardingSimulator simulator, IEnumerable<SimulatedLsp> lsps, CancellationToken cancellation = default)
    {
        _simulator = simulator;
        _lsps = [.. lsps];
        _before = new Trace[_lsps.Length];
        Parallel.For(0, _lsps.Length, new ParallelOptions { CancellationToken = cancellation }, i => _before[i] = simulator.Trace(_lsps[i].Request));
        _index = new LspIndex(simulator.Topology, _before);
    }

    /// <summary>Today's traces, in the order of the LSPs.</summary>
    public IReadOnlyList<Trace> Before => _before;

    /// <summary>Which LSPs lose, move or violate in the scenario, and what the links carry.</summary>
    public ScenarioResult Run(Scenario scenario, CancellationToken cancellation = default)
    {
        var topology = scenario.OnlyFails ? _simulator.Topology : AlteredTopology.Of(_simulator.Topology, scenario);
        var failures = AlteredTopology.Translate(_simulator.Topology, topology, scenario.Failures);
        var simulator = ReferenceEquals(topology, _simulator.Topology) ? _simulator : _simulator.Next(topology, _simulator.Overlay);
        if (!failures.IsEmpty)
            simulator = simulator.Failed(failures, scenario.Phase);
        var edgesBefore = AlteredTopology.EdgesBefore(_simulator.Topology, topology);
        var impacts = new LspImpact[_lsps.Length + scenario.NewLsps.Length];
        Parallel.For(0, impacts.Length, new ParallelOptions { CancellationToken = cancellation }, i => impacts[i] = i < _lsps.Length
            ? ImpactOn(_lsps[i], _before[i], simulator, edgesBefore)
            : ImpactOn(scenario.NewLsps[i - _lsps.Length], null, simulator, edgesBefore));
        return new ScenarioResult(topology, [.. impacts], LinkLoads.Of(_simulator.Topology, topology, impacts));
    }

    /// <summary>
    /// Every single failure of a kind, in parallel, each told to <paramref name="progress"/> when it is done, in any order. Returns them in order.
    /// </summary>
    /// <exception cref="OperationCanceledException">Cancelled; what was told to <paramref name="progress"/> stands.</exception>
    public ImmutableArray<SurveyEntry> Survey(
        SurveyKind kind, FailurePhase phase = FailurePhase.AfterConvergence, IProgress<SurveyEntry>? progress = null, CancellationToken cancellation = default)
    {
        var failures = SurveyFailures.Of(_simulator.Topology, kind);
        var entries = new SurveyEntry[failures.Length];
        var done = 0;
        _simulator.Warm();
        Parallel.For(0, failures.Length, new ParallelOptions { CancellationToken = cancellation }, i =>
        {
            var entry = Survey(failures[i], phase);
            entries[i] = entry with { Done = Interlocked.Increment(ref done), Total = failures.Length };
            progress?.Report(entries[i]);
        });
        return [.. entries];
    }

    /// <summary>Failures take links away and shorten nothing, so an LSP that touches none of the failed parts goes on as it did.</summary>
    private SurveyEntry Survey(NamedFailure failure, FailurePhase phase)
    {
        var touched = _index.Touching(_simulator.Topology, failure.Failures);
        if (touched.Count == 0)
            return new SurveyEntry(failure.Name, failure.Failures, _lsps.Length, []);
        var simulator = _simulator.Failed(failure.Failures, phase);
        var affected = ImmutableArray.CreateBuilder<LspImpact>(touched.Count);
        foreach (var i in touched)
        {
            var impact = ImpactOn(_lsps[i], _before[i], simulator, null);
            if (impact.Outcome != LspOutcome.Unchanged)
                affected.Add(impact);
        }
        return new SurveyEntry(failure.Name, failure.Failures, _lsps.Length - affected.Count, affected.DrainToImmutable());
    }

    private LspImpact ImpactOn(SimulatedLsp lsp, Trace? before, ForwardingSimulator simulator, int[]? edgesBefore)
    {
        if (AlteredTopology.Translate(_simulator.Topology, simulator.Topology, lsp.Request) is not { } request)
        {
            var gone = new Trace(TraceVerdict.Dropped, "The head-end or the destination is not in the topology.", [], [], simulator.Topology.Version);
            return new LspImpact(lsp, LspOutcome.Lost, before, gone);
        }
        var after = simulator.Trace(request);
        var outcome = after.Verdict switch
        {
            TraceVerdict.Delivered => IsSameWay(before, after, edgesBefore) ? LspOutcome.Unchanged : LspOutcome.Moved,
            _ when before is not null && before.Verdict == after.Verdict && IsSameWay(before, after, edgesBefore) => LspOutcome.Unchanged,
            TraceVerdict.ViolatesConstraints => LspOutcome.Violated,
            _ => LspOutcome.Lost,
        };
        return new LspImpact(lsp, outcome, before, after);
    }

    private static bool IsSameWay(Trace? before, Trace after, int[]? edgesBefore)
    {
        if (before is null || before.Edges.Length != after.Edges.Length)
            return false;
        for (var i = 0; i < before.Edges.Length; i++)
        {
            var edge = after.Edges[i].Value;
            if (before.Edges[i].Value != (edgesBefore is null ? edge : edgesBefore[edge]))
                return false;
        }
        return true;
    }
}
