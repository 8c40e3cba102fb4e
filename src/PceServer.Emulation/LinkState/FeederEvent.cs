using PceServer.Bgp.Session;

namespace PceServer.Emulation;

/// <summary>What happened on a session of a feeder.</summary>
public abstract record FeederEvent
{
    private FeederEvent()
    {
    }

    public sealed record SessionUp(NegotiatedSession Session) : FeederEvent;

    public sealed record SessionDown(BgpDownCause Cause, string Reason) : FeederEvent;

    /// <summary>The whole table and End-of-RIB have been written; so many NLRIs.</summary>
    public sealed record TableSent(int Nlris) : FeederEvent;
}
