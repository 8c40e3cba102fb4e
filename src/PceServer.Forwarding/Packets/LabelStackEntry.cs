using System.Buffers.Binary;
using PceServer.Topology;

namespace PceServer.Forwarding.Packets;

/// <summary>
/// Four bytes of a label stack (RFC 3032 §2.1; the traffic class of RFC 5462):
/// <code>
///  0                   1                   2                   3
///  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// |                Label                  | TC  |S|      TTL      |
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// </code>
/// </summary>
public readonly record struct LabelStackEntry(Label Label, byte TrafficClass, bool IsBottom, byte TimeToLive)
{
    public const int Size = 4;

    public static LabelStackEntry Read(ReadOnlySpan<byte> bytes)
    {
        var word = BinaryPrimitives.ReadUInt32BigEndian(bytes);
        return new LabelStackEntry(new Label(word >> 12), (byte)((word >> 9) & 7), (word & 0x100) != 0, (byte)word);
    }

    public void Write(Span<byte> bytes) => BinaryPrimitives.WriteUInt32BigEndian(
        bytes, (Label.Value << 12) | ((uint)(TrafficClass & 7) << 9) | (IsBottom ? 0x100u : 0) | TimeToLive);
}
