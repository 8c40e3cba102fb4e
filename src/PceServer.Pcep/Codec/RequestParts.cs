namespace PceServer.Pcep;

/// <summary>The parts of one request while its objects come in.</summary>
internal struct RequestParts
{
    public RpObject? Rp;
    public EndPointsObject? EndPoints;
    public LspObject? Lsp;
    public RroObject? Rro;
    public BandwidthObject? RroBandwidth;
    public ProtocolFault? Fault;
    public AttributeParts Attributes;
    public Gathering<AssociationObject> Associations;
    public Gathering<PcepObject> Others;

    /// <summary>A request to expand a path key has a PATH-KEY object instead of END-POINTS (RFC 5520 §3.2).</summary>
    public PathKeyObject? PathKey;
    public ClassTypeObject? ClassType;
    public LoadBalancingObject? LoadBalancing;

    /// <summary>Takes one object; false where it is a second one of a kind that may stand once.</summary>
    public bool Take(PcepObject item, in Grammar grammar)
    {
        switch (item)
        {
            case RpObject rp:
                return Once(ref Rp, rp);
            case EndPointsObject endPoints:
                return Once(ref EndPoints, endPoints);
            case LspObject lsp:
                return Once(ref Lsp, lsp);
            case PathKeyObject pathKey:
                return Once(ref PathKey, pathKey);
            case RroObject rro:
                return Once(ref Rro, rro);
            case BandwidthObject bandwidth when bandwidth.IsExisting || (Rro is not null && RroBandwidth is null && Attributes.Bandwidth is not null):
                return Once(ref RroBandwidth, bandwidth);
            case ClassTypeObject classType:
                return Once(ref ClassType, classType);
            case LoadBalancingObject loadBalancing:
                return Once(ref LoadBalancing, loadBalancing);
            case AssociationObject association:
                Associations.Add(association);
                return true;
            case VerbatimObject verbatim:
                Fault ??= grammar.Judge(verbatim, false);
                Others.Add(verbatim);
                return true;
            case UnreadableObject unreadable:
                Fault ??= Grammar.Unreadable(unreadable);
                Others.Add(unreadable);
                return true;
            default:
                return TakeAttribute(item);
        }
    }

    private bool TakeAttribute(PcepObject item)
    {
        if (Attributes.TryTake(item, out var isDuplicate) && !isDuplicate)
            return true;
        Others.Add(item);
        return !isDuplicate;
    }

    public readonly PathComputationRequest ToRequest() => new(Rp!)
    {
        EndPoints = EndPoints,
        PathKey = PathKey,
        ClassType = ClassType,
        LoadBalancing = LoadBalancing,
        Lsp = Lsp,
        Attributes = Attributes.ToAttributeList(),
        Rro = Rro,
        RroBandwidth = RroBandwidth,
        Associations = Associations.ToValueList(),
        Others = Others.ToValueList(),
    };

    private bool Once<T>(ref T? place, T item) where T : PcepObject
    {
        if (place is null)
        {
            place = item;
            return true;
        }
        Others.Add(item);
        return false;
    }
}

/// <summary>A synchronized set while its objects come in.</summary>
internal struct SetParts
{
    public SvecObject? Svec;
    private OfObject? _of;
    private XroObject? _xro;
    private GlobalConstraintsObject? _constraints;
    private Gathering<MetricObject> _metrics;
    private Gathering<VendorInformationObject> _vendors;

    /// <summary>False where the object has no place in a set.</summary>
    public bool Take(PcepObject item)
    {
        switch (item)
        {
            case OfObject of when _of is null:
                _of = of;
                return true;
            case XroObject xro when _xro is null:
                _xro = xro;
                return true;
            case GlobalConstraintsObject constraints when _constraints is null:
                _constraints = constraints;
                return true;
            case MetricObject metric:
                _metrics.Add(metric);
                return true;
            case VendorInformationObject vendor:
                _vendors.Add(vendor);
                return true;
            default:
                return false;
        }
    }

    public void Finish(ref Gathering<SynchronizedSet> sets)
    {
        if (Svec is not null)
        {
            sets.Add(new SynchronizedSet(Svec)
            {
                Of = _of,
                Xro = _xro,
                GlobalConstraints = _constraints,
                Metrics = _metrics.ToValueList(),
                VendorInformation = _vendors.ToValueList(),
            });
        }
        this = default;
    }
}
