using PceServer.Wire;

namespace PceServer.Bgp;

/// <summary>RFC 4271 §5.1.1.</summary>
public enum OriginCode : byte
{
    Igp = 0, Egp = 1, Incomplete = 2,
}

/// <summary>ORIGIN: one octet (RFC 4271 §5.1.1).</summary>
public sealed record Origin(OriginCode Value, PathAttributeFlags Flags = PathAttributeFlags.Transitive)
    : PathAttribute((byte)PathAttributeCode.Origin, Flags)
{
    internal override void WriteValue(ref WireWriter writer, BgpSessionParameters parameters) => writer.U8((byte)Value);
}

/// <summary>NEXT_HOP of IPv4 routes (RFC 4271 §5.1.3).</summary>
public sealed record NextHop(Ipv4Address Address, PathAttributeFlags Flags = PathAttributeFlags.Transitive)
    : PathAttribute((byte)PathAttributeCode.NextHop, Flags)
{
    internal override void WriteValue(ref WireWriter writer, BgpSessionParameters parameters) => writer.U32(Address.Value);
}

/// <summary>MULTI_EXIT_DISC, the lower the better (RFC 4271 §5.1.4).</summary>
public sealed record MultiExitDiscriminator(uint Value, PathAttributeFlags Flags = PathAttributeFlags.Optional)
    : PathAttribute((byte)PathAttributeCode.MultiExitDiscriminator, Flags)
{
    internal override void WriteValue(ref WireWriter writer, BgpSessionParameters parameters) => writer.U32(Value);
}

/// <summary>LOCAL_PREF, the higher the better, internal peers only (RFC 4271 §5.1.5).</summary>
public sealed record LocalPreference(uint Value, PathAttributeFlags Flags = PathAttributeFlags.Transitive)
    : PathAttribute((byte)PathAttributeCode.LocalPreference, Flags)
{
    /// <summary>What counts when the attribute is absent.</summary>
    public const uint Default = 100;

    internal override void WriteValue(ref WireWriter writer, BgpSessionParameters parameters) => writer.U32(Value);
}

/// <summary>ATOMIC_AGGREGATE: no value (RFC 4271 §5.1.6).</summary>
public sealed record AtomicAggregate(PathAttributeFlags Flags = PathAttributeFlags.Transitive)
    : PathAttribute((byte)PathAttributeCode.AtomicAggregate, Flags)
{
    internal override void WriteValue(ref WireWriter writer, BgpSessionParameters parameters)
    {
    }
}

/// <summary>AGGREGATOR, 6 or 8 octets by the width of AS numbers (RFC 4271 §5.1.7, RFC 6793 §3).</summary>
public sealed record Aggregator(AutonomousSystem AutonomousSystem, BgpIdentifier Identifier, PathAttributeFlags Flags = PathAttributeFlags.OptionalTransitive)
    : PathAttribute((byte)PathAttributeCode.Aggregator, Flags)
{
    internal override void WriteValue(ref WireWriter writer, BgpSessionParameters parameters)
    {
        if (parameters.FourOctetAs)
            writer.U32(AutonomousSystem.Number);
        else
            writer.U16(AutonomousSystem.TwoOctets);
        writer.U32(Identifier.Value);
    }
}

/// <summary>AS4_AGGREGATOR (RFC 6793 §3).</summary>
public sealed record As4Aggregator(AutonomousSystem AutonomousSystem, BgpIdentifier Identifier, PathAttributeFlags Flags = PathAttributeFlags.OptionalTransitive)
    : PathAttribute((byte)PathAttributeCode.As4Aggregator, Flags)
{
    internal override void WriteValue(ref WireWriter writer, BgpSessionParameters parameters)
    {
        writer.U32(AutonomousSystem.Number);
        writer.U32(Identifier.Value);
    }
}

/// <summary>ORIGINATOR_ID: who brought the route into the AS, for loop detection and the decision (RFC 4456 §8).</summary>
public sealed record OriginatorId(BgpIdentifier Identifier, PathAttributeFlags Flags = PathAttributeFlags.Optional)
    : PathAttribute((byte)PathAttributeCode.OriginatorId, Flags)
{
    internal override void WriteValue(ref WireWriter writer, BgpSessionParameters parameters) => writer.U32(Identifier.Value);
}

/// <summary>CLUSTER_LIST: the reflectors that a route passed (RFC 4456 §8).</summary>
public sealed record ClusterList(ValueList<BgpIdentifier> Clusters, PathAttributeFlags Flags = PathAttributeFlags.Optional)
    : PathAttribute((byte)PathAttributeCode.ClusterList, Flags)
{
    internal override int LongValueOctets(BgpSessionParameters parameters) => Clusters.Count * 4;

    internal override void WriteValue(ref WireWriter writer, BgpSessionParameters parameters)
    {
        foreach (var cluster in Clusters)
            writer.U32(cluster.Value);
    }
}

/// <summary>COMMUNITIES: 32-bit values (RFC 1997).</summary>
public sealed record Communities(ValueList<uint> Values, PathAttributeFlags Flags = PathAttributeFlags.OptionalTransitive)
    : PathAttribute((byte)PathAttributeCode.Communities, Flags)
{
    internal override int LongValueOctets(BgpSessionParameters parameters) => Values.Count * 4;

    internal override void WriteValue(ref WireWriter writer, BgpSessionParameters parameters)
    {
        foreach (var value in Values)
            writer.U32(value);
    }
}

/// <summary>EXTENDED COMMUNITIES: 64-bit values (RFC 4360 §2).</summary>
public sealed record ExtendedCommunities(ValueList<ulong> Values, PathAttributeFlags Flags = PathAttributeFlags.OptionalTransitive)
    : PathAttribute((byte)PathAttributeCode.ExtendedCommunities, Flags)
{
    internal override int LongValueOctets(BgpSessionParameters parameters) => Values.Count * 8;

    internal override void WriteValue(ref WireWriter writer, BgpSessionParameters parameters)
    {
        foreach (var value in Values)
            writer.U64(value);
    }
}
