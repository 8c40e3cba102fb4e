using System.Collections.Immutable;
using PceServer.Topology;

namespace PceServer.Engine.Lsps;

/// <summary>What became of a PCUpd.</summary>
public enum UpdateOutcome : byte
{
    /// <summary>Sent, no report for it yet.</summary>
    Pending,
    /// <summary>A report carries this or a later SRP-ID (RFC 8231 §7.2).</summary>
    Confirmed,
    /// <summary>PCErr for the SRP-ID, or a report with an error code.</summary>
    Refused,
    /// <summary>No report in time, after every resend.</summary>
    Unanswered,
    /// <summary>A later PCUpd took its place before it was answered.</summary>
    Superseded,
    /// <summary>The session, the delegation or the LSP went away first.</summary>
    Dropped,
}

/// <summary>One PCUpd in the history of an LSP.</summary>
/// <param name="Cause">Why it was sent, in words.</param>
/// <param name="Labels">The list sent; empty = an empty ERO.</param>
/// <param name="Detail">What the router said, when it refused.</param>
public sealed record LspUpdate(uint SrpId, DateTimeOffset SentAt, string Cause, ImmutableArray<Label> Labels, UpdateOutcome Outcome, string? Detail = null)
{
    /// <summary>From the event that caused it to the PCUpd leaving; null where no network event did.</summary>
    public TimeSpan? Latency { get; init; }

    public int Sends { get; init; } = 1;
}
