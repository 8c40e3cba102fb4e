using System.Collections.Immutable;
using PceServer.Engine.Lsps;
using PceServer.Engine.Paths;
using PceServer.Topology;

namespace PceServer.Engine.Queries;

/// <summary>What the watch says of one reported list.</summary>
/// <param name="IsDrifted">Still reported up, but no longer delivered within its constraints.</param>
public sealed record VerificationRow(PccId Pcc, string Name, bool IsDrifted, ImmutableArray<Label> Labels, RecordedTrace Trace)
{
    public static VerificationRow? Of(Lsp lsp) => lsp.Trace is { } trace && lsp.Reported.IsLabelStack
        ? new(lsp.Pcc, lsp.Name, lsp.IsDrifted, lsp.Reported.Labels, trace)
        : null;
}
