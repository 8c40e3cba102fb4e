using System.Globalization;
using PceServer.Wire;

namespace PceServer.Pcep;

/// <summary>How far a fault reaches.</summary>
public enum FaultScope
{
    /// <summary>One report, update or request of a message: the others of the message are to be processed.</summary>
    Object,

    /// <summary>The whole message.</summary>
    Message,

    /// <summary>The session ends.</summary>
    Session,
}

/// <summary>
/// A peer broke a rule: the error to answer, how far it reaches, and what the answer has to name. <see cref="IsMalformed"/> faults end the
/// session: by <see cref="Error"/> before it is up, by Close with reason 3 after (RFC 5440 §6.8).
/// </summary>
public sealed record ProtocolFault(PcepErrorCode Error, FaultScope Scope, string Reason)
{
    /// <summary>Octets from the start of the message.</summary>
    public int Offset { get; init; }

    public bool IsMalformed { get; init; }

    /// <summary>Errors of the same request that the same PCErr reports: one for each mandatory object that is missing (RFC 5440 §7.15).</summary>
    public ValueList<PcepErrorCode> Further { get; init; }

    /// <summary>The request that the PCErr has to name.</summary>
    public RpObject? Rp { get; init; }

    /// <summary>The SRP object that the PCErr has to carry.</summary>
    public SrpObject? Srp { get; init; }

    /// <summary>The LSP that it is about, for logs and for errors that carry an LSP object.</summary>
    public LspObject? Lsp { get; init; }

    /// <summary>What to send before a session fault closes it when the session is up; null: PCErr first.</summary>
    public CloseReason? Close => IsMalformed ? CloseReason.MalformedMessage : null;

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Error} {PcepErrors.Name(Error)} ({Scope}): {Reason}, at octet {Offset}");
}
