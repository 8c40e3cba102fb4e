using System.Threading.Channels;
using Grpc.Core;
using PceServer.Admin.Replies;
using PceServer.Admin.Requests;
using PceServer.Engine;
using PceServer.Engine.Queries;
using PceServer.Forwarding.Failures;
using PceServer.Forwarding.Simulations;

namespace PceServer.Admin.Services;

internal sealed class VerificationService(PceEngine engine) : V1.Verification.VerificationBase
{
    public override Task<V1.ListVerificationsReply> ListVerifications(V1.ListVerificationsRequest request, ServerCallContext context)
    {
        var rows = LspsService.InOrder(engine).Select(VerificationRow.Of).OfType<VerificationRow>().Where(row => row.IsDrifted || !request.DriftedOnly);
        return Task.FromResult(new V1.ListVerificationsReply { TopologyVersion = engine.Topology.Version, Rows = { rows.Select(Of) } });
    }

    public override async Task<V1.SimulateReply> Simulate(V1.SimulateRequest request, ServerCallContext context)
    {
        var network = SimulatedNetwork.Of(engine);
        var scenario = ScenarioText.Read(request, network.Topology);
        var result = await Task.Run(
            () => new WhatIf(network.Simulator, network.Walks, context.CancellationToken).Run(scenario, context.CancellationToken), context.CancellationToken);
        return SimulationReplies.Of(result, network.Topology, network.Lsps);
    }

    public override async Task Survey(V1.SurveyRequest request, IServerStreamWriter<V1.SurveyReply> responseStream, ServerCallContext context)
    {
        var bad = new BadRequest();
        var kind = Kind(request.Kind, bad);
        var phase = ScenarioText.Phase(request.Phase, bad);
        bad.ThrowIfAny();
        var network = SimulatedNetwork.Of(engine);
        var entries = Channel.CreateUnbounded<SurveyEntry>();
        var survey = Task.Run(() => Run(network, kind, phase, entries.Writer, context.CancellationToken), context.CancellationToken);
        await foreach (var entry in entries.Reader.ReadAllAsync(context.CancellationToken))
            await responseStream.WriteAsync(SimulationReplies.Of(entry, network.Topology, network.Lsps), context.CancellationToken);
        await survey;
    }

    private static void Run(SimulatedNetwork network, SurveyKind kind, FailurePhase phase, ChannelWriter<SurveyEntry> entries, CancellationToken cancellation)
    {
        try
        {
            new WhatIf(network.Simulator, network.Walks, cancellation).Survey(kind, phase, new Progress(entries), cancellation);
        }
        finally
        {
            entries.Complete();
        }
    }

    private static SurveyKind Kind(string text, BadRequest bad)
    {
        if (text.Length == 0)
            return SurveyKind.Links;
        if (Enum.TryParse<SurveyKind>(text, ignoreCase: true, out var kind) && Enum.IsDefined(kind) && !char.IsDigit(text[0]))
            return kind;
        bad.Add("kind", $"must be one of {string.Join(", ", Enum.GetValues<SurveyKind>().Select(Words.Of))}, not \"{text}\"");
        return SurveyKind.Links;
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

    // System.Progress posts to the thread pool, where the last reports could come after the end.
    private sealed class Progress(ChannelWriter<SurveyEntry> entries) : IProgress<SurveyEntry>
    {
        public void Report(SurveyEntry value) => entries.TryWrite(value);
    }
}
