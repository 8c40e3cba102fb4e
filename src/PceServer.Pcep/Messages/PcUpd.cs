using PceServer.Wire;

namespace PceServer.Pcep;

/// <summary>PCUpd (RFC 8231 §6.2): update requests.</summary>
public sealed record PcUpd(ValueList<UpdateRequest> Requests) : PcepMessage
{
    public override MessageType Type => MessageType.PcUpd;

    public override void WriteObjects(ref WireWriter writer)
    {
        foreach (var request in Requests.Span)
            request.Write(ref writer);
    }
}

/// <summary>One update request (RFC 8231 §6.2): <c>SRP LSP ASSOCIATION* (ERO | (PATH-ATTRIB ERO)+) attributes</c>.</summary>
public sealed record UpdateRequest(LspObject Lsp) : LspRequest(Lsp)
{
    internal override void Write(ref WireWriter writer)
    {
        WriteHead(ref writer);
        PathAttrib?.Write(ref writer);
        Ero?.Write(ref writer);
        foreach (var path in MorePaths.Span)
            path.Write(ref writer);
        WriteTail(ref writer);
    }
}
