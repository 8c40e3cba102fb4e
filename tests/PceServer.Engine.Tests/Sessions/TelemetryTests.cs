using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using PceServer.Engine.Telemetry;
using PceServer.Pcep;
using PceServer.Testing;

namespace PceServer.Engine.Tests.Sessions;

public sealed class TelemetryTests
{
    [Test]
    public async Task Delegation_and_reaction_leave_metrics_and_traces()
    {
        var metrics = new ConcurrentDictionary<string, bool>();
        using var meters = new MeterListener { InstrumentPublished = (instrument, listener) => { if (instrument.Meter.Name == EngineTelemetry.Name) listener.EnableMeasurementEvents(instrument); } };
        meters.SetMeasurementEventCallback<long>((instrument, _, _, _) => metrics[instrument.Name] = true);
        meters.SetMeasurementEventCallback<double>((instrument, _, _, _) => metrics[instrument.Name] = true);
        meters.Start();
        var activities = new ConcurrentDictionary<string, bool>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == EngineTelemetry.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity => activities[activity.OperationName] = true,
        };
        ActivitySource.AddActivityListener(listener);
        var net = Net.Build(EngineBench.Square);
        await using var bench = await EngineBench.StartAsync(net);
        var pcc = await bench.PccAsync("10.0.0.1");
        await pcc.ReportAsync(Said.Report(net, 1, "to-D", "A", "D", []) with { Attributes = new AttributeList { Lspa = new LspaObject(8, 0, 0) } });
        await bench.FeedAsync(Net.Build([.. EngineBench.Square, "set A-B 10 color=0x8"]));
        await bench.Engine.SettleAsync();
        Assert.That(metrics.Keys, Is.SupersetOf(new[]
        {
            "pce.pcep.sessions", "pce.pcep.messages", "pce.computations", "pce.computation.duration", "pce.gate.duration", "pce.event_to_update.duration", "pce.topology.snapshots",
        }));
        Assert.That(activities.Keys, Is.SupersetOf(new[] { "path.compute", "pcep.update" }));
    }
}
