using PceServer.Wire;

namespace PceServer.Pcep;

/// <summary>The parts of one report, update or initiation while its objects come in.</summary>
internal struct LspParts
{
    public SrpObject? Srp;
    public LspObject? Lsp;
    public EndPointsObject? EndPoints;
    public ProtocolFault? Fault;
    public PathAttribObject? PathAttrib;
    public EroObject? Ero;
    public RroObject? Rro;
    public AttributeParts Attributes;
    public Gathering<AssociationObject> Associations;
    public Gathering<SignaledPath> MorePaths;
    public Gathering<PcepObject> Others;

    /// <summary>BANDWIDTH and METRIC right after an ERO: those of the path in use where an RRO follows, else those that are asked for.</summary>
    public BandwidthObject? ActualBandwidth;
    public ValueList<MetricObject> ActualMetrics;
    private Gathering<MetricObject> _floatingMetrics;
    private BandwidthObject? _floatingBandwidth;
    private PathAttribObject? _nextAttrib;
    private bool _isFloating;

    /// <summary>Labels of a central controller stand in the place of a path (RFC 9050 §6.1).</summary>
    public bool HasCci;

    public readonly bool HasPath => Ero is not null || Rro is not null;

    /// <summary>Takes one object; false where it is a second one of a kind that may stand once.</summary>
    public bool Take(PcepObject item, in Grammar grammar)
    {
        switch (item)
        {
            case SrpObject srp:
                return Once(ref Srp, srp);
            case LspObject lsp:
                return Once(ref Lsp, lsp);
            case EroObject ero:
                TakeEro(ero);
                return true;
            case MetricObject metric when _isFloating:
                _floatingMetrics.Add(metric);
                return true;
            case BandwidthObject bandwidth:
                return TakeBandwidth(bandwidth);
            case RroObject rro:
                return TakeRro(rro);
            default:
                return TakeRest(item, grammar);
        }
    }

    public AttributeList Finish()
    {
        Land();
        if (_nextAttrib is not null)
            Others.Add(_nextAttrib);
        return Attributes.ToAttributeList();
    }

    private bool TakeRest(PcepObject item, in Grammar grammar)
    {
        Land();
        switch (item)
        {
            case AssociationObject association:
                Associations.Add(association);
                return true;
            case EndPointsObject endPoints:
                return Once(ref EndPoints, endPoints);
            case PathAttribObject attrib:
                if (_nextAttrib is not null)
                    Others.Add(_nextAttrib);
                _nextAttrib = attrib;
                return true;
            case VerbatimObject verbatim:
                Fault ??= grammar.Judge(verbatim, true);
                Others.Add(verbatim);
                return true;
            case UnreadableObject unreadable:
                Fault ??= Grammar.Unreadable(unreadable);
                Others.Add(unreadable);
                return true;
            case CciObject cci:
                HasCci = true;
                Others.Add(cci);
                return true;
            default:
                if (Attributes.TryTake(item, out var isDuplicate))
                    return !isDuplicate;
                Others.Add(item);
                return true;
        }
    }

    private void TakeEro(EroObject ero)
    {
        Land();
        if (Ero is null && MorePaths.Count == 0)
        {
            Ero = ero;
            PathAttrib = _nextAttrib;
        }
        else
        {
            MorePaths.Add(new SignaledPath { PathAttrib = _nextAttrib, Ero = ero });
        }
        _nextAttrib = null;
        _isFloating = true;
    }

    private bool TakeRro(RroObject rro)
    {
        if (_isFloating && Rro is null)
        {
            ActualBandwidth ??= _floatingBandwidth;
            ActualMetrics = _floatingMetrics.ToValueList();
            _floatingMetrics = default;
            _floatingBandwidth = null;
        }
        Land();
        if (Rro is null && _nextAttrib is null)
        {
            Rro = rro;
            return true;
        }
        if (_nextAttrib is null)
        {
            Others.Add(rro);
            return false;
        }
        MorePaths.Add(new SignaledPath { PathAttrib = _nextAttrib, Rro = rro });
        _nextAttrib = null;
        return true;
    }

    private bool TakeBandwidth(BandwidthObject bandwidth)
    {
        if (bandwidth.IsExisting)
            return Once(ref ActualBandwidth, bandwidth);
        return _isFloating ? Once(ref _floatingBandwidth, bandwidth) : Once(ref Attributes.Bandwidth, bandwidth);
    }

    // What floated turns out to be part of the attributes that are asked for.
    private void Land()
    {
        if (!_isFloating)
            return;
        _isFloating = false;
        Attributes.Metrics.AddAll(_floatingMetrics);
        if (_floatingBandwidth is not null)
            Once(ref Attributes.Bandwidth, _floatingBandwidth);
        _floatingMetrics = default;
        _floatingBandwidth = null;
    }

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
