using PceServer.Wire;

namespace PceServer.Bgp.Session;

/// <summary>One step of the machine while it is taken: the state so far and the actions so far.</summary>
internal sealed class PeerStep(BgpPeerConfiguration configuration, PeerState state)
{
    /// <summary>Until the OPEN of the peer is there (RFC 4271 §8.2.2).</summary>
    private static readonly TimeSpan LargeHoldTime = TimeSpan.FromMinutes(4);

    private readonly List<BgpAction> _actions = new(4);

    public BgpPeerConfiguration Configuration { get; } = configuration;

    public PeerState State { get; set; } = state;

    public IReadOnlyList<BgpAction> Actions => _actions;

    public void Do(BgpAction action) => _actions.Add(action);

    public void Unexpected() => State = State with { UnexpectedEvents = State.UnexpectedEvents + 1 };

    public void Start()
    {
        if (State.IsStarted)
        {
            Unexpected();
            return;
        }
        State = State with { IsStarted = true, IsHeldIdle = false, Failures = 0 };
        Do(new BgpAction.StopTimer(BgpTimer.IdleHold));
        Seek();
    }

    public void Stop(string reason)
    {
        if (!State.IsStarted)
        {
            Unexpected();
            return;
        }
        EndAll(BgpNotification.Cease(BgpErrors.AdministrativeShutdown, reason), BgpDownCause.Stopped, reason);
        State = State with { IsStarted = false, IsHeldIdle = false, IsConnecting = false };
        Do(new BgpAction.CancelConnect());
        Do(new BgpAction.StopTimer(BgpTimer.ConnectRetry));
        Do(new BgpAction.StopTimer(BgpTimer.IdleHold));
    }

    public void Reset(string reason)
    {
        EndAll(BgpNotification.Cease(BgpErrors.AdministrativeReset, reason), BgpDownCause.Reset, reason);
        Seek();
    }

    public void MaximumPrefixes(AddressFamily family, int limit)
    {
        if (State.Established is not { } up)
        {
            Unexpected();
            return;
        }
        ValueList<byte> data =
        [
            (byte)(family.Afi >> 8), (byte)family.Afi, family.Safi, (byte)(limit >> 24), (byte)(limit >> 16), (byte)(limit >> 8), (byte)limit,
        ];
        End(up.Side, new BgpNotification(BgpErrors.MaximumPrefixesReached, data), BgpDownCause.MaximumPrefixes, $"more than {limit} NLRIs of {family}");
    }

    public void OutgoingConnected()
    {
        if (!State.IsConnecting || State.Outgoing is not null)
        {
            // An attempt that was given up, or one too many.
            Unexpected();
            Do(new BgpAction.Refuse(BgpNotification.For(BgpErrors.ConnectionCollisionResolution)));
            return;
        }
        State = State with { IsConnecting = false };
        Do(new BgpAction.StopTimer(BgpTimer.ConnectRetry));
        SendOpen(ConnectionSide.Outgoing);
    }

    /// <summary>
    /// Accepts one incoming connection beside an outgoing one; the OPENs decide later. While a session is up a further one is turned away,
    /// unless graceful restart was agreed: then the peer has restarted, and the old connection counts as lost (RFC 4724 §4.2).
    /// </summary>
    public void IncomingConnected()
    {
        var established = State.Established;
        if (established?.Session?.GracefulRestart is not null)
        {
            Do(new BgpAction.Close(established.Side));
            Gone(established.Side, BgpDownCause.ConnectionLost, null, "peer opened a new connection");
        }
        else if (!State.IsStarted || State.IsHeldIdle || established is not null || State.Incoming is not null)
        {
            var error = established is not null || State.Incoming is not null
                ? BgpErrors.ConnectionCollisionResolution
                : BgpErrors.ConnectionRejected;
            Do(new BgpAction.Refuse(BgpNotification.For(error)));
            return;
        }
        SendOpen(ConnectionSide.Incoming);
    }

    public void ConnectFailed()
    {
        State = State with { IsConnecting = false };
        // ConnectRetry goes on running, so the next attempt comes by itself; meanwhile the peer may connect (Active).
    }

    /// <summary>TCP is gone without a NOTIFICATION.</summary>
    public void ConnectionLost(ConnectionSide side)
    {
        if (State[side] is null)
        {
            if (side == ConnectionSide.Outgoing && State.IsConnecting)
                ConnectFailed();
            return;
        }
        Gone(side, BgpDownCause.ConnectionLost, null, "connection lost");
    }

    public void ConnectRetryExpired()
    {
        if (!State.IsStarted || State.IsHeldIdle || State.Established is not null || State.Outgoing is not null)
            return;
        // One attempt at a time: while one is pending the next is only put off.
        if (State.IsConnecting)
            Do(new BgpAction.StartTimer(BgpTimer.ConnectRetry, Configuration.ConnectRetry, Jitter: true));
        else if (!Configuration.Passive)
            Connect();
    }

    public void IdleHoldExpired()
    {
        State = State with { IsHeldIdle = false };
        Seek();
    }

    public void StaleExpired()
    {
        if (!State.HasStaleRoutes)
            return;
        State = State with { HasStaleRoutes = false };
        Do(new BgpAction.RemoveStaleRoutes());
    }

    /// <summary>Sends a NOTIFICATION and closes.</summary>
    public void End(ConnectionSide side, BgpNotification notification, BgpDownCause cause, string reason)
    {
        Do(new BgpAction.Send(side, notification));
        Do(new BgpAction.Close(side));
        Gone(side, cause, notification, reason);
    }

    /// <summary>The connection is no more; what follows for routes and for the next attempt depends on the cause.</summary>
    public void Gone(ConnectionSide side, BgpDownCause cause, BgpNotification? notification, string reason)
    {
        var connection = State[side]!;
        State = State.With(side, null);
        Do(new BgpAction.StopTimer(BgpTimer.Hold, side));
        Do(new BgpAction.StopTimer(BgpTimer.Keepalive, side));
        if (connection.State == BgpState.Established)
            LeaveEstablished(connection.Session!, cause);
        if (cause != BgpDownCause.Collision)
            Do(new BgpAction.SessionDown(cause, notification, reason));
        if (cause is BgpDownCause.Collision or BgpDownCause.Stopped or BgpDownCause.Reset || !State.IsStarted)
            return;
        HoldIdleOrSeek(cause, connection.State == BgpState.Established);
    }

    /// <summary>Looks for a connection: connects out unless passive or already busy.</summary>
    public void Seek()
    {
        if (!State.IsStarted || State.IsHeldIdle || State.Established is not null || State.Outgoing is not null || State.IsConnecting)
            return;
        if (!Configuration.Passive)
            Connect();
    }

    private void Connect()
    {
        State = State with { IsConnecting = true };
        Do(new BgpAction.Connect());
        Do(new BgpAction.StartTimer(BgpTimer.ConnectRetry, Configuration.ConnectRetry, Jitter: true));
    }

    private void SendOpen(ConnectionSide side)
    {
        State = State.With(side, new BgpConnectionState(side, BgpState.OpenSent));
        Do(new BgpAction.Send(side, OpenEvaluation.Offer(Configuration)));
        Do(new BgpAction.StartTimer(BgpTimer.Hold, LargeHoldTime, side));
    }

    private void EndAll(BgpNotification notification, BgpDownCause cause, string reason)
    {
        if (State.Outgoing is not null)
            End(ConnectionSide.Outgoing, notification, cause, reason);
        if (State.Incoming is not null)
            End(ConnectionSide.Incoming, notification, cause, reason);
    }

    /// <summary>Routes stay for a while when the peer may come back, and go at once when somebody wanted the session to end.</summary>
    private void LeaveEstablished(NegotiatedSession session, BgpDownCause cause)
    {
        var retention = cause switch
        {
            BgpDownCause.Stopped or BgpDownCause.MaximumPrefixes => TimeSpan.Zero,
            BgpDownCause.ConnectionLost or BgpDownCause.HoldTimerExpired => session.RetentionAfterLoss(Configuration.StaleTime),
            // A NOTIFICATION ends graceful restart (RFC 4724 §4.2); the local stale time is ours to give.
            _ => Configuration.StaleTime,
        };
        State = State with { HasStaleRoutes = retention > TimeSpan.Zero };
        if (retention <= TimeSpan.Zero)
        {
            Do(new BgpAction.RemoveAllRoutes());
            Do(new BgpAction.StopTimer(BgpTimer.Stale));
            return;
        }
        Do(new BgpAction.MarkRoutesStale());
        Do(new BgpAction.StartTimer(BgpTimer.Stale, retention));
    }

    private void HoldIdleOrSeek(BgpDownCause cause, bool wasEstablished)
    {
        if (State.Outgoing is not null || State.Incoming is not null)
            return;
        var failures = wasEstablished && cause is BgpDownCause.ConnectionLost ? 0 : State.Failures;
        var isError = cause is BgpDownCause.NotificationSent or BgpDownCause.NotificationReceived or BgpDownCause.MaximumPrefixes or BgpDownCause.HoldTimerExpired;
        var after = cause == BgpDownCause.MaximumPrefixes ? Configuration.MaximumPrefixesHold : IdleHold(failures);
        State = State with { Failures = failures + 1, IsHeldIdle = isError, IsConnecting = false };
        Do(new BgpAction.StopTimer(BgpTimer.ConnectRetry));
        // A lost connection leaves the peer in Active: it may come back by itself while we wait to try.
        Do(new BgpAction.StartTimer(BgpTimer.IdleHold, after, Jitter: cause != BgpDownCause.MaximumPrefixes));
    }

    private TimeSpan IdleHold(int failures)
    {
        var hold = Configuration.IdleHold * Math.Pow(2, Math.Min(failures, 16));
        return hold < Configuration.ConnectRetry ? hold : Configuration.ConnectRetry;
    }
}
