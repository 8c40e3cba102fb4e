namespace PceServer.Bgp.Session;

/// <summary>The rows of OpenSent, OpenConfirm and Established (RFC 4271 §8.2.2).</summary>
internal static class ConnectionRows
{
    public static void Received(PeerStep step, ConnectionSide side, BgpDecoded decoded)
    {
        if (step.State[side] is not { } connection)
        {
            step.Unexpected();
            return;
        }
        if (decoded.Fault is { } fault)
        {
            step.End(side, BgpNotification.For(fault), BgpDownCause.NotificationSent, fault.ToString());
            return;
        }
        switch (connection.State, decoded.Message)
        {
            case (_, BgpNotification notification):
                step.Do(new BgpAction.Close(side));
                step.Gone(side, BgpDownCause.NotificationReceived, notification, $"peer sent {notification.Error} {notification.ShutdownCommunication}".TrimEnd());
                break;
            case (BgpState.OpenSent, BgpOpen open): OpenReceived(step, side, open); break;
            case (BgpState.OpenConfirm, BgpKeepalive): Establish(step, connection); break;
            case (BgpState.Established, BgpKeepalive): RestartHold(step, connection); break;
            case (BgpState.Established, BgpUpdate update): UpdateReceived(step, connection, update, decoded.TreatAsWithdraw); break;
            case (BgpState.Established, BgpRouteRefresh refresh): RefreshReceived(step, connection, refresh); break;
            default: UnexpectedMessage(step, connection, decoded.Message!); break;
        }
    }

    public static void HoldExpired(PeerStep step, ConnectionSide side)
    {
        if (step.State[side] is null)
            return;
        step.End(side, BgpNotification.For(BgpErrors.HoldTimerExpired), BgpDownCause.HoldTimerExpired, "hold timer expired");
    }

    public static void KeepaliveExpired(PeerStep step, ConnectionSide side)
    {
        if (step.State[side] is not { State: BgpState.OpenConfirm or BgpState.Established } connection)
            return;
        step.Do(new BgpAction.Send(side, BgpKeepalive.Instance));
        step.Do(new BgpAction.StartTimer(BgpTimer.Keepalive, connection.Session!.KeepaliveTime, side, Jitter: true));
    }

    private static void OpenReceived(PeerStep step, ConnectionSide side, BgpOpen open)
    {
        var (session, refusal) = OpenEvaluation.Evaluate(open, step.Configuration);
        if (session is null)
        {
            step.End(side, refusal!, BgpDownCause.NotificationSent, $"OPEN refused: {refusal!.Error}");
            return;
        }
        if (LosesCollision(step, side, session))
            return;
        step.State = step.State.With(side, new BgpConnectionState(side, BgpState.OpenConfirm, session));
        step.Do(new BgpAction.UseParameters(side, session.Parameters));
        step.Do(new BgpAction.Send(side, BgpKeepalive.Instance));
        if (session.HoldTime == TimeSpan.Zero)
        {
            step.Do(new BgpAction.StopTimer(BgpTimer.Hold, side));
            return;
        }
        step.Do(new BgpAction.StartTimer(BgpTimer.Hold, session.HoldTime, side));
        step.Do(new BgpAction.StartTimer(BgpTimer.Keepalive, session.KeepaliveTime, side, Jitter: true));
    }

    /// <summary>With a second connection that has its OPEN too, or is up, one of the two goes; true when it is this one.</summary>
    private static bool LosesCollision(PeerStep step, ConnectionSide side, NegotiatedSession session)
    {
        var other = step.State[side == ConnectionSide.Outgoing ? ConnectionSide.Incoming : ConnectionSide.Outgoing];
        if (other is not { State: BgpState.OpenConfirm or BgpState.Established })
            return false;
        ConnectionSide? established = other.State == BgpState.Established ? other.Side : null;
        var loser = CollisionDetection.Loser(step.Configuration, session.PeerIdentifier, session.PeerAs, established);
        step.End(loser, BgpNotification.For(BgpErrors.ConnectionCollisionResolution), BgpDownCause.Collision, "connection collision");
        return loser == side;
    }

    private static void Establish(PeerStep step, BgpConnectionState connection)
    {
        var session = connection.Session!;
        // A connection still waiting for its OPEN cannot win any more.
        var otherSide = connection.Side == ConnectionSide.Outgoing ? ConnectionSide.Incoming : ConnectionSide.Outgoing;
        if (step.State[otherSide] is not null)
            step.End(otherSide, BgpNotification.For(BgpErrors.ConnectionCollisionResolution), BgpDownCause.Collision, "connection collision");
        if (step.State.IsConnecting)
            step.Do(new BgpAction.CancelConnect());
        step.State = step.State.With(connection.Side, connection with { State = BgpState.Established }) with { Failures = 0, IsConnecting = false };
        step.Do(new BgpAction.StopTimer(BgpTimer.ConnectRetry));
        step.Do(new BgpAction.StopTimer(BgpTimer.IdleHold));
        RestartHold(step, step.State[connection.Side]!);
        step.Do(new BgpAction.SessionUp(connection.Side, session));
        KeepOrRemoveStale(step, session);
    }

    /// <summary>
    /// Stale routes wait for End-of-RIB, and for those who never send it for the stale time once more. Without a stale time of our own only graceful
    /// restart kept them, and then a peer that did not preserve its state ends that at once (RFC 4724 §4.2).
    /// </summary>
    private static void KeepOrRemoveStale(PeerStep step, NegotiatedSession session)
    {
        if (!step.State.HasStaleRoutes)
            return;
        if (step.Configuration.StaleTime > TimeSpan.Zero)
            step.Do(new BgpAction.StartTimer(BgpTimer.Stale, step.Configuration.StaleTime));
        else if (session.PreservedState())
            step.Do(new BgpAction.StartTimer(BgpTimer.Stale, TimeSpan.FromSeconds(session.GracefulRestart!.RestartTimeSeconds)));
        else
            step.StaleExpired();
    }

    private static void RestartHold(PeerStep step, BgpConnectionState connection)
    {
        if (connection.Session!.HoldTime > TimeSpan.Zero)
            step.Do(new BgpAction.StartTimer(BgpTimer.Hold, connection.Session.HoldTime, connection.Side));
    }

    private static void UpdateReceived(PeerStep step, BgpConnectionState connection, BgpUpdate update, bool treatAsWithdraw)
    {
        RestartHold(step, connection);
        if (update.EndOfRib is not { } family)
        {
            step.Do(new BgpAction.Deliver(update, treatAsWithdraw));
            return;
        }
        if (!connection.Session!.Has(family))
            return;
        step.Do(new BgpAction.EndOfRib(family));
        if (!step.State.HasStaleRoutes)
            return;
        step.Do(new BgpAction.RemoveStaleRoutes(family));
        // With one family nothing else is stale; with two the timer stays for the other.
        if (connection.Session.Families.Count == 1)
        {
            step.State = step.State with { HasStaleRoutes = false };
            step.Do(new BgpAction.StopTimer(BgpTimer.Stale));
        }
    }

    private static void RefreshReceived(PeerStep step, BgpConnectionState connection, BgpRouteRefresh refresh)
    {
        RestartHold(step, connection);
        // What was not agreed is ignored (RFC 2918 §4), and so are unknown subtypes (RFC 7313 §5).
        if (!connection.Session!.Has(refresh.Family))
            return;
        switch (refresh.Subtype)
        {
            case RouteRefreshSubtype.Request when connection.Session.RouteRefresh:
                step.Do(new BgpAction.RefreshRequested(refresh.Family));
                break;
            case RouteRefreshSubtype.BeginOfRouteRefresh when connection.Session.EnhancedRouteRefresh:
                step.Do(new BgpAction.MarkRoutesStale(refresh.Family));
                break;
            case RouteRefreshSubtype.EndOfRouteRefresh when connection.Session.EnhancedRouteRefresh:
                step.Do(new BgpAction.RemoveStaleRoutes(refresh.Family));
                break;
            default:
                step.Unexpected();
                break;
        }
    }

    /// <summary>RFC 6608 §4: the subcode names the state, the data the message.</summary>
    private static void UnexpectedMessage(PeerStep step, BgpConnectionState connection, BgpMessage message)
    {
        var error = connection.State switch
        {
            BgpState.OpenSent => BgpErrors.UnexpectedMessageInOpenSent,
            BgpState.OpenConfirm => BgpErrors.UnexpectedMessageInOpenConfirm,
            _ => BgpErrors.UnexpectedMessageInEstablished,
        };
        step.Unexpected();
        step.End(connection.Side, new BgpNotification(error, [(byte)message.Type]), BgpDownCause.NotificationSent, $"{message.Type} in {connection.State}");
    }
}
