using System.Diagnostics;
using System.Diagnostics.Metrics;
using PceServer.Engine.Paths;
using PceServer.Forwarding;

namespace PceServer.Engine.Telemetry;

/// <summary>The engine's traces and metrics. The SDK that exports them lives in the host.</summary>
public static class EngineTelemetry
{
    public const string Name = "PceServer.Engine";

    public static readonly ActivitySource Activities = new(Name);

    private static readonly Meter s_meter = new(Name);
    private static readonly Histogram<double> s_computeSeconds = s_meter.CreateHistogram<double>(
        "pce.computation.duration", "s", "Time from a question to a proven path or an explanation");
    private static readonly Counter<long> s_computations = s_meter.CreateCounter<long>("pce.computations", description: "Computations by outcome");
    private static readonly Histogram<double> s_gateSeconds = s_meter.CreateHistogram<double>("pce.gate.duration", "s", "Walk of one candidate by the forwarding simulator");
    private static readonly Counter<long> s_gateRefusals = s_meter.CreateCounter<long>("pce.gate.refusals", description: "Candidates refused, by verdict");
    private static readonly Counter<long> s_explicitPaths = s_meter.CreateCounter<long>(
        "pce.explicit_paths", description: "Explicit lists of operators: accepted, overridden (sent against the gate), refused, released");
    private static readonly Histogram<double> s_eventToUpdateSeconds = s_meter.CreateHistogram<double>(
        "pce.event_to_update.duration", "s", "From the arrival of a topology change to the PCUpd that it caused");
    private static readonly Counter<long> s_pcepMessages = s_meter.CreateCounter<long>("pce.pcep.messages", description: "PCEP messages by type and direction");
    private static readonly Counter<long> s_pcepErrors = s_meter.CreateCounter<long>("pce.pcep.errors", description: "PCErr by type, value and direction");
    private static readonly Counter<long> s_deviations = s_meter.CreateCounter<long>("pce.pcep.deviations", description: "Accepted deviations from the RFCs, by PCC");
    private static readonly UpDownCounter<long> s_sessions = s_meter.CreateUpDownCounter<long>("pce.pcep.sessions", description: "PCEP sessions that are up");
    private static readonly UpDownCounter<long> s_bgpSessions = s_meter.CreateUpDownCounter<long>("pce.bgp.sessions", description: "BGP sessions that are established");
    private static readonly Counter<long> s_bgpMessages = s_meter.CreateCounter<long>("pce.bgp.messages", description: "BGP messages by type and direction");
    private static readonly Counter<long> s_drifts = s_meter.CreateCounter<long>("pce.watch.drifts", description: "Reported lists that stopped being delivered within their constraints");
    private static readonly Counter<long> s_snapshots = s_meter.CreateCounter<long>("pce.topology.snapshots", description: "Topology snapshots published");
    private static readonly Histogram<double> s_flushSeconds = s_meter.CreateHistogram<double>("pce.topology.flush.duration", "s", "Making of one snapshot");

    public static void Computed(PathAnswer answer)
    {
        var outcome = new KeyValuePair<string, object?>("outcome", answer is PathAnswer.NotFound no ? no.Explanation.Reason.ToString() : "Found");
        s_computations.Add(1, outcome);
        s_computeSeconds.Record(answer.Elapsed.TotalSeconds, outcome);
    }

    public static void Gated(TraceVerdict verdict, TimeSpan elapsed)
    {
        s_gateSeconds.Record(elapsed.TotalSeconds);
        if (verdict != TraceVerdict.Delivered)
            s_gateRefusals.Add(1, new KeyValuePair<string, object?>("verdict", verdict.ToString()));
    }

    public static void ExplicitPath(string outcome) => s_explicitPaths.Add(1, new KeyValuePair<string, object?>("outcome", outcome));

    public static void EventToUpdate(TimeSpan latency) => s_eventToUpdateSeconds.Record(latency.TotalSeconds);

    public static void PcepMessage(string type, string direction) => s_pcepMessages.Add(1, new("type", type), new KeyValuePair<string, object?>("direction", direction));

    public static void PcepError(byte type, byte value, string direction) =>
        s_pcepErrors.Add(1, new("error", $"{type}/{value}"), new KeyValuePair<string, object?>("direction", direction));

    public static void Deviation(string pcc, string deviation) => s_deviations.Add(1, new("pcc", pcc), new KeyValuePair<string, object?>("deviation", deviation));

    public static void Sessions(int change) => s_sessions.Add(change);

    public static void BgpSessions(int change) => s_bgpSessions.Add(change);

    public static void BgpMessages(string type, string direction, int count) => s_bgpMessages.Add(count, new("type", type), new KeyValuePair<string, object?>("direction", direction));

    public static void Drift(string pcc) => s_drifts.Add(1, new KeyValuePair<string, object?>("pcc", pcc));

    public static void Snapshot(TimeSpan elapsed)
    {
        s_snapshots.Add(1);
        s_flushSeconds.Record(elapsed.TotalSeconds);
    }
}
