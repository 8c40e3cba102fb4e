using System.Collections.Immutable;

namespace PceServer.Topology;

/// <summary>
/// SRv6 as a node announces it: facts to be shown, which path computation does not use (RFC 9514 §3.1). SRv6 depths stand among the other MSDs.
/// </summary>
/// <param name="SupportsOam">O flag: the router answers packets that carry the OAM bit (RFC 9259 §2.1).</param>
public readonly record struct Srv6Capabilities(bool SupportsOam);

/// <summary>How the bits of an SRv6 SID are divided; the four lengths add up to at most 128 (RFC 9514 §8).</summary>
public readonly record struct Srv6SidStructure(byte LocatorBlockBits, byte LocatorNodeBits, byte FunctionBits, byte ArgumentBits)
{
    public override string ToString() => $"{LocatorBlockBits}-{LocatorNodeBits}-{FunctionBits}-{ArgumentBits}";
}

/// <summary>That a prefix is an SRv6 locator of its node in an algorithm (RFC 9514 §5.1).</summary>
/// <param name="IsDown">D flag: leaked from level 2 into level 1.</param>
public readonly record struct Srv6Locator(byte Algorithm, uint Metric, bool IsDown = false, Srv6SidStructure? Structure = null);

/// <summary>Flags of End.X SIDs and BGP peer node SIDs, the same in all of them (RFC 9514 §4.1 and §7.2).</summary>
[Flags]
public enum Srv6SidFlags : byte
{
    None = 0, Persistent = 0x20, Set = 0x40, Backup = 0x80,
}

/// <summary>An SRv6 SID that takes a packet over one link (RFC 9514 §4.1, RFC 9514 §4.2 on a LAN).</summary>
/// <param name="Behavior">IANA code point, for instance 5 = End.X, 48 = End.DX6 (RFC 8986 §10.2).</param>
/// <param name="Neighbor">On a LAN the neighbour that the SID leads to; otherwise default.</param>
public readonly record struct Srv6EndXSid(
    IpAddress Sid, ushort Behavior, Srv6SidFlags Flags = Srv6SidFlags.None, byte Algorithm = 0, byte Weight = 0, IgpRouterId Neighbor = default,
    Srv6SidStructure? Structure = null);

/// <summary>An SRv6 SID as one node announces it (RFC 9514 §6).</summary>
public sealed record Srv6SidKey(NodeKey Node, IpAddress Sid)
{
    public ushort MultiTopologyId { get; init; }

    public int CompareTo(Srv6SidKey? other)
    {
        if (other is null)
            return 1;
        var order = Node.CompareTo(other.Node);
        order = order != 0 ? order : Sid.CompareTo(other.Sid);
        return order != 0 ? order : MultiTopologyId.CompareTo(other.MultiTopologyId);
    }

    public override string ToString() => $"{Sid} at {Node}";
}

/// <summary>What an SRv6 SID does (RFC 9514 §7).</summary>
public sealed record Srv6SidAttributes
{
    public static readonly Srv6SidAttributes None = new();

    /// <summary>IANA code point, for instance 1 = End; null where the mandatory TLV 1250 is missing.</summary>
    public ushort? Behavior { get; init; }
    public byte Algorithm { get; init; }
    public Srv6SidStructure? Structure { get; init; }

    /// <summary>BGP peers that the SID leads to, several for a set (TLV 1251).</summary>
    public ImmutableArray<Srv6PeerNode> Peers { get; init; } = [];

    public bool Equals(Srv6SidAttributes? other) =>
        other is not null && Behavior == other.Behavior && Algorithm == other.Algorithm && Structure == other.Structure
        && Peers.AsSpan().SequenceEqual(other.Peers.AsSpan());

    public override int GetHashCode() => HashCode.Combine(Behavior, Algorithm, Structure, Peers.Length);
}

/// <summary>The BGP peer behind an SRv6 peering SID (RFC 9514 §7.2).</summary>
public readonly record struct Srv6PeerNode(uint AutonomousSystem, uint BgpRouterId, Srv6SidFlags Flags = Srv6SidFlags.None, byte Weight = 0);

/// <summary>An SRv6 SID of a snapshot.</summary>
/// <param name="Node">Null where the node itself is not announced.</param>
public sealed record Srv6Sid(NodeIndex? Node, Srv6SidKey Key, Srv6SidAttributes Attributes)
{
    public override string ToString() => Key.ToString();
}
