using PceServer.Wire;

namespace PceServer.Bgp;

/// <summary>The flags octet of a path attribute (RFC 4271 §4.3).</summary>
[Flags]
public enum PathAttributeFlags : byte
{
    None = 0, ExtendedLength = 0x10, Partial = 0x20, Transitive = 0x40, Optional = 0x80,
    OptionalTransitive = Optional | Transitive,
}

/// <summary>Path attribute type codes known here.</summary>
public enum PathAttributeCode : byte
{
    Origin = 1, AsPath = 2, NextHop = 3, MultiExitDiscriminator = 4, LocalPreference = 5, AtomicAggregate = 6, Aggregator = 7,
    Communities = 8, OriginatorId = 9, ClusterList = 10, MpReachNlri = 14, MpUnreachNlri = 15, ExtendedCommunities = 16,
    As4Path = 17, As4Aggregator = 18, LinkState = 29, LargeCommunities = 32,

    /// <summary>What routers sent before 29 was assigned.</summary>
    LegacyLinkState = 99,
}

/// <summary>One path attribute; the flags are kept as they came, so that it is written back unchanged.</summary>
public abstract record PathAttribute(byte Code, PathAttributeFlags Flags)
{
    internal abstract void WriteValue(ref WireWriter writer, BgpSessionParameters parameters);

    /// <summary>Octets of a value that may pass 255 and then needs the extended length; zero for those that cannot.</summary>
    internal virtual int LongValueOctets(BgpSessionParameters parameters) => 0;

    internal virtual void Write(ref WireWriter writer, BgpSessionParameters parameters)
    {
        var start = writer.Length;
        var flags = LongValueOctets(parameters) > byte.MaxValue ? Flags | PathAttributeFlags.ExtendedLength : Flags;
        writer.U8((byte)flags);
        writer.U8(Code);
        var extended = (flags & PathAttributeFlags.ExtendedLength) != 0;
        writer.Zeros(extended ? 2 : 1);
        var value = writer.Length;
        WriteValue(ref writer, parameters);
        var length = writer.Length - value;
        if (extended)
            writer.PatchU16(start + 2, length);
        else
            writer.PatchU8(start + 2, length);
    }
}

/// <summary>An attribute that is not acted upon: kept as it came.</summary>
public sealed record UnknownPathAttribute(byte Code, PathAttributeFlags Flags, ValueList<byte> Value) : PathAttribute(Code, Flags)
{
    internal override int LongValueOctets(BgpSessionParameters parameters) => Value.Count;

    internal override void WriteValue(ref WireWriter writer, BgpSessionParameters parameters) => writer.Bytes(Value.Span);
}

/// <summary>An attribute that was refused (discarded, repeated, or cause of treat-as-withdraw): not acted upon, only shown and written back.</summary>
public sealed record RefusedPathAttribute(byte Code, PathAttributeFlags Flags, ValueList<byte> Value, string Reason) : PathAttribute(Code, Flags)
{
    internal override int LongValueOctets(BgpSessionParameters parameters) => Value.Count;

    internal override void WriteValue(ref WireWriter writer, BgpSessionParameters parameters) => writer.Bytes(Value.Span);
}

/// <summary>Octets at the end of the attribute list that make no attribute.</summary>
public sealed record BrokenPathAttribute(ValueList<byte> Octets) : PathAttribute(0, PathAttributeFlags.None)
{
    internal override void Write(ref WireWriter writer, BgpSessionParameters parameters) => writer.Bytes(Octets.Span);

    internal override void WriteValue(ref WireWriter writer, BgpSessionParameters parameters) => writer.Bytes(Octets.Span);
}
