using PceServer.Bgp.Session;

namespace PceServer.Bgp.Tests.Session;

/// <summary>Drives one machine and tells what it did in short words: <c>open&gt;</c> sends, <c>hold=90</c> timers, <c>up</c>, <c>down:</c> cause.</summary>
internal sealed class Script
{
    public const ConnectionSide Out = ConnectionSide.Outgoing;
    public const ConnectionSide In = ConnectionSide.Incoming;

    public static readonly BgpPeerConfiguration Configuration = new()
    {
        LocalAs = new AutonomousSystem(65000),
        LocalIdentifier = new BgpIdentifier(0x0A000005),
        RemoteAs = new AutonomousSystem(65000),
        StaleTime = TimeSpan.FromSeconds(60),
    };

    private readonly BgpPeerMachine _machine;

    public Script(BgpPeerConfiguration? configuration = null) => _machine = new BgpPeerMachine(configuration ?? Configuration);

    public PeerState State { get; private set; } = PeerState.Initial;

    public IReadOnlyList<BgpAction> Actions { get; private set; } = [];

    public string Does(BgpEvent happened)
    {
        (State, Actions) = _machine.Step(State, happened);
        return string.Join(" ", Actions.Select(Word).Where(w => w.Length > 0));
    }

    public string Does(ConnectionSide side, BgpMessage message) => Does(new BgpEvent.Received(side, new BgpDecoded(message, null)));

    public Script After(params BgpEvent[] events)
    {
        foreach (var happened in events)
            Does(happened);
        return this;
    }

    public static BgpOpen Open(uint identifier = 0x0A000009, ushort holdTime = 30, uint system = 65000, params Capability[] more) => BgpOpen.Of(
        new AutonomousSystem(system), holdTime, new BgpIdentifier(identifier),
        [new MultiprotocolCapability(AddressFamily.LinkState), new RouteRefreshCapability(), new EnhancedRouteRefreshCapability(), new FourOctetAsCapability(new AutonomousSystem(system)), .. more]);

    public static BgpEvent Got(BgpMessage message, ConnectionSide side = ConnectionSide.Outgoing) => new BgpEvent.Received(side, new BgpDecoded(message, null));

    public static Script Established(BgpPeerConfiguration? configuration = null, params Capability[] more) => new Script(configuration).After(
        new BgpEvent.Start(), new BgpEvent.Connected(Out), Got(Open(more: more)), Got(BgpKeepalive.Instance));

    private static string Word(BgpAction action) => action switch
    {
        BgpAction.Connect => "connect",
        BgpAction.CancelConnect => "cancel",
        BgpAction.Send send => $"{Side(send.Side)}{Message(send.Message)}>",
        BgpAction.Close close => $"{Side(close.Side)}close",
        BgpAction.Refuse refuse => $"refuse:{refuse.Notification.Error}",
        BgpAction.StartTimer timer => $"{Side(timer.Side)}{timer.Timer.ToString().ToLowerInvariant()}={timer.After.TotalSeconds}",
        BgpAction.StopTimer => "",
        BgpAction.UseParameters => "use",
        BgpAction.SessionUp => "up",
        BgpAction.SessionDown down => $"down:{down.Cause}",
        BgpAction.Deliver deliver => deliver.TreatAsWithdraw ? "deliver-withdrawn" : "deliver",
        BgpAction.EndOfRib end => $"eor:{end.Family}",
        BgpAction.RefreshRequested refresh => $"refresh:{refresh.Family}",
        BgpAction.MarkRoutesStale mark => mark.Family is null ? "stale" : $"stale:{mark.Family}",
        BgpAction.RemoveStaleRoutes remove => remove.Family is null ? "unstale" : $"unstale:{remove.Family}",
        BgpAction.RemoveAllRoutes => "remove",
        _ => action.ToString(),
    };

    private static string Side(ConnectionSide side) => side == In ? "in." : "";

    private static string Message(BgpMessage message) => message is BgpNotification notification ? notification.Error.ToString() : message.Type.ToString().ToLowerInvariant();
}
