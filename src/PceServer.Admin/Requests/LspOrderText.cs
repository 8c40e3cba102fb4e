using Grpc.Core;
using PceServer.Admin.Replies;
using PceServer.Engine.Lsps;

namespace PceServer.Admin.Requests;

/// <summary>Orders for an LSP as operators give them, and why one is not carried out as they are told.</summary>
internal static class LspOrderText
{
    private const int LongestOperator = 100;

    public static LspOrder Read(V1.SetPathRequest request, ServerCallContext context)
    {
        var bad = new BadRequest();
        RequireLsp(request.Pcc, request.Name, bad);
        if (request.Labels.Count == 0)
            bad.Add("labels", "is required: the label stack, top first");
        var labels = LabelText.Read(request.Labels, "labels", bad);
        var by = By(request.Operator, context, bad);
        bad.ThrowIfAny();
        return new LspOrder.SetPath(new PccId(request.Pcc), request.Name, by, labels, request.Override);
    }

    public static LspOrder Read(V1.ReleasePathRequest request, ServerCallContext context)
    {
        var bad = new BadRequest();
        RequireLsp(request.Pcc, request.Name, bad);
        var by = By(request.Operator, context, bad);
        bad.ThrowIfAny();
        return new LspOrder.ReleasePath(new PccId(request.Pcc), request.Name, by);
    }

    public static RpcException Refusal(LspOrderOutcome.Refused refused) => refused.Why switch
    {
        OrderRefusal.UnknownPcc => new RpcException(new Status(StatusCode.NotFound, $"pcc: {refused.Sentence}")),
        OrderRefusal.UnknownLsp => new RpcException(new Status(StatusCode.NotFound, $"name: {refused.Sentence}")),
        OrderRefusal.NoSession => new RpcException(new Status(StatusCode.FailedPrecondition, $"pcc: {refused.Sentence}")),
        OrderRefusal.Gate when refused.Trace is { } trace => NotSent($"{Words.Of(trace.Verdict)}: {trace.Reason}"),
        OrderRefusal.NotJudged => NotSent(refused.Sentence),
        _ => new RpcException(new Status(StatusCode.FailedPrecondition, $"name: {refused.Sentence}")),
    };

    private static RpcException NotSent(string why) =>
        new(new Status(StatusCode.FailedPrecondition, $"labels: not sent: {why} (\"override\": true sends the list all the same)"));

    private static void RequireLsp(string pcc, string name, BadRequest bad)
    {
        if (pcc.Length == 0)
            bad.Add("pcc", "is required: a PCC as /v1/sessions shows it");
        if (name.Length == 0)
            bad.Add("name", "is required: the name of an LSP of that PCC");
    }

    /// <summary>Nobody has to say who asks; where the call came from is known.</summary>
    private static string By(string name, ServerCallContext context, BadRequest bad)
    {
        if (name.Length > LongestOperator || name.Any(char.IsControl))
            bad.Add("operator", $"must be at most {LongestOperator} characters, none of them a control character");
        var address = context.GetHttpContext().Connection.RemoteIpAddress?.ToString() ?? "an unknown address";
        return name.Length == 0 ? address : $"{name} ({address})";
    }
}
