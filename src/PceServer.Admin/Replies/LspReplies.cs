using PceServer.Engine.Lsps;
using PceServer.Topology;

namespace PceServer.Admin.Replies;

/// <summary>An LSP as the API shows it.</summary>
internal static class LspReplies
{
    public static V1.Lsp Of(Lsp lsp)
    {
        var shown = new V1.Lsp
        {
            Pcc = lsp.Pcc.Text,
            Name = lsp.Name,
            PlspId = lsp.Plsp.Value,
            Source = lsp.HeadEnd ?? lsp.Demand.Source?.ToString() ?? "",
            Destination = lsp.Tail ?? lsp.Demand.Destination?.ToString() ?? "",
            Operational = Words.Of(lsp.State),
            Delegated = lsp.IsDelegated,
            Initiated = lsp.IsPceInitiated,
            AdministrativelyUp = lsp.IsAdministrativelyUp,
            Stale = lsp.IsStale,
            Drifted = lsp.IsDrifted,
            PathSetupType = lsp.PathSetupType,
            Objective = Words.Of(lsp.Demand.Objective),
            Constraints = ConstraintsOf(lsp.Demand.Constraints),
            ReportedLabels = { lsp.Reported.Labels.IsDefault ? [] : lsp.Reported.Labels.Select(l => l.Value) },
            ReportedHops = { lsp.Reported.Hops },
            BindingLabels = { lsp.BindingLabels.Select(l => l.Value) },
            Trace = lsp.Trace is { } trace ? TraceReplies.Of(trace) : null,
            Why = lsp.Why ?? "",
            TopologyVersion = lsp.TopologyVersion,
            Updates = { lsp.Updates.Select(UpdateOf) },
        };
        if (lsp.Explicit is { } given)
        {
            shown.ExplicitPath = ExplicitOf(given);
            shown.Labels.Add(given.Labels.Select(l => l.Value));
        }
        else if (lsp.Path is { } path)
        {
            shown.Cost = path.Cost;
            shown.Path.Add(path.Hops.Select(TraceReplies.Of));
            shown.Sids.Add(TraceReplies.Segments(path));
            shown.Labels.Add(path.Labels.Select(l => l.Value));
        }
        return shown;
    }

    public static V1.Constraints ConstraintsOf(PathConstraints constraints)
    {
        var shown = new V1.Constraints
        {
            Bounds = { constraints.Bounds.Select(b => new V1.Bound { Type = Words.Of(b.Metric), Value = b.Maximum }) },
            BandwidthBytesPerSecond = constraints.BandwidthBytesPerSecond,
            ExcludeAny = (uint)constraints.ExcludeAny.Bits0To63,
            IncludeAny = (uint)constraints.IncludeAny.Bits0To63,
            IncludeAll = (uint)constraints.IncludeAll.Bits0To63,
            Exclude = { constraints.Exclusions.Select(e => e.Element.ToString()) },
            Include = { constraints.Inclusions.Select(i => i.Element.ToString()) },
            SetupPriority = constraints.SetupPriority,
            Algorithm = constraints.Algorithm,
            ExtendedExcludeAny = Extended(constraints.ExcludeAny),
            ExtendedIncludeAny = Extended(constraints.IncludeAny),
            ExtendedIncludeAll = Extended(constraints.IncludeAll),
        };
        if (constraints.MaximumSids is { } most)
            shown.MaxSids = (uint)most;
        return shown;
    }

    private static string Extended(in AdminGroup affinities) => affinities.IsStandard ? "" : affinities.ToString();

    private static V1.ExplicitPath ExplicitOf(ExplicitPath given) => new()
    {
        Labels = { given.Labels.Select(l => l.Value) },
        GivenBy = given.By,
        GivenAt = Rfc3339.Of(given.GivenAt),
        Overridden = given.IsOverridden,
        Verdict = given.Verdict is { } verdict ? Words.Of(verdict) : "NOT_WALKED",
        Reason = given.Reason,
        TopologyVersion = given.TopologyVersion,
    };

    private static V1.LspUpdate UpdateOf(LspUpdate update)
    {
        var shown = new V1.LspUpdate
        {
            SrpId = update.SrpId,
            SentAt = Rfc3339.Of(update.SentAt),
            Cause = update.Cause,
            Labels = { update.Labels.Select(l => l.Value) },
            Outcome = Words.Of(update.Outcome),
            Detail = update.Detail ?? "",
        };
        if (update.Latency is { } latency)
            shown.LatencyMicroseconds = latency.TotalMicroseconds;
        return shown;
    }
}
