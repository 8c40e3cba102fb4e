using PceServer.Engine.Groups;
using PceServer.Engine.Ledger;
using PceServer.Engine.Lsps;
using PceServer.Engine.Mapping.Pcep;
using PceServer.Engine.Paths;
using PceServer.Engine.Queries;
using PceServer.Engine.Updates;
using PceServer.Engine.Watch;
using PceServer.Pcep;
using PceServer.Topology;

namespace PceServer.Engine.Sessions;

/// <summary>Everything that one PCC's actor owns while its session is up. Only that actor touches it.</summary>
internal sealed class PccState
{
    private readonly Action<PcepMessage> _send;

    public PccState(EngineServices engine, LspTable table, PeerCapabilities peer, IpAddress address, Action<PcepMessage> send, Action<PcepErrorCode?, CloseReason> end)
    {
        (Engine, Table, Peer, Address, _send, End) = (engine, table, peer, address, send, end);
        PeerNode = engine.Options.Pcep.Peers.FirstOrDefault(p => p.Address == address)?.Node;
        Requests = new AnsweredRequests(engine.Options.Pcep.RequestRetention, engine.Time);
        Topology = engine.Feed.Current;
    }

    public EngineServices Engine { get; }
    public PeerCapabilities Peer { get; }
    public IpAddress Address { get; }

    /// <summary>What the operator says of where the peer stands in the topology.</summary>
    public string? PeerNode { get; }

    /// <summary>Ends the session: with a PCErr first where one is given.</summary>
    public Action<PcepErrorCode?, CloseReason> End { get; }

    public PccId Pcc => Table.Pcc;

    public LspTable Table { get; set; }

    /// <summary>The snapshot that every list has been walked on.</summary>
    public TopologySnapshot Topology { get; set; }
    public FootprintIndex Footprints { get; } = new();
    public OutstandingUpdates Outstanding { get; } = new();
    public AnsweredRequests Requests { get; }

    /// <summary>LSPs that a change elsewhere may concern: without a walk, ours without a path, or moved away from links.</summary>
    public HashSet<PlspId> Restless { get; } = [];

    /// <summary>LSPs of which the router would not have a list, or cannot bring it up.</summary>
    public HashSet<PlspId> Troubled { get; } = [];

    /// <summary>LSPs that are computed together with others.</summary>
    public HashSet<PlspId> Grouped { get; } = [];

    /// <summary>What is to be looked at when no mail waits.</summary>
    public WorkList Work { get; } = new();

    /// <summary>The peer uses the SR subobject of the drafts.</summary>
    public bool UsesLegacySegments { get; set; }

    public SegmentForm SegmentForm => new(Engine.Options.EroNai, UsesLegacySegments);

    /// <summary>LSPs of ours that wait for a complete topology.</summary>
    public HashSet<PlspId> Deferred { get; } = [];

    public int DelegatedLsps => Table.Delegated;

    /// <summary>Head-end of an LSP, for a peer that the topology does not know by its address.</summary>
    public string? SomeHeadEnd { get; private set; }

    public void Send(PcepMessage message) => _send(message);

    /// <summary>Puts in an LSP with what it touches, books and binds.</summary>
    public void Keep(Lsp lsp)
    {
        Table = Table.With(lsp);
        SomeHeadEnd = lsp.HeadEnd ?? SomeHeadEnd;
        Footprints.Set(lsp.Plsp, lsp.Trace);
        if (lsp.Trace is null || (lsp.IsOurs && lsp.LacksPath) || !lsp.DisplacedFrom.IsEmpty || lsp.GroupRefusal is not null)
            Restless.Add(lsp.Plsp);
        else
            Restless.Remove(lsp.Plsp);
        if (lsp.DownSince is not null || !lsp.Failed.IsEmpty)
            Troubled.Add(lsp.Plsp);
        else
            Troubled.Remove(lsp.Plsp);
        Engine.Ledger.Set(BookingKey.Of(lsp), LedgerEntries.Of(lsp));
        Group(lsp);
    }

    private void Group(Lsp lsp)
    {
        var key = BookingKey.Of(lsp);
        // An operator's list is not computed: the others cannot count on its place.
        if (lsp is { IsInGroup: true, IsOurs: true, Explicit: null } && Peer.CanUpdate && MemberOf(lsp) is { } member)
        {
            Grouped.Add(lsp.Plsp);
            Engine.Groups.Set(key, member);
        }
        else if (Grouped.Remove(lsp.Plsp))
        {
            Engine.Groups.Set(key, null);
        }
    }

    /// <summary>The LSP as a member of the group that it asks to be in; null where it asks for none.</summary>
    public GroupMember? MemberOf(Lsp lsp) => lsp.Group is not { } membership ? null
        : new GroupMember(BookingKey.Of(lsp), membership, Clues(lsp.Demand, lsp.Identifiers, lsp.Policy), Peer.SidDepth);

    public void Drop(Lsp lsp)
    {
        Footprints.Set(lsp.Plsp, null);
        Restless.Remove(lsp.Plsp);
        Troubled.Remove(lsp.Plsp);
        Grouped.Remove(lsp.Plsp);
        Deferred.Remove(lsp.Plsp);
        Outstanding.Drop(lsp.Plsp);
        Work.Remove(lsp.Plsp);
        Forget(lsp);
    }

    /// <summary>What was known of an LSP by its name is gone.</summary>
    public void Forget(Lsp lsp)
    {
        Engine.Ledger.Clear(BookingKey.Of(lsp));
        Engine.Groups.Forget(BookingKey.Of(lsp));
    }

    public EndpointClues Clues(PathDemand demand, LspIdentifiers? identifiers, PolicyIdentity? policy) => new(demand, identifiers, policy, Address, PeerNode);

    public PathQuery QueryFor(Lsp lsp, TopologySnapshot topology)
    {
        var clues = Clues(lsp.Demand, lsp.Identifiers, lsp.Policy);
        return new(EndpointResolver.HeadEnd(topology, clues), EndpointResolver.Tail(topology, clues), lsp.Demand, Peer.SidDepth)
        {
            Own = BookingKey.Of(lsp),
            Refused = lsp.Failed.IsEmpty ? [] : [.. lsp.Failed.Where(IsHeldBack).Select(list => list.Labels)],
        };
    }

    public bool IsHeldBack(FailedList list) => Engine.Time.GetUtcNow() < list.Until;

    public void Event(PceEventKind kind, string message, Lsp? lsp = null) => Engine.Events.Publish(
        kind, message, e => e with { Pcc = Pcc, Lsp = lsp?.Name, TopologyVersion = Topology.Version });
}
