using PceServer.Wire;

namespace PceServer.Pcep;

/// <summary>PCInitiate (RFC 8281 §5.1): requests to make, take over or remove PCE-initiated LSPs.</summary>
public sealed record PcInitiate(ValueList<InitiateRequest> Requests) : PcepMessage
{
    public override MessageType Type => MessageType.PcInitiate;

    public override void WriteObjects(ref WireWriter writer)
    {
        foreach (var request in Requests.Span)
            request.Write(ref writer);
    }
}

/// <summary>
/// One request (RFC 8281 §5.1, RFC 8697 §6.3.1): to make an LSP <c>SRP LSP [END-POINTS] ERO ASSOCIATION* attributes</c>, to remove or take over one
/// <c>SRP LSP</c>; with a central controller <c>SRP LSP CCI+</c> (RFC 9050 §6.1).
/// </summary>
public sealed record InitiateRequest(LspObject Lsp) : LspRequest(Lsp)
{
    public EndPointsObject? EndPoints { get; init; }

    internal override void Write(ref WireWriter writer)
    {
        Srp?.Write(ref writer);
        Lsp.Write(ref writer);
        EndPoints?.Write(ref writer);
        PathAttrib?.Write(ref writer);
        Ero?.Write(ref writer);
        foreach (var path in MorePaths.Span)
            path.Write(ref writer);
        ObjectWriting.Write(Associations, ref writer);
        WriteTail(ref writer);
    }
}
