using PceServer.Wire;

namespace PceServer.Pcep;

/// <summary>PCReq (RFC 5440 §6.4): requests, and the sets of them that are to be computed together.</summary>
public sealed record PcReq(ValueList<PathComputationRequest> Requests) : PcepMessage
{
    public ValueList<SynchronizedSet> SynchronizedSets { get; init; }

    public override MessageType Type => MessageType.PcReq;

    public override void WriteObjects(ref WireWriter writer)
    {
        foreach (var set in SynchronizedSets.Span)
            set.Write(ref writer);
        foreach (var request in Requests.Span)
            request.Write(ref writer);
    }
}

/// <summary>A set of requests that depend on each other (RFC 5440 §6.4, RFC 7470 §2): <c>SVEC [OF] [GLOBAL-CONSTRAINTS] [XRO] METRIC* VENDOR-INFORMATION*</c>.</summary>
public sealed record SynchronizedSet(SvecObject Svec)
{
    public OfObject? Of { get; init; }

    public GlobalConstraintsObject? GlobalConstraints { get; init; }

    public ValueList<MetricObject> Metrics { get; init; }

    public XroObject? Xro { get; init; }

    public ValueList<VendorInformationObject> VendorInformation { get; init; }

    /// <summary>Objects that the grammar has no place for: written last.</summary>
    public ValueList<PcepObject> Others { get; init; }

    internal void Write(ref WireWriter writer)
    {
        Svec.Write(ref writer);
        Of?.Write(ref writer);
        GlobalConstraints?.Write(ref writer);
        Xro?.Write(ref writer);
        ObjectWriting.Write(Metrics, ref writer);
        ObjectWriting.Write(VendorInformation, ref writer);
        ObjectWriting.Write(Others, ref writer);
    }
}

/// <summary>
/// One request (RFC 5440 §6.4, RFC 7470 §2, RFC 8233 §5.1, RFC 8697 §6.3.2): <c>RP VENDOR-INFORMATION* END-POINTS [CLASSTYPE] [LSP] [LSPA] [BANDWIDTH] BU*
/// METRIC* [OF] ASSOCIATION* [RRO [BANDWIDTH]] [IRO] [XRO] [LOAD-BALANCING]</c>.
/// </summary>
public sealed record PathComputationRequest(RpObject Rp)
{
    public EndPointsObject? EndPoints { get; init; }

    /// <summary>Instead of END-POINTS: expand this key.</summary>
    public PathKeyObject? PathKey { get; init; }

    public LspObject? Lsp { get; init; }

    public AttributeList Attributes { get; init; } = AttributeList.Empty;

    /// <summary>The class type of a DiffServ-aware TE LSP (RFC 5455 §3.1).</summary>
    public ClassTypeObject? ClassType { get; init; }

    public LoadBalancingObject? LoadBalancing { get; init; }

    /// <summary>The path in use, in a request to reoptimize it.</summary>
    public RroObject? Rro { get; init; }

    /// <summary>The bandwidth of the path in use.</summary>
    public BandwidthObject? RroBandwidth { get; init; }

    public ValueList<AssociationObject> Associations { get; init; }

    /// <summary>Objects that the grammar has no place for: written last.</summary>
    public ValueList<PcepObject> Others { get; init; }

    internal void Write(ref WireWriter writer)
    {
        Rp.Write(ref writer);
        ObjectWriting.Write(Attributes.VendorInformation, ref writer);
        EndPoints?.Write(ref writer);
        PathKey?.Write(ref writer);
        ClassType?.Write(ref writer);
        Lsp?.Write(ref writer);
        Attributes.Lspa?.Write(ref writer);
        Attributes.Bandwidth?.Write(ref writer);
        ObjectWriting.Write(Attributes.BandwidthUtilizations, ref writer);
        ObjectWriting.Write(Attributes.Metrics, ref writer);
        Attributes.Of?.Write(ref writer);
        ObjectWriting.Write(Associations, ref writer);
        Rro?.Write(ref writer);
        RroBandwidth?.Write(ref writer);
        Attributes.Iro?.Write(ref writer);
        Attributes.Xro?.Write(ref writer);
        LoadBalancing?.Write(ref writer);
        ObjectWriting.Write(Others, ref writer);
    }
}
