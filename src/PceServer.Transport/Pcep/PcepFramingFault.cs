using PceServer.Pcep;

namespace PceServer.Transport;

/// <summary>
/// The octets cannot be cut into PCEP messages: wrong version, or a length that is under 4 or not a multiple of 4 (RFC 5440 §6.1).
/// Nothing that follows on this connection can be trusted; the session answers by its state and closes.
/// </summary>
public readonly record struct PcepFramingFault(string Reason)
{
    /// <summary>As the session machine takes it: 1/1 before the session is up, Close with reason 3 after (RFC 5440 §6.8).</summary>
    public ProtocolFault ToProtocolFault() => new(PcepErrors.InvalidOpen, FaultScope.Session, Reason) { IsMalformed = true };

    public override string ToString() => Reason;
}
