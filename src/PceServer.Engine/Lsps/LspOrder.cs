using System.Collections.Immutable;
using PceServer.Engine.Paths;
using PceServer.Topology;

namespace PceServer.Engine.Lsps;

/// <summary>What an operator wants of one LSP.</summary>
/// <param name="By">Who asks, as it is recorded.</param>
public abstract record LspOrder(PccId Pcc, string Name, string By)
{
    /// <summary>Use this list until it is released.</summary>
    /// <param name="Labels">Top first; at least one.</param>
    /// <param name="IsOverride">Send it also where the gate says no.</param>
    public sealed record SetPath(PccId Pcc, string Name, string By, ImmutableArray<Label> Labels, bool IsOverride) : LspOrder(Pcc, Name, By);

    /// <summary>Compute its path again.</summary>
    public sealed record ReleasePath(PccId Pcc, string Name, string By) : LspOrder(Pcc, Name, By);
}

/// <summary>Why an order is not carried out.</summary>
public enum OrderRefusal : byte
{
    UnknownPcc, UnknownLsp,
    /// <summary>The PCC's session is gone: nobody could be told.</summary>
    NoSession,
    /// <summary>The LSP is not the PCE's to decide over.</summary>
    NotOurs,
    /// <summary>No verdict can be given: the topology is still being told, or head-end or tail is not in it.</summary>
    NotJudged,
    /// <summary>The gate: the list is not delivered within the constraints.</summary>
    Gate,
    /// <summary>There is no explicit list to release.</summary>
    NothingToRelease,
}

/// <summary>What became of an order.</summary>
public abstract record LspOrderOutcome
{
    /// <param name="IsSent">A PCUpd went out; false where the router has the list already.</param>
    public sealed record Done(Lsp Lsp, bool IsSent) : LspOrderOutcome;

    /// <param name="Trace">The walk that the gate refused.</param>
    public sealed record Refused(OrderRefusal Why, string Sentence, RecordedTrace? Trace = null) : LspOrderOutcome;
}
