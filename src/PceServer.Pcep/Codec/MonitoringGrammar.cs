namespace PceServer.Pcep;

/// <summary>PCMonReq and PCMonRep (RFC 5886 §3).</summary>
internal static class MonitoringGrammar
{
    public static PcMonReq? ReadRequest(ref Grammar grammar)
    {
        MonitoringObject? monitoring = null;
        PccIdReqObject? pcc = null;
        var pces = new Gathering<PceIdObject>();
        var rest = new Gathering<PcepObject>();
        foreach (var item in grammar.Objects)
        {
            if (item is MonitoringObject found && monitoring is null)
                monitoring = found;
            else if (item is PccIdReqObject id && pcc is null)
                pcc = id;
            else if (item is PceIdObject pce)
                pces.Add(pce);
            else
                rest.Add(item);
        }
        if (monitoring is null)
        {
            grammar.Fault(new ProtocolFault(PcepErrors.MonitoringMissing, FaultScope.Message, "MONITORING is missing"));
            return null;
        }
        var requests = rest.Count == 0 ? new PcReq(default(Wire.ValueList<PathComputationRequest>)) : RequestGrammar.Read(ref grammar, rest.ToValueList().Span);
        return new PcMonReq(monitoring)
        {
            PccIdReq = pcc,
            PceIds = pces.ToValueList(),
            SynchronizedSets = requests.SynchronizedSets,
            Requests = requests.Requests,
            HeaderFlags = grammar.HeaderFlags,
        };
    }

    public static PcMonRep? ReadReply(ref Grammar grammar)
    {
        MonitoringObject? monitoring = null;
        PccIdReqObject? pcc = null;
        RpObject? rp = null;
        MonitoredPce? pce = null;
        var metrics = new Gathering<MonitoredPce>();
        var others = new Gathering<PcepObject>();
        foreach (var item in grammar.Objects)
        {
            switch (item)
            {
                case MonitoringObject found when monitoring is null:
                    monitoring = found;
                    break;
                case PccIdReqObject id when pcc is null:
                    pcc = id;
                    break;
                case RpObject found:
                    Finish();
                    rp = found;
                    break;
                case PceIdObject id:
                    Finish();
                    pce = new MonitoredPce(id) { Rp = rp };
                    rp = null;
                    break;
                case ProcTimeObject time when pce is { ProcTime: null }:
                    pce = pce with { ProcTime = time };
                    break;
                case OverloadObject overload when pce is { Overload: null }:
                    pce = pce with { Overload = overload };
                    break;
                default:
                    others.Add(item);
                    break;
            }
        }
        Finish();
        if (rp is not null)
            others.Add(rp);
        if (monitoring is null)
        {
            grammar.Fault(new ProtocolFault(PcepErrors.MonitoringMissing, FaultScope.Message, "MONITORING is missing"));
            return null;
        }
        return new PcMonRep(monitoring) { PccIdReq = pcc, Metrics = metrics.ToValueList(), Others = others.ToValueList(), HeaderFlags = grammar.HeaderFlags };

        void Finish()
        {
            if (pce is not null)
                metrics.Add(pce);
            pce = null;
        }
    }
}
