using Grpc.Core;
using PceServer.Admin.Http;
using PceServer.Admin.Replies;
using PceServer.Admin.Requests;
using PceServer.Engine;
using PceServer.Engine.Lsps;

namespace PceServer.Admin.Services;

internal sealed class LspsService(PceEngine engine) : V1.Lsps.LspsBase
{
    public override Task<V1.ListLspsReply> ListLsps(V1.ListLspsRequest request, ServerCallContext context)
    {
        var lsps = InOrder(engine)
            .Where(lsp => request.Pcc.Length == 0 || lsp.Pcc.Text == request.Pcc)
            .Where(lsp => request.Name.Length == 0 || lsp.Name == request.Name);
        return Task.FromResult(new V1.ListLspsReply { Lsps = { lsps.Select(LspReplies.Of) } });
    }

    public override Task<V1.Lsp> GetLsp(V1.GetLspRequest request, ServerCallContext context)
    {
        var (pcc, name) = LspPath.Of(context.GetHttpContext()) ?? (request.Pcc, request.Name);
        return Task.FromResult(LspReplies.Of(Find(engine, pcc, name)));
    }

    public override async Task<V1.SetPathReply> SetPath(V1.SetPathRequest request, ServerCallContext context)
    {
        var order = LspOrderText.Read(request, context);
        var done = await CarryAsync(order, context);
        return new V1.SetPathReply { Lsp = LspReplies.Of(done.Lsp), Sent = done.IsSent };
    }

    public override async Task<V1.ReleasePathReply> ReleasePath(V1.ReleasePathRequest request, ServerCallContext context)
    {
        var done = await CarryAsync(LspOrderText.Read(request, context), context);
        return new V1.ReleasePathReply { Lsp = LspReplies.Of(done.Lsp) };
    }

    private async Task<LspOrderOutcome.Done> CarryAsync(LspOrder order, ServerCallContext context)
    {
        var outcome = await engine.OrderAsync(order).WaitAsync(context.CancellationToken);
        return outcome as LspOrderOutcome.Done ?? throw LspOrderText.Refusal((LspOrderOutcome.Refused)outcome);
    }

    /// <summary>All LSPs as every reply lists them, so that two replies can be compared: by PCC, name and PLSP-ID.</summary>
    public static IOrderedEnumerable<Lsp> InOrder(PceEngine engine) => engine.Lsps.All
        .OrderBy(lsp => lsp.Pcc.Text, StringComparer.Ordinal).ThenBy(lsp => lsp.Name, StringComparer.Ordinal).ThenBy(lsp => lsp.Plsp.Value);

    public static Lsp Find(PceEngine engine, string pcc, string name)
    {
        if (engine.Lsps.Find(new PccId(pcc), name) is { } lsp)
            return lsp;
        var known = engine.Lsps.Tables.ContainsKey(new PccId(pcc));
        throw new RpcException(new Status(StatusCode.NotFound, known
            ? $"name: PCC \"{pcc}\" reports no LSP \"{name}\""
            : $"pcc: no PCC \"{pcc}\" has reported an LSP"));
    }
}
