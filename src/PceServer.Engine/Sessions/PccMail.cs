using PceServer.Engine.Lsps;
using PceServer.Pcep;
using PceServer.Pcep.Session;

namespace PceServer.Engine.Sessions;

/// <summary>What a PCC's actor is told; it takes one at a time.</summary>
internal abstract record PccMail
{
    public sealed record Received(DecodedMessage Message) : PccMail;

    public sealed record FramingFault(string Reason) : PccMail;

    public sealed record Closed(string Detail) : PccMail;

    /// <param name="Generation">A timer that was started anew since is not meant any more.</param>
    public sealed record TimerElapsed(PcepSessionTimer Timer, int Generation) : PccMail;

    /// <summary>A new snapshot is out.</summary>
    /// <param name="FirstChange">Timestamp of the first of its changes.</param>
    public sealed record TopologyMoved(long FirstChange) : PccMail;

    /// <summary>The topology is complete: what was put off is done now.</summary>
    public sealed record TopologyComplete : PccMail
    {
        public static readonly TopologyComplete Instance = new();
    }

    /// <summary>Binding labels lead elsewhere than they did.</summary>
    public sealed record BindingsMoved(System.Collections.Immutable.ImmutableHashSet<PceServer.Topology.Label> Labels) : PccMail;

    /// <summary>A disjointness group has other members than it had, or members that ask for something else.</summary>
    public sealed record GroupMoved(PceServer.Engine.Lsps.DisjointGroupKey Group) : PccMail;

    /// <summary>Time to look at updates without an answer.</summary>
    public sealed record UpdatesDue : PccMail
    {
        public static readonly UpdatesDue Instance = new();
    }

    /// <summary>What an operator wants of one LSP; whoever asked is told what became of it.</summary>
    public sealed record Order(LspOrder Wanted, TaskCompletionSource<LspOrderOutcome> Done) : PccMail
    {
        public static LspOrderOutcome NoSession(LspOrder wanted) => new LspOrderOutcome.Refused(OrderRefusal.NoSession, $"the session of PCC \"{wanted.Pcc}\" is not up");
    }

    public sealed record Stop(CloseReason Reason) : PccMail;

    /// <summary>Completed once everything before it, and all work that follows from it, is done.</summary>
    public sealed record Settle(TaskCompletionSource Done) : PccMail;
}
