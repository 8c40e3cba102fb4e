using System.Text;
using Google.Api;
using Google.Protobuf;
using Grpc.Core;
using PceServer.Admin.Replies;
using PceServer.Admin.Requests;
using PceServer.Engine;
using PceServer.Topology;

namespace PceServer.Admin.Services;

internal sealed class TopologyService(PceEngine engine) : V1.TopologyService.TopologyServiceBase
{
    public override Task<V1.TopologyReply> GetTopology(V1.GetTopologyRequest request, ServerCallContext context) =>
        Task.FromResult(TopologyReplies.Of(engine.Topology, engine.Ledger.Current));

    public override Task<HttpBody> ExportTopology(V1.ExportTopologyRequest request, ServerCallContext context)
    {
        var topology = engine.Topology;
        return Task.FromResult(request.Format.ToLowerInvariant() switch
        {
            "json" => Document("application/json", TopologyFile.Write(topology)),
            _ => throw Refused(request.Format),
        });
    }

    public override async Task<V1.PutStaticTopologyReply> PutStaticTopology(V1.PutStaticTopologyRequest request, ServerCallContext context)
    {
        var reading = StaticTopology.Read(request.Document?.Data.ToStringUtf8() ?? "");
        var bad = new BadRequest();
        foreach (var error in reading.Errors)
            bad.Add(error.Path, error.Value.Length > 0 ? $"{error.Rule}, not '{error.Value}'" : error.Rule);
        bad.ThrowIfAny();
        var topology = await StaticTopology.ReplaceAsync(engine, reading, context.CancellationToken);
        return new V1.PutStaticTopologyReply
        {
            Nodes = (uint)reading.Changes.OfType<NodeChange>().Count(),
            Links = (uint)reading.Changes.OfType<LinkChange>().Count(),
            Prefixes = (uint)reading.Changes.OfType<PrefixChange>().Count(),
            TopologyVersion = topology.Version,
        };
    }

    private static HttpBody Document(string contentType, string text) => new() { ContentType = contentType, Data = ByteString.CopyFrom(text, Encoding.UTF8) };

    private static RpcException Refused(string format)
    {
        var bad = new BadRequest();
        bad.Add("format", $"must be one of graphml, dot, json, not \"{format}\"");
        return bad.ToException();
    }
}
