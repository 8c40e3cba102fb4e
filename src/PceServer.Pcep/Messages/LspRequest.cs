using PceServer.Wire;

namespace PceServer.Pcep;

/// <summary>One of several paths of an LSP: <c>[PATH-ATTRIB] ERO [RRO]</c> (RFC 10066).</summary>
public sealed record SignaledPath
{
    public PathAttribObject? PathAttrib { get; init; }

    public EroObject? Ero { get; init; }

    public RroObject? Rro { get; init; }

    internal void Write(ref WireWriter writer)
    {
        PathAttrib?.Write(ref writer);
        Ero?.Write(ref writer);
        Rro?.Write(ref writer);
    }
}

/// <summary>What state reports, update requests and initiate requests have in common: the LSP, its groups, its path or paths, its attributes.</summary>
public abstract record LspRequest(LspObject Lsp)
{
    public SrpObject? Srp { get; init; }

    public ValueList<AssociationObject> Associations { get; init; }

    /// <summary>Stands before the first ERO where the LSP has several paths.</summary>
    public PathAttribObject? PathAttrib { get; init; }

    /// <summary>The path; empty stands for none. Null only where the grammar lets it be absent.</summary>
    public EroObject? Ero { get; init; }

    /// <summary>The second path and those after it.</summary>
    public ValueList<SignaledPath> MorePaths { get; init; }

    public AttributeList Attributes { get; init; } = AttributeList.Empty;

    /// <summary>Objects that the grammar has no place for: written last.</summary>
    public ValueList<PcepObject> Others { get; init; }

    internal abstract void Write(ref WireWriter writer);

    protected void WriteHead(ref WireWriter writer)
    {
        Srp?.Write(ref writer);
        Lsp.Write(ref writer);
        ObjectWriting.Write(Associations, ref writer);
    }

    protected void WriteTail(ref WireWriter writer)
    {
        Attributes.Write(ref writer);
        ObjectWriting.Write(Others, ref writer);
    }
}
