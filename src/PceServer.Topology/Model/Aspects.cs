namespace PceServer.Topology;

/// <summary>Which facts of a node changed.</summary>
[Flags]
public enum NodeAspects : ushort
{
    None = 0, Name = 1, RouterIds = 2, Transit = 4, Srgb = 8, Srlb = 16, Algorithms = 32, SidDepth = 64, FlexAlgo = 128, Flags = 256,
    Areas = 512, Identities = 1024, MappingServer = 2048, Srv6 = 4096,
}

/// <summary>Which facts of a link changed.</summary>
[Flags]
public enum LinkAspects : uint
{
    None = 0, IgpMetric = 1, TeMetric = 2, Delay = 4, DelayVariation = 8, Loss = 16, AdminGroup = 32, MaximumBandwidth = 64,
    ReservableBandwidth = 128, UnreservedBandwidth = 256, Srlgs = 512, AdjacencySids = 1024, SidDepth = 2048, PeerSids = 4096,
    MeasuredBandwidth = 8192, Name = 16384, FlexAlgo = 32768,
    /// <summary>Another half-link, or none, is its reverse now.</summary>
    Reverse = 65536,
    Srv6 = 131072,
    All = 262143,
}

/// <summary>Which facts of a prefix changed.</summary>
[Flags]
public enum PrefixAspects : byte
{
    None = 0, Metric = 1, Flags = 2, PrefixSids = 4, SidRanges = 8, FlexAlgo = 16, Source = 32, Srv6 = 64,
}

/// <summary>Compares attributes fact by fact.</summary>
internal static class AspectComparison
{
    public static LinkAspects DifferencesFrom(this LinkAttributes a, LinkAttributes b)
    {
        if (ReferenceEquals(a, b))
            return LinkAspects.None;
        var d = a.IgpMetric == b.IgpMetric ? LinkAspects.None : LinkAspects.IgpMetric;
        d |= a.TeMetric == b.TeMetric ? 0 : LinkAspects.TeMetric;
        d |= a.DelayMicroseconds == b.DelayMicroseconds ? 0 : LinkAspects.Delay;
        d |= a.DelayVariationMicroseconds == b.DelayVariationMicroseconds ? 0 : LinkAspects.DelayVariation;
        d |= a.LossUnits == b.LossUnits ? 0 : LinkAspects.Loss;
        d |= a.AdminGroup == b.AdminGroup ? 0 : LinkAspects.AdminGroup;
        d |= a.MaximumBandwidth == b.MaximumBandwidth ? 0 : LinkAspects.MaximumBandwidth;
        d |= a.MaximumReservableBandwidth == b.MaximumReservableBandwidth ? 0 : LinkAspects.ReservableBandwidth;
        d |= a.HasUnreservedOf(b) ? 0 : LinkAspects.UnreservedBandwidth;
        d |= a.Srlgs.AsSpan().SequenceEqual(b.Srlgs.AsSpan()) ? 0 : LinkAspects.Srlgs;
        d |= a.AdjacencySids.AsSpan().SequenceEqual(b.AdjacencySids.AsSpan()) ? 0 : LinkAspects.AdjacencySids;
        d |= a.MaximumSidDepth == b.MaximumSidDepth
            && a.OtherSidDepths.AsSpan().SequenceEqual(b.OtherSidDepths.AsSpan()) ? 0 : LinkAspects.SidDepth;
        d |= a.PeerSids.AsSpan().SequenceEqual(b.PeerSids.AsSpan()) ? 0 : LinkAspects.PeerSids;
        d |= a.ResidualBandwidth == b.ResidualBandwidth && a.AvailableBandwidth == b.AvailableBandwidth
            && a.UtilizedBandwidth == b.UtilizedBandwidth
            ? 0 : LinkAspects.MeasuredBandwidth;
        d |= a.Name == b.Name ? 0 : LinkAspects.Name;
        d |= a.Srv6EndXSids.AsSpan().SequenceEqual(b.Srv6EndXSids.AsSpan()) ? 0 : LinkAspects.Srv6;
        return d | (Equals(a.FlexAlgo, b.FlexAlgo) ? 0 : LinkAspects.FlexAlgo);
    }

    public static NodeAspects DifferencesFrom(this NodeAttributes a, NodeAttributes b)
    {
        if (ReferenceEquals(a, b))
            return NodeAspects.None;
        var d = a.Name == b.Name ? NodeAspects.None : NodeAspects.Name;
        d |= a.RouterIds.AsSpan().SequenceEqual(b.RouterIds.AsSpan()) ? 0 : NodeAspects.RouterIds;
        d |= a.Overloaded == b.Overloaded && a.Drained == b.Drained ? 0 : NodeAspects.Transit;
        d |= a.Srgb.Equals(b.Srgb) ? 0 : NodeAspects.Srgb;
        d |= a.Srlb.Equals(b.Srlb) ? 0 : NodeAspects.Srlb;
        d |= a.Algorithms.AsSpan().SequenceEqual(b.Algorithms.AsSpan()) ? 0 : NodeAspects.Algorithms;
        d |= a.MaximumSidDepth == b.MaximumSidDepth
            && a.OtherSidDepths.AsSpan().SequenceEqual(b.OtherSidDepths.AsSpan()) ? 0 : NodeAspects.SidDepth;
        d |= a.FlexAlgoDefinitions.SequenceEqual(b.FlexAlgoDefinitions) ? 0 : NodeAspects.FlexAlgo;
        d |= a.IsAttached == b.IsAttached && a.IsExternal == b.IsExternal
            && a.IsAreaBorderRouter == b.IsAreaBorderRouter ? 0 : NodeAspects.Flags;
        d |= a.SrmsPreference == b.SrmsPreference ? 0 : NodeAspects.MappingServer;
        d |= a.Srv6 == b.Srv6 ? 0 : NodeAspects.Srv6;
        return d | (a.IsisAreas.SequenceEqual(b.IsisAreas) ? 0 : NodeAspects.Areas);
    }

    public static PrefixAspects DifferencesFrom(this PrefixAttributes a, PrefixAttributes b)
    {
        if (ReferenceEquals(a, b))
            return PrefixAspects.None;
        var d = a.Metric == b.Metric ? PrefixAspects.None : PrefixAspects.Metric;
        d |= a.IsNodePrefix == b.IsNodePrefix && a.IsReadvertised == b.IsReadvertised && a.IsAnycast == b.IsAnycast
            && a.IsExternal == b.IsExternal && a.IsDown == b.IsDown && a.IsAttached == b.IsAttached && a.IsUnreachable == b.IsUnreachable
            ? 0 : PrefixAspects.Flags;
        d |= a.PrefixSids.AsSpan().SequenceEqual(b.PrefixSids.AsSpan()) ? 0 : PrefixAspects.PrefixSids;
        d |= a.SidRanges.AsSpan().SequenceEqual(b.SidRanges.AsSpan()) ? 0 : PrefixAspects.SidRanges;
        d |= a.Srv6Locators.AsSpan().SequenceEqual(b.Srv6Locators.AsSpan()) ? 0 : PrefixAspects.Srv6;
        d |= a.FlexAlgoMetrics.AsSpan().SequenceEqual(b.FlexAlgoMetrics.AsSpan()) ? 0 : PrefixAspects.FlexAlgo;
        return d | (a.SourceRouterId == b.SourceRouterId ? 0 : PrefixAspects.Source);
    }
}
