namespace PceServer.Pcep;

/// <summary>An attribute list while its objects come in.</summary>
internal struct AttributeParts
{
    public OfObject? Of;
    public LspaObject? Lspa;
    public BandwidthObject? Bandwidth;
    public IroObject? Iro;
    public XroObject? Xro;
    public Gathering<MetricObject> Metrics;
    public Gathering<VendorInformationObject> VendorInformation;
    public Gathering<BandwidthUtilizationObject> BandwidthUtilizations;
    private bool _hasAny;

    /// <summary>False where the object is no attribute. A second one of a kind that may stand once is left out, as RFC 5440 §7.6 wants for END-POINTS.</summary>
    public bool TryTake(PcepObject item, out bool isDuplicate)
    {
        isDuplicate = false;
        switch (item)
        {
            case MetricObject metric:
                Metrics.Add(metric);
                break;
            case LspaObject lspa:
                isDuplicate = !Once(ref Lspa, lspa);
                break;
            case BandwidthObject { IsExisting: false } bandwidth:
                isDuplicate = !Once(ref Bandwidth, bandwidth);
                break;
            case OfObject of:
                isDuplicate = !Once(ref Of, of);
                break;
            case VendorInformationObject vendor:
                VendorInformation.Add(vendor);
                break;
            case BandwidthUtilizationObject utilization:
                BandwidthUtilizations.Add(utilization);
                break;
            case IroObject iro:
                isDuplicate = !Once(ref Iro, iro);
                break;
            case XroObject xro:
                isDuplicate = !Once(ref Xro, xro);
                break;
            default:
                return false;
        }
        _hasAny = true;
        return true;
    }

    public readonly AttributeList ToAttributeList()
    {
        if (!_hasAny && Metrics.Count == 0 && Bandwidth is null)
            return AttributeList.Empty;
        return new AttributeList
        {
            Of = Of,
            Lspa = Lspa,
            Bandwidth = Bandwidth,
            Iro = Iro,
            Xro = Xro,
            Metrics = Metrics.ToValueList(),
            BandwidthUtilizations = BandwidthUtilizations.ToValueList(),
            VendorInformation = VendorInformation.ToValueList(),
        };
    }

    private static bool Once<T>(ref T? place, T item) where T : class
    {
        if (place is not null)
            return false;
        place = item;
        return true;
    }
}
