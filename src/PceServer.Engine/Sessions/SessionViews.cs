using PceServer.Engine.Ports;
using PceServer.Engine.Queries;
using PceServer.Pcep.Session;

namespace PceServer.Engine.Sessions;

/// <summary>Makes what operators see of a session.</summary>
internal static class SessionViews
{
    public static SessionView Of(SessionDriver driver, IPccConnection connection)
    {
        var machine = driver.Machine;
        var view = new SessionView(driver.Pcc, connection.RemoteAddress, connection.RemotePort, StateOf(machine))
        {
            KeepaliveSeconds = machine.LocalOpen.Keepalive,
            DeadTimerSeconds = machine.RemoteOpen?.DeadTimer ?? 0,
            UpSince = driver.UpSince,
            Counters = driver.Counting.Counters,
            Deviations = driver.Counting.Deviations,
            LastError = driver.LastError,
        };
        return driver.Up is { } up ? Established(view, up.State) : view;
    }

    private static SessionView Established(SessionView view, PccState state) => view with
    {
        Node = NodeOf(state),
        IsStateful = state.Peer.IsStateful,
        CanUpdate = state.Peer.CanUpdate,
        CanInitiate = state.Peer.CanInitiate,
        SupportsSegmentRouting = state.Peer.SupportsSegmentRouting,
        PathSetupTypes = state.Peer.PathSetupTypes,
        MaximumSidDepth = state.Peer.SidDepth.SessionLimit,
        Sync = state.Table.Sync,
        Lsps = state.Table.Lsps.Count,
        DelegatedLsps = state.DelegatedLsps,
    };

    private static string? NodeOf(PccState state) =>
        state.Topology.TryFindOwner(state.Address, out var node) || (state.PeerNode is { } text && state.Topology.TryFind(text, out node))
            ? state.Topology[node].DisplayName
            : state.SomeHeadEnd;

    private static Queries.PcepSessionState StateOf(Pcep.Session.PcepSessionState machine) => machine switch
    {
        { HasEnded: true } => Queries.PcepSessionState.Closed,
        { Phase: PcepSessionPhase.Idle } => Queries.PcepSessionState.TcpPending,
        { Phase: PcepSessionPhase.OpenWait } => Queries.PcepSessionState.OpenWait,
        { Phase: PcepSessionPhase.KeepWait } => Queries.PcepSessionState.KeepWait,
        _ => Queries.PcepSessionState.Up,
    };
}
