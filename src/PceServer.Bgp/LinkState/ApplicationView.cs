using PceServer.Wire;

namespace PceServer.Bgp.LinkState;

/// <summary>Resolves application-specific link attributes for one application.</summary>
internal static class ApplicationView
{
    public static ValueList<ITlv> Select(ValueList<ITlv> tlvs, StandardApplication application)
    {
        var (any, named) = (false, false);
        foreach (var tlv in tlvs)
        {
            if (tlv is not ApplicationSpecificLinkAttributes specific)
                continue;
            any = true;
            named |= specific.Names(application);
        }
        return any ? Merge(tlvs, application, named) : tlvs;
    }

    /// <summary>Once an announcement names the application, those for any application do not concern it (RFC 9492 §5).</summary>
    private static ValueList<ITlv> Merge(ValueList<ITlv> tlvs, StandardApplication application, bool named)
    {
        var own = new List<ITlv>();
        foreach (var tlv in tlvs)
        {
            if (tlv is not ApplicationSpecificLinkAttributes specific || (named ? !specific.Names(application) : !specific.IsForAnyApplication))
                continue;
            foreach (var inner in specific.SubTlvs)
                own.Add(inner);
        }
        var result = new List<ITlv>(tlvs.Count + own.Count);
        foreach (var tlv in tlvs)
        {
            if (tlv is not ApplicationSpecificLinkAttributes && !own.Exists(o => o.Type == tlv.Type))
                result.Add(tlv);
        }
        result.AddRange(own);
        return ValueList.Own(result.ToArray());
    }
}
