using System.Collections.Immutable;
using PceServer.Engine.Paths;
using PceServer.PathComputation;
using PceServer.Topology;

namespace PceServer.Engine.Lsps;

/// <summary>One LSP as its PCC reports it and as the PCE sees it through. Immutable: each change makes a new one.</summary>
public sealed record Lsp(PccId Pcc, PlspId Plsp, string Name)
{
    public const int HistoryLength = 8;

    public LspIdentifiers? Identifiers { get; init; }

    /// <summary>Path instances by LSP-ID, while more than one is set up (make before break).</summary>
    public ImmutableSortedSet<ushort> Instances { get; init; } = [];

    public LspState State { get; init; } = LspState.Unknown;
    public bool IsDelegated { get; init; }
    public bool IsAdministrativelyUp { get; init; }

    /// <summary>C flag: a PCE made it (RFC 8281 §5.3.1).</summary>
    public bool IsPceInitiated { get; init; }

    /// <summary>Known from an earlier session, not reported on this one.</summary>
    public bool IsStale { get; init; }

    /// <summary>0 RSVP-TE, 1 SR-MPLS, 3 SRv6 (RFC 8408 §8.2, RFC 8664, RFC 9603).</summary>
    public byte PathSetupType { get; init; }

    /// <summary>LSP-ERROR-CODE of the last report (RFC 8231 §7.3.3).</summary>
    public uint? ErrorCode { get; init; }

    /// <summary>SR Policy association, where it has one (RFC 9862).</summary>
    public PolicyIdentity? Policy { get; init; }

    /// <summary>Its disjointness group, where it asks to be in one (RFC 8800).</summary>
    public DisjointMembership? Group { get; init; }

    /// <summary>It is one of those that its group is computed for: there was room for it.</summary>
    public bool IsInGroup { get; init; }

    /// <summary>Why its group, which must not be relaxed, has no room for it; null where it has, or nobody has looked.</summary>
    public string? GroupRefusal { get; init; }

    /// <summary>How disjoint the paths of its group were when it last got one; null where it was computed alone.</summary>
    public Disjointness? Reached { get; init; }

    /// <summary>Binding labels that the PCC reports (RFC 9604).</summary>
    public ImmutableArray<Label> BindingLabels { get; init; } = [];

    public ReportedPath Reported { get; init; } = ReportedPath.Empty;

    /// <summary>RRO, where the report had one.</summary>
    public ReportedPath? Actual { get; init; }

    public PathDemand Demand { get; init; } = PathDemand.Default;

    /// <summary>Why what it must keep to cannot be taken into account; null where all can.</summary>
    public string? Unhonoured { get; init; }

    /// <summary>The path that the PCE computed and wants in use; null when it has none.</summary>
    public RecordedPath? Path { get; init; }

    /// <summary>The list that an operator gave; null where the PCE computes.</summary>
    public ExplicitPath? Explicit { get; init; }

    /// <summary>There is a list that the PCE wants in use.</summary>
    public bool IsProvided => Explicit is not null || Path is not null;

    /// <summary>There is none, or the router does not have the one that an operator gave it.</summary>
    public bool LacksPath => Explicit is { } given ? !Reported.SameLabels(given.Labels) : Path is null;

    /// <summary>Lists that the router refused or could not bring up, while that counts.</summary>
    public ImmutableArray<FailedList> Failed { get; init; } = [];

    /// <summary>Since when the router reports the list that it was given as down; null where it does not.</summary>
    public DateTimeOffset? DownSince { get; init; }

    /// <summary>The walk of the list in use; null where there is none to walk.</summary>
    public RecordedTrace? Trace { get; init; }

    /// <summary>Names of head-end and tail in the topology, null when not known.</summary>
    public string? HeadEnd { get; init; }
    public string? Tail { get; init; }

    /// <summary>One sentence: why this path, or why there is none.</summary>
    public string? Why { get; init; }

    /// <summary>The links whose loss moved it away from a path that it should return to.</summary>
    public ImmutableArray<LinkKey> DisplacedFrom { get; init; } = [];

    /// <summary>Still reported up, but the list no longer does what it should (set by the watch).</summary>
    public bool IsDrifted { get; init; }

    /// <summary>Snapshot on which the path was last computed or the list last walked.</summary>
    public ulong TopologyVersion { get; init; }

    /// <summary>The last PCUpds, newest first.</summary>
    public ImmutableArray<LspUpdate> Updates { get; init; } = [];

    /// <summary>True where the PCE decides over the path: delegated, reported on a live session, set up as SR-MPLS, under constraints that it knows.</summary>
    public bool IsOurs => IsDelegated && !IsStale && PathSetupType == 1 && Unhonoured is null;

    /// <summary>Labels in use: those reported, else those that we sent.</summary>
    public ImmutableArray<Label> LabelsInUse => Reported.IsLabelStack ? Reported.Labels : Explicit?.Labels ?? Path?.Labels ?? [];

    public bool IsUp => State is LspState.Up or LspState.Active;

    public Lsp WithUpdate(LspUpdate update) => this with { Updates = [update, .. Updates.Take(HistoryLength - 1)] };
}

/// <summary>SR Policy that a candidate path belongs to: head-end, color, endpoint (RFC 9256 §2.1, RFC 9862 §3).</summary>
public sealed record PolicyIdentity(IpAddress HeadEnd, uint Color, IpAddress Endpoint);
