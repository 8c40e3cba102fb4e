using PceServer.Pcep;
using PceServer.Wire;

namespace PceServer.Engine.Sessions;

/// <summary>An update as the Opens of both sides want it written.</summary>
internal static class AgreedForm
{
    public static PcUpd Of(PcUpd update, PeerCapabilities peer)
    {
        if (!peer.IsRelaxed && peer.KnowsSrAlgorithm)
            return update;
        var requests = new UpdateRequest[update.Requests.Count];
        for (var i = 0; i < requests.Length; i++)
        {
            var request = update.Requests[i];
            if (!peer.KnowsSrAlgorithm)
                request = WithoutAlgorithm(request);
            requests[i] = peer.IsRelaxed ? WithRules(request) : request;
        }
        return update with { Requests = ValueList.Own(requests) };
    }

    /// <summary>A peer without the S flag must not get an SR-Algorithm (RFC 9933 §5).</summary>
    private static UpdateRequest WithoutAlgorithm(UpdateRequest request) => request.Attributes.Lspa is { } lspa && lspa.Tlv<SrAlgorithm>() is not null
        ? request with { Attributes = request.Attributes with { Lspa = lspa with { Tlvs = lspa.Tlvs.Where(tlv => tlv is not SrAlgorithm).ToValueList() } } }
        : request;

    /// <summary>
    /// Between relaxed peers P is set on the mandatory objects, and on every other that the router may not ignore (RFC 9753 §3.2.2): a METRIC that is no
    /// bound only informs.
    /// </summary>
    private static UpdateRequest WithRules(UpdateRequest request) => request with
    {
        Lsp = Must(request.Lsp)!,
        Srp = Must(request.Srp),
        Associations = request.Associations.Select(association => Must(association)!).ToValueList(),
        Ero = Must(request.Ero),
        Attributes = request.Attributes with
        {
            Of = Must(request.Attributes.Of),
            Lspa = Must(request.Attributes.Lspa),
            Bandwidth = Must(request.Attributes.Bandwidth),
            Metrics = request.Attributes.Metrics.Select(metric => (metric.Flags & MetricFlags.Bound) != 0 ? Must(metric)! : metric).ToValueList(),
        },
    };

    private static T? Must<T>(T? item) where T : PcepObject =>
        item is null ? null : item with { HeaderFlags = item.HeaderFlags | ObjectFlags.ProcessingRule };
}
