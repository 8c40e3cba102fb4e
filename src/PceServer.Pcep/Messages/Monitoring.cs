using PceServer.Wire;

namespace PceServer.Pcep;

/// <summary>PCMonReq (RFC 5886 §3.1): <c>MONITORING PCC-ID-REQ PCE-ID* SVEC-list request*</c>.</summary>
public sealed record PcMonReq(MonitoringObject Monitoring) : PcepMessage
{
    public PccIdReqObject? PccIdReq { get; init; }

    /// <summary>The PCEs that the monitoring is to pass.</summary>
    public ValueList<PceIdObject> PceIds { get; init; }

    public ValueList<SynchronizedSet> SynchronizedSets { get; init; }

    public ValueList<PathComputationRequest> Requests { get; init; }

    /// <summary>Objects that the grammar has no place for: written last.</summary>
    public ValueList<PcepObject> Others { get; init; }

    public override MessageType Type => MessageType.PcMonReq;

    public override void WriteObjects(ref WireWriter writer)
    {
        Monitoring.Write(ref writer);
        PccIdReq?.Write(ref writer);
        ObjectWriting.Write(PceIds, ref writer);
        foreach (var set in SynchronizedSets.Span)
            set.Write(ref writer);
        foreach (var request in Requests.Span)
            request.Write(ref writer);
        ObjectWriting.Write(Others, ref writer);
    }
}

/// <summary>PCMonRep (RFC 5886 §3.2): <c>MONITORING PCC-ID-REQ ([RP] (PCE-ID [PROC-TIME] [OVERLOAD])+)*</c>.</summary>
public sealed record PcMonRep(MonitoringObject Monitoring) : PcepMessage
{
    public PccIdReqObject? PccIdReq { get; init; }

    public ValueList<MonitoredPce> Metrics { get; init; }

    /// <summary>Objects that the grammar has no place for: written last.</summary>
    public ValueList<PcepObject> Others { get; init; }

    public override MessageType Type => MessageType.PcMonRep;

    public override void WriteObjects(ref WireWriter writer)
    {
        Monitoring.Write(ref writer);
        PccIdReq?.Write(ref writer);
        foreach (var metric in Metrics.Span)
            metric.Write(ref writer);
        ObjectWriting.Write(Others, ref writer);
    }
}

/// <summary>What was measured of one PCE (RFC 5886 §3.2): <c>[RP] PCE-ID [PROC-TIME] [OVERLOAD]</c>.</summary>
public sealed record MonitoredPce(PceIdObject PceId)
{
    /// <summary>The request that it was measured for: stands before the first PCE of that request.</summary>
    public RpObject? Rp { get; init; }

    public ProcTimeObject? ProcTime { get; init; }

    public OverloadObject? Overload { get; init; }

    internal void Write(ref WireWriter writer)
    {
        Rp?.Write(ref writer);
        PceId.Write(ref writer);
        ProcTime?.Write(ref writer);
        Overload?.Write(ref writer);
    }
}
