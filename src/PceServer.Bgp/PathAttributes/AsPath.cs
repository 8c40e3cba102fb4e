using PceServer.Wire;

namespace PceServer.Bgp;

/// <summary>RFC 4271 §4.3, RFC 5065 §3.</summary>
public enum AsPathSegmentType : byte
{
    Set = 1, Sequence = 2, ConfederationSequence = 3, ConfederationSet = 4,
}

/// <summary>A run of AS numbers, at most 255.</summary>
public sealed record AsPathSegment(AsPathSegmentType Type, ValueList<AutonomousSystem> Systems);

/// <summary>AS_PATH: the systems that a route passed (RFC 4271 §5.1.2); two or four octets each as negotiated (RFC 6793 §4.1).</summary>
public sealed record AsPath(ValueList<AsPathSegment> Segments, PathAttributeFlags Flags = PathAttributeFlags.Transitive)
    : PathAttribute((byte)PathAttributeCode.AsPath, Flags)
{
    public static readonly AsPath Empty = new([]);

    /// <summary>Number of systems as the decision process counts: a set is one, confederation segments none (RFC 4271 §9.1.2.2, RFC 5065 §5.3).</summary>
    public int Length => AsPathReading.Length(Segments);

    public static AsPath Sequence(params AutonomousSystem[] systems) =>
        systems.Length == 0 ? Empty : new AsPath([new AsPathSegment(AsPathSegmentType.Sequence, ValueList.Create<AutonomousSystem>(systems))]);

    internal override int LongValueOctets(BgpSessionParameters parameters) => AsPathReading.Octets(Segments, parameters.FourOctetAs);

    internal override void WriteValue(ref WireWriter writer, BgpSessionParameters parameters) =>
        AsPathReading.Write(ref writer, Segments, parameters.FourOctetAs);
}

/// <summary>AS4_PATH: the path in four-octet numbers as a two-octet speaker passes it on (RFC 6793 §3).</summary>
public sealed record As4Path(ValueList<AsPathSegment> Segments, PathAttributeFlags Flags = PathAttributeFlags.OptionalTransitive)
    : PathAttribute((byte)PathAttributeCode.As4Path, Flags)
{
    internal override int LongValueOctets(BgpSessionParameters parameters) => AsPathReading.Octets(Segments, fourOctets: true);

    internal override void WriteValue(ref WireWriter writer, BgpSessionParameters parameters) =>
        AsPathReading.Write(ref writer, Segments, fourOctets: true);
}

internal static class AsPathReading
{
    /// <summary>Reads all segments; an unknown type, an empty segment or an overrun is a fault (RFC 7606 §7.2).</summary>
    public static ValueList<AsPathSegment> Read(ref WireReader reader, bool fourOctets)
    {
        if (!reader.More)
            return default;
        var segments = new List<AsPathSegment>(1);
        while (reader.More)
        {
            var type = reader.U8();
            var count = reader.U8();
            if (type is < 1 or > 4)
                reader.Fail($"AS_PATH segment type {type}");
            else if (count == 0)
                reader.Fail("AS_PATH segment without systems");
            else if (reader.Remaining < count * (fourOctets ? 4 : 2))
                reader.Fail("AS_PATH segment overruns the attribute");
            if (reader.Faulted)
                return default;
            var systems = new AutonomousSystem[count];
            for (var i = 0; i < systems.Length; i++)
                systems[i] = new AutonomousSystem(fourOctets ? reader.U32() : reader.U16());
            segments.Add(new AsPathSegment((AsPathSegmentType)type, ValueList.Own(systems)));
        }
        return ValueList.Own(segments.ToArray());
    }

    public static void Write(ref WireWriter writer, ValueList<AsPathSegment> segments, bool fourOctets)
    {
        foreach (var segment in segments)
        {
            writer.U8((byte)segment.Type);
            writer.U8((byte)segment.Systems.Count);
            foreach (var system in segment.Systems)
            {
                if (fourOctets)
                    writer.U32(system.Number);
                else
                    writer.U16(system.TwoOctets);
            }
        }
    }

    public static int Octets(ValueList<AsPathSegment> segments, bool fourOctets)
    {
        var octets = 0;
        foreach (var segment in segments)
            octets += 2 + (segment.Systems.Count * (fourOctets ? 4 : 2));
        return octets;
    }

    public static int Length(ValueList<AsPathSegment> segments)
    {
        var length = 0;
        foreach (var segment in segments)
        {
            length += segment.Type switch
            {
                AsPathSegmentType.Sequence => segment.Systems.Count,
                AsPathSegmentType.Set => 1,
                _ => 0,
            };
        }
        return length;
    }
}
