using System.Net;
using PceServer.Engine.Queries;

namespace PceServer.Admin.Replies;

/// <summary>PCEP sessions and BGP peers as the API shows them.</summary>
internal static class SessionReplies
{
    public static V1.Session Of(SessionView session, DateTimeOffset now)
    {
        var shown = new V1.Session
        {
            Pcc = session.Pcc.Text,
            Address = new IPEndPoint(session.Address.ToIPAddress(), session.Port).ToString(),
            State = Words.Of(session.State),
            Node = session.Node ?? "",
            UpSeconds = Since(session.UpSince, now),
            KeepaliveSeconds = session.KeepaliveSeconds,
            DeadTimerSeconds = session.DeadTimerSeconds,
            Stateful = session.IsStateful,
            LspUpdate = session.CanUpdate,
            LspInitiate = session.CanInitiate,
            SegmentRouting = session.SupportsSegmentRouting,
            PathSetupTypes = { session.PathSetupTypes.Select(t => (uint)t) },
            Synchronization = Words.Of(session.Sync),
            Lsps = (uint)session.Lsps,
            DelegatedLsps = (uint)session.DelegatedLsps,
            MessagesReceived = session.Counters.MessagesReceived,
            MessagesSent = session.Counters.MessagesSent,
            ErrorsReceived = session.Counters.ErrorsReceived,
            ErrorsSent = session.Counters.ErrorsSent,
            LastError = session.LastError ?? "",
        };
        foreach (var (name, count) in session.Deviations)
            shown.Deviations[name] = count;
        if (session.MaximumSidDepth is { } depth)
            shown.MaxSidDepth = (uint)depth;
        return shown;
    }

    public static V1.BgpPeer Of(BgpPeerView peer, DateTimeOffset now) => new()
    {
        Address = peer.Address.ToString(),
        RemoteAs = peer.RemoteAs,
        State = Words.Of(peer.State),
        RouterId = peer.RouterId?.ToString() ?? "",
        UpSeconds = Since(peer.UpSince, now),
        HoldTimeSeconds = (uint)peer.HoldTimeSeconds,
        Nlris = (uint)peer.Nlris,
        StaleNlris = (uint)peer.StaleNlris,
        UpdatesReceived = peer.UpdatesReceived,
        EndOfRib = peer.EndOfRib,
        NlrisDiscarded = peer.NlrisDiscarded,
        AttributesDiscarded = peer.AttributesDiscarded,
        LastError = peer.LastError ?? "",
    };

    private static double Since(DateTimeOffset? start, DateTimeOffset now) => start is { } at ? Math.Max(0, Math.Round((now - at).TotalSeconds, 3)) : 0;
}
