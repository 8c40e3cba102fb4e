namespace PceServer.Bgp.Session;

/// <summary>
/// The BGP finite state machine of one peer, both of its possible connections included (RFC 4271 §8): pure, timers are actions.
/// States from OpenSent on belong to a connection and stand in <see cref="ConnectionRows"/>; Idle, Connect and Active belong to the peer and stand here.
/// </summary>
public sealed class BgpPeerMachine(BgpPeerConfiguration configuration)
{
    public BgpPeerConfiguration Configuration { get; } = configuration;

    /// <summary>The next state and what to do, in order. Never throws; an event without a row is counted in the state.</summary>
    public (PeerState State, IReadOnlyList<BgpAction> Actions) Step(PeerState state, BgpEvent happened)
    {
        var step = new PeerStep(Configuration, state);
        switch (happened)
        {
            case BgpEvent.Start: step.Start(); break;
            case BgpEvent.Stop stop: step.Stop(stop.Reason); break;
            case BgpEvent.Reset reset: step.Reset(reset.Reason); break;
            case BgpEvent.Connected { Side: ConnectionSide.Outgoing }: step.OutgoingConnected(); break;
            case BgpEvent.Connected: step.IncomingConnected(); break;
            case BgpEvent.ConnectFailed: step.ConnectFailed(); break;
            case BgpEvent.Closed closed: step.ConnectionLost(closed.Side); break;
            case BgpEvent.Received received: ConnectionRows.Received(step, received.Side, received.Decoded); break;
            case BgpEvent.TimerExpired expired: Expired(step, expired); break;
            case BgpEvent.MaximumPrefixesPassed passed: step.MaximumPrefixes(passed.Family, passed.Limit); break;
            default: step.Unexpected(); break;
        }
        return (step.State, step.Actions);
    }

    /// <summary>Whether all that a message calls for, beside a restart of the hold timer, is its delivery: then a step changes nothing and need not be taken.</summary>
    public static bool OnlyDelivers(PeerState state, ConnectionSide side, BgpDecoded decoded) =>
        decoded is { Fault: null, Message: BgpUpdate { EndOfRib: null } } && state[side] is { State: BgpState.Established };

    private static void Expired(PeerStep step, BgpEvent.TimerExpired expired)
    {
        switch (expired.Timer)
        {
            case BgpTimer.ConnectRetry: step.ConnectRetryExpired(); break;
            case BgpTimer.IdleHold: step.IdleHoldExpired(); break;
            case BgpTimer.Stale: step.StaleExpired(); break;
            case BgpTimer.Hold: ConnectionRows.HoldExpired(step, expired.Side); break;
            case BgpTimer.Keepalive: ConnectionRows.KeepaliveExpired(step, expired.Side); break;
            default: step.Unexpected(); break;
        }
    }
}
