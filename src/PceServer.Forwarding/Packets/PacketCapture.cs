using System.Buffers.Binary;
using PceServer.Topology;

namespace PceServer.Forwarding.Packets;

/// <summary>
/// A branch as a capture file in the classic pcap format, Ethernet link type, one packet a millisecond from the epoch. The addresses on the wire are
/// locally administered: the number of the hop in the trace, and the number of the node.
/// </summary>
public static class PacketCapture
{
    private const int EthernetHeader = 14;
    private const ushort MplsEthertype = 0x8847;

    public static byte[] Write(PacketBranch branch)
    {
        using var file = new MemoryStream();
        Span<byte> header = stackalloc byte[24];
        BinaryPrimitives.WriteUInt32LittleEndian(header, 0xA1B2C3D4);
        BinaryPrimitives.WriteUInt16LittleEndian(header[4..], 2);
        BinaryPrimitives.WriteUInt16LittleEndian(header[6..], 4);
        header[8..16].Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(header[16..], 65535);
        BinaryPrimitives.WriteUInt32LittleEndian(header[20..], 1);
        file.Write(header);
        for (var i = 0; i < branch.Packets.Length; i++)
            WriteRecord(file, i, Frame(branch.Packets[i]));
        return file.ToArray();
    }

    /// <summary>The Ethernet frame of a packet on a link.</summary>
    public static byte[] Frame(PacketOnLink packet)
    {
        var body = packet.Packet.Encode();
        var frame = new byte[EthernetHeader + body.Length];
        WriteAddress(frame, packet.To, packet.ToNode);
        WriteAddress(frame.AsSpan(6), packet.From, packet.FromNode);
        var ethertype = packet.Packet.Stack.Length > 0 ? MplsEthertype : packet.Packet.IsIpv6 ? (ushort)0x86DD : (ushort)0x0800;
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(12), ethertype);
        body.CopyTo(frame, EthernetHeader);
        return frame;
    }

    private static void WriteAddress(Span<byte> to, int hop, NodeIndex node)
    {
        to[0] = 2;
        to[1] = (byte)hop;
        BinaryPrimitives.WriteUInt32BigEndian(to[2..], (uint)node.Value);
    }

    private static void WriteRecord(MemoryStream file, int milliseconds, byte[] frame)
    {
        Span<byte> header = stackalloc byte[16];
        BinaryPrimitives.WriteUInt32LittleEndian(header, (uint)(milliseconds / 1000));
        BinaryPrimitives.WriteUInt32LittleEndian(header[4..], (uint)(milliseconds % 1000 * 1000));
        BinaryPrimitives.WriteUInt32LittleEndian(header[8..], (uint)frame.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(header[12..], (uint)frame.Length);
        file.Write(header);
        file.Write(frame);
    }
}
