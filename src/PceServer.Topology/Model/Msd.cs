namespace PceServer.Topology;

/// <summary>
/// A maximum SID depth other than base MPLS imposition: its IANA type, for instance 2 = ERLD, 41 to 45 SRv6 (RFC 8491 §5, RFC 8814 §3).
/// </summary>
public readonly record struct SidDepth(byte Type, byte Depth);
