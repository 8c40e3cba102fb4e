using PceServer.Wire;

namespace PceServer.Bgp.LinkState;

/// <summary>Which TLV belongs to which object, one line each. A TLV may hold only sub-TLVs of tables that do not contain it, which bounds nesting.</summary>
internal static class LinkStateTlvTables
{
    public static readonly TlvRegistry FlexAlgorithmSubTlvs = new TlvRegistry()
        .Add<FadExcludeAny>()
        .Add<FadIncludeAny>()
        .Add<FadIncludeAll>()
        .Add<FadFlags>()
        .Add<FadExcludeSrlg>()
        .Add<FadUnsupported>();

    public static readonly TlvRegistry RangeSubTlvs = new TlvRegistry().Add<PrefixSid>();

    public static readonly TlvRegistry Srv6SubTlvs = new TlvRegistry().Add<Srv6SidStructure>().Add<Srv6EndpointBehavior>();

    public static readonly TlvRegistry ApplicationSpecificSubTlvs = AddTraffic(new TlvRegistry());

    public static readonly TlvRegistry BundleMemberSubTlvs = AddOwnLink(new TlvRegistry());

    public static readonly TlvRegistry CandidatePathConstraintSubTlvs = AddConstraints(new TlvRegistry());

    public static readonly TlvRegistry SegmentListSubTlvs = AddSegmentListParts(new TlvRegistry());

    public static TlvRegistry AddAll(TlvRegistry registry) =>
        AddSrPolicy(AddSrv6Sid(AddPrefix(AddOwnLink(AddNode(registry)).Add<L2BundleMemberAttributes>().Add<SidLabel>())));

    public static TlvRegistry AddNode(TlvRegistry registry) => registry
        .Add<MultiTopologyIdentifiers>()
        .Add<NodeMsd>()
        .Add<NodeFlagBits>()
        .Add<OpaqueNodeAttribute>()
        .Add<NodeName>()
        .Add<IsisAreaIdentifier>()
        .Add<LocalIpv4RouterId>()
        .Add<LocalIpv6RouterId>()
        .Add<SbfdDiscriminators>()
        .Add<SrCapabilities>()
        .Add<SrAlgorithms>()
        .Add<SrLocalBlock>()
        .Add<SrmsPreference>()
        .Add<Srv6Capabilities>()
        .Add<FlexAlgorithmDefinition>();

    public static TlvRegistry AddLink(TlvRegistry registry) => AddOwnLink(registry)
        .Add<LocalIpv4RouterId>()
        .Add<LocalIpv6RouterId>()
        .Add<MultiTopologyIdentifiers>()
        .Add<L2BundleMemberAttributes>();

    public static TlvRegistry AddPrefix(TlvRegistry registry) => registry
        .Add<IgpFlags>()
        .Add<IgpRouteTags>()
        .Add<IgpExtendedRouteTags>()
        .Add<PrefixMetric>()
        .Add<OspfForwardingAddress>()
        .Add<OpaquePrefixAttribute>()
        .Add<PrefixSid>()
        .Add<SidMappingRange>()
        .Add<PrefixAttributeFlags>()
        .Add<SourceRouterIdentifier>()
        .Add<SourceOspfRouterId>()
        .Add<FlexAlgorithmPrefixMetric>()
        .Add<Srv6Locator>();

    public static TlvRegistry AddSrv6Sid(TlvRegistry registry) => registry
        .Add<Srv6EndpointBehavior>()
        .Add<Srv6BgpPeerNodeSid>()
        .Add<Srv6SidStructure>();

    public static TlvRegistry AddSrPolicy(TlvRegistry registry) => AddSegmentListParts(AddConstraints(registry))
        .Add<SrBindingSid>()
        .Add<Srv6BindingSid>()
        .Add<SrCandidatePathState>()
        .Add<SrCandidatePathName>()
        .Add<SrPolicyName>()
        .Add<SrCandidatePathConstraints>()
        .Add<SrSegmentList>();

    private static TlvRegistry AddConstraints(TlvRegistry registry) => registry
        .Add<SrAffinityConstraint>()
        .Add<SrSrlgConstraint>()
        .Add<SrBandwidthConstraint>()
        .Add<SrDisjointGroupConstraint>()
        .Add<SrBidirectionalGroupConstraint>()
        .Add<SrMetricConstraint>();

    private static TlvRegistry AddSegmentListParts(TlvRegistry registry) => registry
        .Add<SrSegment>()
        .Add<SrSegmentListMetric>()
        .Add<SrSegmentListBandwidth>()
        .Add<SrSegmentListIdentifier>();

    private static TlvRegistry AddOwnLink(TlvRegistry registry) => AddTraffic(registry)
        .Add<LinkIdentifiers>()
        .Add<LinkMsd>()
        .Add<RemoteIpv4RouterId>()
        .Add<RemoteIpv6RouterId>()
        .Add<MaximumLinkBandwidth>()
        .Add<MaximumReservableLinkBandwidth>()
        .Add<UnreservedBandwidth>()
        .Add<LinkProtectionType>()
        .Add<MplsProtocolMask>()
        .Add<IgpMetric>()
        .Add<OpaqueLinkAttribute>()
        .Add<LinkName>()
        .Add<AdjacencySid>()
        .Add<LanAdjacencySid>()
        .Add<PeerNodeSid>()
        .Add<PeerAdjacencySid>()
        .Add<PeerSetSid>()
        .Add<Srv6EndXSid>()
        .Add<IsisSrv6LanEndXSid>()
        .Add<Ospfv3Srv6LanEndXSid>()
        .Add<GracefulLinkShutdown>()
        .Add<ApplicationSpecificLinkAttributes>();

    /// <summary>Link attributes that may also be given per application (RFC 9294 §3).</summary>
    private static TlvRegistry AddTraffic(TlvRegistry registry) => registry
        .Add<AdministrativeGroup>()
        .Add<TeDefaultMetric>()
        .Add<SharedRiskLinkGroups>()
        .Add<UnidirectionalLinkDelay>()
        .Add<MinMaxUnidirectionalLinkDelay>()
        .Add<UnidirectionalDelayVariation>()
        .Add<UnidirectionalLinkLoss>()
        .Add<UnidirectionalResidualBandwidth>()
        .Add<UnidirectionalAvailableBandwidth>()
        .Add<UnidirectionalUtilizedBandwidth>()
        .Add<ExtendedAdministrativeGroup>();
}
