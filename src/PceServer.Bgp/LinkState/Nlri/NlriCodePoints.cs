namespace PceServer.Bgp.LinkState;

/// <summary>RFC 9552 §5.2, RFC 9514 §6, RFC 9857 §4.</summary>
public enum NlriType : ushort
{
    Node = 1, Link = 2, Ipv4Prefix = 3, Ipv6Prefix = 4, SrPolicyCandidatePath = 5, Srv6Sid = 6,
}

/// <summary>Where a link-state object comes from (RFC 9552 §5.2, RFC 9086 §3, RFC 9857 §4).</summary>
public enum ProtocolId : byte
{
    Unknown = 0, IsisLevel1 = 1, IsisLevel2 = 2, Ospfv2 = 3, Direct = 4, StaticConfiguration = 5, Ospfv3 = 6, Bgp = 7,
    RsvpTe = 8, SegmentRouting = 9,
}

/// <summary>Groups protocols whose flag octets mean the same.</summary>
public static class ProtocolIdTraits
{
    public static bool IsIsis(this ProtocolId protocol) => protocol is ProtocolId.IsisLevel1 or ProtocolId.IsisLevel2;

    public static bool IsOspf(this ProtocolId protocol) => protocol is ProtocolId.Ospfv2 or ProtocolId.Ospfv3;
}

/// <summary>OSPF route type of a prefix (RFC 9552 §5.2.3.1).</summary>
public enum OspfRouteType : byte
{
    IntraArea = 1, InterArea = 2, External1 = 3, External2 = 4, Nssa1 = 5, Nssa2 = 6,
}

internal static class DescriptorCode
{
    public const ushort LocalNode = 256;
    public const ushort RemoteNode = 257;
    public const ushort LinkIdentifiers = 258;
    public const ushort Ipv4Interface = 259;
    public const ushort Ipv4Neighbor = 260;
    public const ushort Ipv6Interface = 261;
    public const ushort Ipv6Neighbor = 262;
    public const ushort MultiTopology = 263;
    public const ushort OspfRouteType = 264;
    public const ushort IpReachability = 265;
    public const ushort RemoteAutonomousSystem = 270;
    public const ushort Ipv4RemoteAsbr = 271;
    public const ushort Ipv6RemoteAsbr = 272;
    public const ushort AutonomousSystem = 512;
    public const ushort BgpLsIdentifier = 513;
    public const ushort OspfArea = 514;
    public const ushort IgpRouterId = 515;
    public const ushort BgpRouterId = 516;
    public const ushort ConfederationMember = 517;
    public const ushort Srv6Sid = 518;
    public const ushort SrPolicyCandidatePath = 554;
}
