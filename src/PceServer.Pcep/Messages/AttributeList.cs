using PceServer.Wire;

namespace PceServer.Pcep;

/// <summary>
/// The attributes of a path or of a request (RFC 5440 §6.5, RFC 8233 §5.2, RFC 9752 §2): <c>[OF] [LSPA] [BANDWIDTH] BU* METRIC* [IRO] [XRO] VENDOR-INFORMATION*</c>.
/// </summary>
public sealed record AttributeList
{
    public static readonly AttributeList Empty = new();

    public OfObject? Of { get; init; }

    public LspaObject? Lspa { get; init; }

    public BandwidthObject? Bandwidth { get; init; }

    public ValueList<MetricObject> Metrics { get; init; }

    public ValueList<BandwidthUtilizationObject> BandwidthUtilizations { get; init; }

    public ValueList<VendorInformationObject> VendorInformation { get; init; }

    public IroObject? Iro { get; init; }

    public XroObject? Xro { get; init; }

    /// <summary>The first METRIC of a type, or null.</summary>
    public MetricObject? Metric(MetricType type)
    {
        foreach (var metric in Metrics.Span)
        {
            if (metric.Type == type)
                return metric;
        }
        return null;
    }

    internal void Write(ref WireWriter writer)
    {
        Of?.Write(ref writer);
        Lspa?.Write(ref writer);
        Bandwidth?.Write(ref writer);
        ObjectWriting.Write(BandwidthUtilizations, ref writer);
        ObjectWriting.Write(Metrics, ref writer);
        Iro?.Write(ref writer);
        Xro?.Write(ref writer);
        ObjectWriting.Write(VendorInformation, ref writer);
    }
}
