using PceServer.Wire;

namespace PceServer.Pcep;

/// <summary>
/// What came out of one message. <see cref="Message"/> holds all of it that can be acted on; it is null where a fault reaches the whole
/// message or the session. Each fault of object scope stands for one request or report that is not in the message.
/// </summary>
public readonly record struct DecodedMessage(PcepMessage? Message, MessageType Type)
{
    /// <summary>All objects as they came, in their order, unknown and unreadable ones included.</summary>
    public ValueList<PcepObject> Objects { get; init; }

    public ValueList<ProtocolFault> Faults { get; init; }

    /// <summary>What was accepted although it should not have been sent so.</summary>
    public DeviationSet Deviations { get; init; }

    /// <summary>Five bits of the message header.</summary>
    public byte HeaderFlags { get; init; }

    public bool IsUnknown => Message is UnknownMessage;

    /// <summary>The fault that ends the session, or null.</summary>
    public ProtocolFault? SessionFault
    {
        get
        {
            foreach (var fault in Faults.Span)
            {
                if (fault.Scope == FaultScope.Session)
                    return fault;
            }
            return null;
        }
    }
}
