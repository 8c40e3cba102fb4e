using System.Collections.Immutable;
using System.Diagnostics.Metrics;
using PceServer.Engine;
using PceServer.Engine.Queries;
using PceServer.Topology;

namespace PceServer.Telemetry;

/// <summary>Looks each new topology over: what is wrong with it is counted as a metric, and what has come or gone is logged.</summary>
internal sealed partial class TopologyHealthWatch : BackgroundService
{
    private const int MostLogged = 20;
    private readonly PceEngine _engine;
    private readonly ILogger _log;
    private readonly Meter _meter = new("PceServer.Host");
    private ImmutableHashSet<HealthFinding> _findings = [];

    public TopologyHealthWatch(PceEngine engine, ILogger<TopologyHealthWatch> log)
    {
        (_engine, _log) = (engine, log);
        _meter.CreateObservableGauge("pce.topology.findings", Count, description: "Findings about the topology, by severity");
    }

    public override void Dispose()
    {
        _meter.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var events = _engine.Watch(stoppingToken);
        Look();
        try
        {
            await foreach (var happened in events)
            {
                // A session that is lost makes findings without a change of the topology.
                if (happened.Kind is PceEventKind.Topology or PceEventKind.Bgp)
                    Look();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The server stops.
        }
    }

    /// <summary>Always at the newest snapshot: those that came and went meanwhile are passed over.</summary>
    private void Look()
    {
        var topology = _engine.Topology;
        var before = _findings;
        _findings = [.. _engine.TopologyHealth(topology)];
        var come = _findings.Except(before);
        foreach (var finding in come.OrderByDescending(f => f.Severity).Take(MostLogged))
        {
            var level = LevelOf(finding.Severity);
            if (_log.IsEnabled(level))
                LogFinding(level, topology.Version, finding.Kind, finding.Message);
        }
        var (gone, total) = (before.Except(_findings).Count, _findings.Count);
        if (come.Count > MostLogged || gone > 0)
            LogChange(topology.Version, come.Count, gone, total);
    }

    private IEnumerable<Measurement<int>> Count()
    {
        var findings = _findings;
        return Enum.GetValues<HealthSeverity>().Select(severity => new Measurement<int>(
            findings.Count(f => f.Severity == severity), new KeyValuePair<string, object?>("severity", severity.ToString())));
    }

    private static LogLevel LevelOf(HealthSeverity severity) => severity switch
    {
        HealthSeverity.Error => LogLevel.Error,
        HealthSeverity.Warning => LogLevel.Warning,
        _ => LogLevel.Debug,
    };
}
