using System.Collections.Immutable;
using PceServer.Topology;

namespace PceServer.Forwarding.Packets;

/// <summary>Why bytes are no labelled packet.</summary>
public enum PacketFault : byte
{
    None,

    /// <summary>The bytes end before an entry with the bottom-of-stack bit.</summary>
    NoBottomOfStack,

    /// <summary>Below the stack stands neither IPv4 nor IPv6.</summary>
    UnknownPayload,
}

/// <summary>A label stack, top first, above an IP packet (RFC 3032 §2). Without entries it is the IP packet alone.</summary>
public sealed record MplsPacket(ImmutableArray<LabelStackEntry> Stack, ReadOnlyMemory<byte> Payload)
{
    public bool IsIpv6 => !Payload.IsEmpty && Payload.Span[0] >> 4 == 6;

    public IEnumerable<Label> Labels => Stack.Select(e => e.Label);

    /// <summary>Labels with the bottom-of-stack bit where it belongs, one TTL for all.</summary>
    public static MplsPacket Of(IReadOnlyList<Label> labels, byte timeToLive, ReadOnlyMemory<byte> payload) =>
        new([.. labels.Select((label, i) => new LabelStackEntry(label, 0, i == labels.Count - 1, timeToLive))], payload);

    /// <summary>Reads what follows an MPLS ethertype (0x8847).</summary>
    public static PacketFault TryDecode(ReadOnlyMemory<byte> bytes, out MplsPacket packet)
    {
        packet = new MplsPacket([], ReadOnlyMemory<byte>.Empty);
        var stack = ImmutableArray.CreateBuilder<LabelStackEntry>();
        do
        {
            if (bytes.Length < LabelStackEntry.Size)
                return PacketFault.NoBottomOfStack;
            stack.Add(LabelStackEntry.Read(bytes.Span));
            bytes = bytes[LabelStackEntry.Size..];
        }
        while (!stack[^1].IsBottom);
        if (bytes.IsEmpty || bytes.Span[0] >> 4 is not (4 or 6))
            return PacketFault.UnknownPayload;
        packet = new MplsPacket(stack.DrainToImmutable(), bytes);
        return PacketFault.None;
    }

    public byte[] Encode()
    {
        var bytes = new byte[(Stack.Length * LabelStackEntry.Size) + Payload.Length];
        for (var i = 0; i < Stack.Length; i++)
            Stack[i].Write(bytes.AsSpan(i * LabelStackEntry.Size));
        Payload.Span.CopyTo(bytes.AsSpan(Stack.Length * LabelStackEntry.Size));
        return bytes;
    }
}
