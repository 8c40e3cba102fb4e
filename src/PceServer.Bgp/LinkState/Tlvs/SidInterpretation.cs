namespace PceServer.Bgp.LinkState;

/// <summary>What a SID TLV means once the protocol of its NLRI tells which flag is which.</summary>
public enum SidValueKind
{
    /// <summary>V and L contradict each other: the SID is to be passed over (RFC 8667 §2.1.1.1).</summary>
    Invalid,

    /// <summary>Index into the SRGB (prefix SIDs) or the SRLB (adjacency SIDs).</summary>
    Index,

    Label,
}

/// <summary>Flags of prefix SIDs in one order for all protocols (RFC 8667 §2.1.1.1, RFC 8665 §5, RFC 8666 §6).</summary>
[Flags]
public enum PrefixSidMeaning : byte
{
    None = 0, Readvertised = 1, Node = 2, NoPenultimateHopPopping = 4, ExplicitNull = 8, MappingServer = 16,
}

/// <summary>Flags of adjacency SIDs in one order for all protocols (RFC 8667 §2.2.1, RFC 8665 §6.1, RFC 8666 §7.1, RFC 9086 §5).</summary>
[Flags]
public enum AdjacencySidMeaning : byte
{
    None = 0, Backup = 1, Set = 2, Persistent = 4, Ipv6 = 8,
}

internal static class SidFlags
{
    // The bits of V and L, most significant bit first.
    private const byte PrefixValue = 0x08, PrefixLocal = 0x04;
    private const byte IsisAdjacencyValue = 0x20, IsisAdjacencyLocal = 0x10;
    private const byte OspfAdjacencyValue = 0x40, OspfAdjacencyLocal = 0x20;
    private const byte PeerValue = 0x80, PeerLocal = 0x40;

    public static SidValueKind PrefixKind(byte flags) => Kind(flags, PrefixValue, PrefixLocal);

    public static SidValueKind AdjacencyKind(byte flags, ProtocolId protocol) => protocol.IsOspf()
        ? Kind(flags, OspfAdjacencyValue, OspfAdjacencyLocal)
        : protocol == ProtocolId.Bgp ? PeerKind(flags) : Kind(flags, IsisAdjacencyValue, IsisAdjacencyLocal);

    public static SidValueKind PeerKind(byte flags) => Kind(flags, PeerValue, PeerLocal);

    public static PrefixSidMeaning PrefixMeaning(byte flags, ProtocolId protocol)
    {
        var meaning = PrefixSidMeaning.None;
        if (protocol.IsOspf())
        {
            if ((flags & 0x40) != 0) meaning |= PrefixSidMeaning.NoPenultimateHopPopping;
            if ((flags & 0x20) != 0) meaning |= PrefixSidMeaning.MappingServer;
        }
        else
        {
            if ((flags & 0x80) != 0) meaning |= PrefixSidMeaning.Readvertised;
            if ((flags & 0x40) != 0) meaning |= PrefixSidMeaning.Node;
            if ((flags & 0x20) != 0) meaning |= PrefixSidMeaning.NoPenultimateHopPopping;
        }
        return (flags & 0x10) != 0 ? meaning | PrefixSidMeaning.ExplicitNull : meaning;
    }

    public static AdjacencySidMeaning AdjacencyMeaning(byte flags, ProtocolId protocol)
    {
        if (protocol == ProtocolId.Bgp)
            return PeerMeaning(flags);
        return protocol.IsOspf()
            ? Meaning(flags, backup: 0x80, set: 0x10, persistent: 0x08, ipv6: 0)
            : Meaning(flags, backup: 0x40, set: 0x08, persistent: 0x04, ipv6: 0x80);
    }

    public static AdjacencySidMeaning PeerMeaning(byte flags) => Meaning(flags, backup: 0x20, set: 0, persistent: 0x10, ipv6: 0);

    private static AdjacencySidMeaning Meaning(byte flags, byte backup, byte set, byte persistent, byte ipv6)
    {
        var meaning = AdjacencySidMeaning.None;
        if ((flags & backup) != 0) meaning |= AdjacencySidMeaning.Backup;
        if ((flags & set) != 0) meaning |= AdjacencySidMeaning.Set;
        if ((flags & persistent) != 0) meaning |= AdjacencySidMeaning.Persistent;
        if ((flags & ipv6) != 0) meaning |= AdjacencySidMeaning.Ipv6;
        return meaning;
    }

    private static SidValueKind Kind(byte flags, byte value, byte local) => ((flags & value) != 0, (flags & local) != 0) switch
    {
        (true, true) => SidValueKind.Label,
        (false, false) => SidValueKind.Index,
        _ => SidValueKind.Invalid,
    };
}
