using System.Collections.Immutable;
using PceServer.Engine.Paths;
using PceServer.Pcep;
using PceServer.Topology;

namespace PceServer.Engine.Lsps;

/// <summary>A binding SID that appears or, with R=1, goes (RFC 9604 §4).</summary>
public readonly record struct BindingStatement(Label Label, bool IsRemoved);

/// <summary>One state report of a PCRpt in domain words (RFC 8231 §6.1).</summary>
public sealed record LspReport(PlspId Plsp)
{
    /// <summary>0 where the PCC reports on its own initiative (RFC 8231 §7.2).</summary>
    public uint SrpId { get; init; }

    public bool IsSync { get; init; }
    public bool IsRemoved { get; init; }
    public bool IsDelegated { get; init; }
    public bool IsAdministrativelyUp { get; init; }
    public bool IsPceInitiated { get; init; }
    public LspState State { get; init; }
    public string? Name { get; init; }
    public LspIdentifiers? Identifiers { get; init; }

    /// <summary>Null where the message does not say.</summary>
    public byte? PathSetupType { get; init; }

    public ReportedPath Path { get; init; } = ReportedPath.Empty;
    public ReportedPath? Actual { get; init; }
    public DemandPatch Demand { get; init; } = DemandPatch.Silent;
    public uint? ErrorCode { get; init; }
    public PolicyIdentity? Policy { get; init; }

    /// <summary>The disjointness group that it names; where it names none, the LSP stays in the one that it is in.</summary>
    public DisjointMembership? Joins { get; init; }

    /// <summary>It is in no disjointness group any more.</summary>
    public bool LeavesGroup { get; init; }

    public ImmutableArray<BindingStatement> Bindings { get; init; } = [];

    /// <summary>Why constraints that must be taken into account cannot be: the LSP is not computed without them; null where all can.</summary>
    public string? Unhonoured { get; init; }

    /// <summary>The error that this earns.</summary>
    public PcepErrorCode UnhonouredError { get; init; }

    /// <summary>The marker that ends synchronisation: PLSP-ID 0, SYNC clear (RFC 8231 §5.6).</summary>
    public bool IsEndOfSync => Plsp == PlspId.None && !IsSync && !IsRemoved;
}
