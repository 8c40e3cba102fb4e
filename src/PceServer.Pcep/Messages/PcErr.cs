using PceServer.Wire;

namespace PceServer.Pcep;

/// <summary>PCErr (RFC 5440 §6.7, RFC 8231 §6.3): errors, each group with the requests that it is about, and during establishment an OPEN.</summary>
public sealed record PcErr(ValueList<ErrorGroup> Groups) : PcepMessage
{
    public PcErr(PcepErrorCode error) : this([new ErrorGroup([new PcepErrorObject(error)])])
    {
    }

    public OpenObject? OpenObject { get; init; }

    public override MessageType Type => MessageType.PcErr;

    /// <summary>The answer to a fault, naming what the fault is about.</summary>
    public static PcErr For(ProtocolFault fault)
    {
        var group = new ErrorGroup([new PcepErrorObject(fault.Error), .. fault.Further.Select(error => new PcepErrorObject(error))]);
        // RFC 5440 §7.4: in a PCErr the P flag of RP is clear.
        if (fault.Rp is { } rp)
            group = group with { Requests = [new RpObject(rp.RequestId) { HeaderFlags = ObjectFlags.None }] };
        if (fault.Srp is { } srp)
            group = group with { Srps = [srp with { HeaderFlags = ObjectFlags.None }] };
        return new PcErr([group]);
    }

    /// <summary>
    /// The same with the first error once more in front of what it is about. The grammar allows an error that names nothing (RFC 5440 §6.7), and a peer
    /// built on pceplib, FRR 8 among them, reads nothing more on a session once a PCErr begins with anything but a PCEP-ERROR.
    /// </summary>
    public PcErr WithErrorFirst() => Groups.Count > 0 && Groups[0] is { } first && (first.Requests.Count | first.Srps.Count) != 0
        ? this with { Groups = [new ErrorGroup(first.Errors), .. Groups] }
        : this;

    public override void WriteObjects(ref WireWriter writer)
    {
        foreach (var group in Groups.Span)
            group.Write(ref writer);
        OpenObject?.Write(ref writer);
    }
}

/// <summary>Errors and what they are about (RFC 8231 §6.3, §8.5): <c>(RP* | SRP*) PCEP-ERROR+ LSP*</c>.</summary>
public sealed record ErrorGroup(ValueList<PcepErrorObject> Errors)
{
    public ValueList<RpObject> Requests { get; init; }

    public ValueList<SrpObject> Srps { get; init; }

    public ValueList<LspObject> Lsps { get; init; }

    /// <summary>Objects that the grammar has no place for: written last.</summary>
    public ValueList<PcepObject> Others { get; init; }

    internal void Write(ref WireWriter writer)
    {
        ObjectWriting.Write(Requests, ref writer);
        ObjectWriting.Write(Srps, ref writer);
        ObjectWriting.Write(Errors, ref writer);
        ObjectWriting.Write(Lsps, ref writer);
        ObjectWriting.Write(Others, ref writer);
    }
}
