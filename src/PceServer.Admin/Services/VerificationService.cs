using Grpc.Core;
using PceServer.Admin.Replies;
using PceServer.Engine;
using PceServer.Engine.Queries;

namespace PceServer.Admin.Services;

internal sealed class VerificationService(PceEngine engine) : V1.Verification.VerificationBase
{
    public override Task<V1.ListVerificationsReply> ListVerifications(V1.ListVerificationsRequest request, ServerCallContext context)
    {
        var rows = engine.Verification.Where(row => row.IsDrifted || !request.DriftedOnly);
        return Task.FromResult(new V1.ListVerificationsReply { TopologyVersion = engine.Topology.Version, Rows = { rows.Select(Of) } });
    }

    private static V1.VerificationRow Of(VerificationRow row) => new()
    {
        Pcc = row.Pcc.Text,
        Name = row.Name,
        Drifted = row.IsDrifted,
        Verdict = Words.Of(row.Trace.Verdict),
        Reason = row.Trace.Reason,
        Labels = { row.Labels.Select(l => l.Value) },
        TopologyVersion = row.Trace.TopologyVersion,
    };
}
