using PceServer.Wire;

namespace PceServer.Pcep;

/// <summary>PCRpt (RFC 8231 §6.1): state reports.</summary>
public sealed record PcRpt(ValueList<StateReport> Reports) : PcepMessage
{
    public override MessageType Type => MessageType.PcRpt;

    public override void WriteObjects(ref WireWriter writer)
    {
        foreach (var report in Reports.Span)
            report.Write(ref writer);
    }
}

/// <summary>
/// One state report (RFC 8231 §6.1): <c>[SRP] LSP ASSOCIATION* path</c>, where the path is
/// <c>ERO [[BANDWIDTH] METRIC* RRO] attributes</c> and, with several paths, <c>(PATH-ATTRIB ERO [RRO])+</c>.
/// </summary>
public sealed record StateReport(LspObject Lsp) : LspRequest(Lsp)
{
    public RroObject? Rro { get; init; }

    /// <summary>Bandwidth in use, which stands between ERO and RRO.</summary>
    public BandwidthObject? ActualBandwidth { get; init; }

    /// <summary>Metrics of the path in use, which stand between ERO and RRO.</summary>
    public ValueList<MetricObject> ActualMetrics { get; init; }

    internal override void Write(ref WireWriter writer)
    {
        WriteHead(ref writer);
        PathAttrib?.Write(ref writer);
        Ero?.Write(ref writer);
        ActualBandwidth?.Write(ref writer);
        ObjectWriting.Write(ActualMetrics, ref writer);
        Rro?.Write(ref writer);
        foreach (var path in MorePaths.Span)
            path.Write(ref writer);
        WriteTail(ref writer);
    }
}
