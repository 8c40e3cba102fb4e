using PceServer.Engine.Paths;
using PceServer.Engine.Sessions;
using PceServer.PathComputation;
using PceServer.Pcep;
using PceServer.Wire;

namespace PceServer.Engine.Mapping.Pcep;

/// <summary>Builds PCRep (RFC 5440 §6.5).</summary>
internal static class ReplyMapping
{
    public static PathComputationResponse Found(AskedPath asked, PathDemand demand, PathAnswer.Found answer, SegmentForm form) =>
        new(Rp(asked.Request.Rp))
        {
            Lsp = Lsp(asked.Request),
            Paths = [new ResponsePath(RouteMapping.ToWire(answer.Path, form)) { Attributes = AttributeMapping.ToReply(demand, answer.Path, WithFunction(asked, demand)) }],
        };

    /// <summary>The function that was used goes along where it is asked for; it takes the place of one that was ignored.</summary>
    private static AttributeList WithFunction(AskedPath asked, PathDemand demand) => (asked.Request.Rp.Flags & RpFlags.SupplyOf) == 0 ? asked.Ignored
        : asked.Ignored with { Of = FunctionMapping.ToWire(demand.Function ?? PathFunction.LeastCost) };

    /// <summary>The set whose requests a reply answers together; what was not honoured comes back with its I flag (RFC 5440 §6.5, RFC 5541 §3.2).</summary>
    public static SynchronizedSet Set(SynchronizedSet asked, bool isFunctionHonoured, IEnumerable<MetricObject> sums) => new(asked.Svec with { HeaderFlags = ObjectFlags.None })
    {
        Of = asked.Of is { } of ? of with { HeaderFlags = isFunctionHonoured ? ObjectFlags.None : ObjectFlags.Ignored } : null,
        Metrics = sums.ToValueList(),
    };

    /// <summary>NO-PATH with its vector, and behind it the constraints where it was they that left no path.</summary>
    public static PathComputationResponse NotFound(AskedPath asked, PathDemand demand, Explanation explanation, bool hasTopology)
    {
        var request = asked.Request;
        var unsatisfied = UnsatisfiedMapping.ToWire(request.Attributes, demand, explanation);
        return new(Rp(request.Rp))
        {
            Lsp = Lsp(request),
            NoPath = new NoPathObject
            {
                UnsatisfiedConstraints = unsatisfied != AttributeList.Empty,
                Tlvs = [new NoPathVector(hasTopology ? Vector(explanation.Reason) : NoPathReasons.PceUnavailable)],
            },
            Attributes = unsatisfied with
            {
                Of = asked.Ignored.Of,
                Metrics = unsatisfied.Metrics.Concat(asked.Ignored.Metrics).ToValueList(),
                BandwidthUtilizations = asked.Ignored.BandwidthUtilizations,
                VendorInformation = asked.Ignored.VendorInformation,
            },
        };
    }

    private static NoPathReasons Vector(NoPathReason reason) => reason switch
    {
        NoPathReason.UnknownSource => NoPathReasons.UnknownSource,
        NoPathReason.UnknownDestination => NoPathReasons.UnknownDestination,
        NoPathReason.NotDisjoint => NoPathReasons.DisjointPathNotFound,
        _ => NoPathReasons.None,
    };

    /// <summary>The request's id and flags; of its TLVs only the path setup type, which a reply must state (RFC 8408 §5).</summary>
    private static RpObject Rp(RpObject asked) => new(asked.RequestId, asked.Flags) { Tlvs = [PathSetupType.SegmentRouting] };

    private static LspObject? Lsp(PathComputationRequest request) => request.Lsp is { } lsp ? new LspObject(lsp.PlspId) : null;
}
