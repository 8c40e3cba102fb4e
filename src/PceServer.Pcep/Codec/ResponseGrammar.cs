namespace PceServer.Pcep;

/// <summary>PCRep (RFC 5440 §6.5): responses that each begin with RP; a path begins with its ERO.</summary>
internal static class ResponseGrammar
{
    public static PcRep Read(ref Grammar grammar)
    {
        var sets = new Gathering<SynchronizedSet>();
        var responses = new Gathering<PathComputationResponse>();
        var set = new SetParts();
        var parts = new ResponseParts();
        foreach (var item in grammar.Objects)
        {
            if (item is SvecObject svec)
            {
                set.Finish(ref sets);
                set = new SetParts { Svec = svec };
                continue;
            }
            if (item is RpObject)
                set.Finish(ref sets);
            if (set.Svec is not null && set.Take(item))
                continue;
            if (item is RpObject && parts.Rp is not null)
            {
                Accept(ref parts, ref grammar, ref responses);
                parts = new ResponseParts();
            }
            if (!parts.Take(item))
                grammar.Note(DeviationSet.DuplicateObject);
        }
        set.Finish(ref sets);
        Accept(ref parts, ref grammar, ref responses);
        return new PcRep(responses.ToValueList()) { SynchronizedSets = sets.ToValueList(), HeaderFlags = grammar.HeaderFlags };
    }

    private static void Accept(ref ResponseParts parts, ref Grammar grammar, ref Gathering<PathComputationResponse> responses)
    {
        if (parts.Rp is not { } rp)
        {
            grammar.Fault(new ProtocolFault(PcepErrors.RpMissing, FaultScope.Message, "RP is missing"));
            return;
        }
        var response = parts.ToResponse();
        if (parts.Fault is { } fault)
            grammar.Fault(fault with { Rp = rp, Lsp = parts.Lsp });
        else
            responses.Add(response);
    }
}

/// <summary>The parts of one response while its objects come in.</summary>
internal struct ResponseParts
{
    public RpObject? Rp;
    public LspObject? Lsp;
    public ProtocolFault? Fault;
    private NoPathObject? _noPath;
    private PathAttribObject? _nextAttrib;
    private PathAttribObject? _pathAttrib;
    private EroObject? _ero;
    private AttributeList? _responseAttributes;
    private AttributeParts _attributes;
    private Gathering<AssociationObject> _associations;
    private Gathering<ResponsePath> _paths;
    private Gathering<PcepObject> _others;

    /// <summary>Takes one object; false where it is a second one of a kind that may stand once.</summary>
    public bool Take(PcepObject item)
    {
        switch (item)
        {
            case RpObject rp:
                Rp = rp;
                return true;
            case EroObject ero:
                FinishPath();
                _ero = ero;
                _pathAttrib = _nextAttrib;
                _nextAttrib = null;
                return true;
            case NoPathObject noPath when _noPath is null:
                _noPath = noPath;
                return true;
            case LspObject lsp when Lsp is null:
                Lsp = lsp;
                return true;
            case AssociationObject association:
                _associations.Add(association);
                return true;
            case PathAttribObject attrib when _nextAttrib is null:
                _nextAttrib = attrib;
                return true;
            default:
                return TakeRest(item);
        }
    }

    public PathComputationResponse ToResponse()
    {
        FinishPath();
        if (_nextAttrib is not null)
            _others.Add(_nextAttrib);
        return new PathComputationResponse(Rp!)
        {
            Lsp = Lsp,
            NoPath = _noPath,
            Associations = _associations.ToValueList(),
            Attributes = _responseAttributes ?? AttributeList.Empty,
            Paths = _paths.ToValueList(),
            Others = _others.ToValueList(),
        };
    }

    private bool TakeRest(PcepObject item)
    {
        if (item is UnreadableObject unreadable)
            Fault ??= Grammar.Unreadable(unreadable);
        if (_attributes.TryTake(item, out var isDuplicate) && !isDuplicate)
            return true;
        _others.Add(item);
        return !isDuplicate && item is not (NoPathObject or LspObject or PathAttribObject);
    }

    // Attributes before the first ERO belong to the response, those after an ERO to its path.
    private void FinishPath()
    {
        var attributes = _attributes.ToAttributeList();
        _attributes = default;
        if (_ero is null)
            _responseAttributes = attributes;
        else
            _paths.Add(new ResponsePath(_ero) { PathAttrib = _pathAttrib, Attributes = attributes });
        _ero = null;
    }
}
