namespace PceServer.Pcep.Session;

/// <summary>What can happen to a session. Whoever drives the machine makes these of messages, timers and the fate of the connection.</summary>
public abstract record PcepSessionEvent
{
    private PcepSessionEvent()
    {
    }

    /// <summary>The TCP connection is up, whoever opened it.</summary>
    public sealed record TransportUp : PcepSessionEvent;

    public sealed record TransportDown(string Detail) : PcepSessionEvent;

    public sealed record OpenReceived(OpenObject Open, OpenVerdict Verdict) : PcepSessionEvent;

    public sealed record KeepaliveReceived : PcepSessionEvent;

    /// <summary>A PCErr 1/4: the peer wants other values in our Open. <paramref name="Adapted"/> is our Open with them, null when we will not have them.</summary>
    public sealed record ProposalReceived(OpenObject? Adapted) : PcepSessionEvent;

    /// <summary>Any other PCErr.</summary>
    public sealed record ErrorReceived(PcepMessage Message, PcepErrorCode Error) : PcepSessionEvent;

    public sealed record CloseReceived(CloseReason Reason) : PcepSessionEvent;

    /// <summary>A message that belongs to an established session.</summary>
    public sealed record MessageReceived(PcepMessage Message) : PcepSessionEvent;

    /// <summary>A message of a type that we do not know (RFC 5440 §6.9).</summary>
    public sealed record UnknownMessageReceived(byte MessageType) : PcepSessionEvent;

    /// <summary>A reply to, or a cancellation of, a request that we do not know; the message itself comes as <see cref="MessageReceived"/> (RFC 5440 §6.6).</summary>
    public sealed record UnknownRequestReceived : PcepSessionEvent;

    /// <summary>Octets that are no message, or a message with a fault that ends the session.</summary>
    public sealed record FaultReceived(ProtocolFault Fault) : PcepSessionEvent;

    public sealed record TimerExpired(PcepSessionTimer Timer) : PcepSessionEvent;

    /// <summary>A message of ours went out that the machine did not ask for: the Keepalive timer starts anew.</summary>
    public sealed record MessageSent : PcepSessionEvent;

    /// <summary>The peer has a session that is up already: this one is the second (RFC 5440 §4.2.1).</summary>
    public sealed record PeerAlreadyUp : PcepSessionEvent;

    /// <summary>Two connections with the same peer are being established and this one has to give way.</summary>
    public sealed record CollisionLost : PcepSessionEvent;

    /// <summary>We end the session: operator, shutdown, or what the room above has found.</summary>
    public sealed record StopRequested(CloseReason Reason) : PcepSessionEvent;
}
