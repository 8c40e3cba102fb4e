namespace PceServer.Pcep;

/// <summary>Message types (RFC 5440 §6.1 and later).</summary>
public enum MessageType : byte
{
    Open = 1,
    Keepalive = 2,
    PcReq = 3,
    PcRep = 4,
    PcNtf = 5,
    PcErr = 6,
    Close = 7,
    PcMonReq = 8,
    PcMonRep = 9,
    PcRpt = 10,
    PcUpd = 11,
    PcInitiate = 12,
    StartTls = 13,
}

/// <summary>Types of METRIC (RFC 5440 §7.8 and later); 128 to 255 are user defined (RFC 9933 §4.5).</summary>
public enum MetricType : byte
{
    Igp = 1,
    Te = 2,
    HopCount = 3,
    AggregateBandwidthConsumption = 4,
    LoadOfMostLoadedLink = 5,
    CumulativeIgp = 6,
    CumulativeTe = 7,
    P2mpIgp = 8,
    P2mpTe = 9,
    P2mpHopCount = 10,
    SidDepth = 11,
    PathDelay = 12,
    PathDelayVariation = 13,
    PathLoss = 14,
    P2mpPathDelay = 15,
    P2mpPathDelayVariation = 16,
    P2mpPathLoss = 17,
    Adaptations = 18,
    Layers = 19,
    DomainCount = 20,
    BorderNodeCount = 21,
    PathMinDelay = 22,
    P2mpPathMinDelay = 23,
    PathBandwidth = 24,
    P2mpPathBandwidth = 25,
}

/// <summary>Objective functions (RFC 5541 §4 and later).</summary>
public enum ObjectiveFunction : ushort
{
    MinimumCostPath = 1,
    MinimumLoadPath = 2,
    MaximumResidualBandwidthPath = 3,
    MinimizeAggregateBandwidthConsumption = 4,
    MinimizeLoadOfMostLoadedLink = 5,
    MinimizeCumulativeCost = 6,
    ShortestPathTree = 7,
    MinimumCostTree = 8,
    MinimumPacketLossPath = 9,
    MaximumUnderUtilizedPath = 10,
    MaximumReservedUnderUtilizedPath = 11,
    MinimizeTransitDomains = 12,
    MinimizeBorderNodes = 13,
    MinimizeCommonTransitDomains = 14,
    MinimizeSharedLinks = 15,
    MinimizeSharedSrlgs = 16,
    MinimizeSharedNodes = 17,
}

/// <summary>Association types (RFC 8697 §7.4 and later).</summary>
public enum AssociationType : ushort
{
    PathProtection = 1,
    Disjoint = 2,
    Policy = 3,
    SingleSidedBidirectional = 4,
    DoubleSidedBidirectional = 5,
    SrPolicy = 6,
    VirtualNetwork = 7,
}
