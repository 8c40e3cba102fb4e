using Microsoft.Extensions.Logging;
using PceServer.Engine.Ledger;
using PceServer.Engine.Lsps;
using PceServer.Pcep;

namespace PceServer.Engine.Sessions;

/// <summary>What is done with a PCC while its session is up: each kind of message has its handler.</summary>
internal sealed class PccConversation
{
    private readonly ReportHandler _reports;
    private readonly RequestHandler _requests;
    private readonly ErrorHandler _errors;
    private readonly FailedLists _failed;

    public PccConversation(PccState state, ILogger log)
    {
        State = state;
        Keeper = new PathKeeper(state, log);
        Follower = new TopologyFollower(state, Keeper);
        Explicit = new ExplicitPaths(state, Keeper, log);
        Watchdog = new UpdateWatchdog(state, Keeper, log);
        _failed = new FailedLists(state, Keeper, log);
        _reports = new ReportHandler(state, Keeper, _failed, log);
        _requests = new RequestHandler(state, log);
        _errors = new ErrorHandler(state, _failed, log);
    }

    public PccState State { get; }
    public PathKeeper Keeper { get; }
    public TopologyFollower Follower { get; }
    public ExplicitPaths Explicit { get; }
    private UpdateWatchdog Watchdog { get; }

    /// <summary>False for a reply to a request that we never made (RFC 5440 §6.5).</summary>
    public bool Handle(PcepMessage message)
    {
        switch (message)
        {
            case PcRpt report:
                _reports.Handle(report);
                return true;
            case PcReq request:
                _requests.Handle(request);
                return true;
            case PcErr error:
                _errors.Handle(error);
                return true;
            case PcNtf notification:
                _errors.Handle(notification);
                Cancel(notification);
                return true;
            case PcRep:
                return false;
            default:
                // Messages that only a PCE sends, or that belong to a capability that we do not announce (RFC 5440 §7.15).
                State.Send(new PcErr(PcepErrors.CapabilityNotSupported));
                return true;
        }
    }

    public void TopologyMoved(long firstChange)
    {
        Follower.Follow(firstChange);
        _requests.Complete();
    }

    public void TopologyComplete()
    {
        Follower.Complete();
        _requests.Complete();
    }

    /// <summary>Gives up on what has waited too long.</summary>
    public void Check()
    {
        Watchdog.Check();
        _failed.Check();
        _requests.Check();
    }

    private void Cancel(PcNtf notification)
    {
        foreach (var group in notification.Groups)
        {
            foreach (var request in group.Requests)
                _requests.Cancel(request.RequestId);
        }
    }

    /// <summary>What outlives the session.</summary>
    public LspTable End()
    {
        State.Work.Clear();
        foreach (var answered in State.Requests.TakeAll())
            State.Engine.Ledger.Clear(BookingKey.Of(State.Pcc, answered.Request));
        return State.Table.LoseSession();
    }
}
