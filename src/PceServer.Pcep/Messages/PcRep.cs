using PceServer.Wire;

namespace PceServer.Pcep;

/// <summary>PCRep (RFC 5440 §6.5): responses.</summary>
public sealed record PcRep(ValueList<PathComputationResponse> Responses) : PcepMessage
{
    public ValueList<SynchronizedSet> SynchronizedSets { get; init; }

    public override MessageType Type => MessageType.PcRep;

    public override void WriteObjects(ref WireWriter writer)
    {
        foreach (var set in SynchronizedSets.Span)
            set.Write(ref writer);
        foreach (var response in Responses.Span)
            response.Write(ref writer);
    }
}

/// <summary>One response (RFC 5440 §6.5, RFC 8697 §6.3.3): <c>RP [LSP] [NO-PATH] ASSOCIATION* attributes path*</c>.</summary>
public sealed record PathComputationResponse(RpObject Rp)
{
    public LspObject? Lsp { get; init; }

    public NoPathObject? NoPath { get; init; }

    public ValueList<AssociationObject> Associations { get; init; }

    /// <summary>What stands before any path: with NO-PATH the constraints that could not be met.</summary>
    public AttributeList Attributes { get; init; } = AttributeList.Empty;

    public ValueList<ResponsePath> Paths { get; init; }

    /// <summary>Objects that the grammar has no place for: written last.</summary>
    public ValueList<PcepObject> Others { get; init; }

    internal void Write(ref WireWriter writer)
    {
        Rp.Write(ref writer);
        Lsp?.Write(ref writer);
        NoPath?.Write(ref writer);
        ObjectWriting.Write(Associations, ref writer);
        Attributes.Write(ref writer);
        foreach (var path in Paths.Span)
            path.Write(ref writer);
        ObjectWriting.Write(Others, ref writer);
    }
}

/// <summary>One path of a response (RFC 5440 §6.5): <c>[PATH-ATTRIB] ERO attributes</c>.</summary>
public sealed record ResponsePath(EroObject Ero)
{
    public PathAttribObject? PathAttrib { get; init; }

    public AttributeList Attributes { get; init; } = AttributeList.Empty;

    internal void Write(ref WireWriter writer)
    {
        PathAttrib?.Write(ref writer);
        Ero.Write(ref writer);
        Attributes.Write(ref writer);
    }
}
