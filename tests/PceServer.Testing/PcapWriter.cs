using System.Buffers.Binary;

namespace PceServer.Testing;

/// <summary>
/// Writes a classic pcap file of raw IPv4 in which each message is a TCP segment of one connection: what a dissector needs to show messages that
/// never were on a wire. Checksums are left zero.
/// </summary>
public static class PcapWriter
{
    private const uint RawIp = 101;
    private const int HeaderOctets = 40;

    /// <param name="port">Destination port, which tells the dissector the protocol: 4189 for PCEP, 179 for BGP.</param>
    public static void Write(string path, ushort port, IEnumerable<byte[]> messages)
    {
        using var file = File.Create(path);
        Span<byte> head = stackalloc byte[24];
        BinaryPrimitives.WriteUInt32BigEndian(head, 0xA1B2C3D4);
        BinaryPrimitives.WriteUInt32BigEndian(head[4..], 0x00020004);
        BinaryPrimitives.WriteUInt32BigEndian(head[16..], 65535);
        BinaryPrimitives.WriteUInt32BigEndian(head[20..], RawIp);
        file.Write(head);
        uint sequence = 1, seconds = 0;
        foreach (var message in messages)
        {
            WriteFrame(file, port, sequence, seconds++, message);
            sequence += (uint)message.Length;
        }
    }

    private static void WriteFrame(FileStream file, ushort port, uint sequence, uint seconds, byte[] message)
    {
        var length = HeaderOctets + message.Length;
        Span<byte> frame = stackalloc byte[16 + HeaderOctets];
        frame.Clear();
        BinaryPrimitives.WriteUInt32BigEndian(frame, seconds);
        BinaryPrimitives.WriteUInt32BigEndian(frame[8..], (uint)length);
        BinaryPrimitives.WriteUInt32BigEndian(frame[12..], (uint)length);
        var ip = frame[16..];
        (ip[0], ip[8], ip[9]) = (0x45, 64, 6);
        BinaryPrimitives.WriteUInt16BigEndian(ip[2..], (ushort)length);
        BinaryPrimitives.WriteUInt32BigEndian(ip[12..], 0x0A000001);
        BinaryPrimitives.WriteUInt32BigEndian(ip[16..], 0x0A000002);
        var tcp = ip[20..];
        BinaryPrimitives.WriteUInt16BigEndian(tcp, 50000);
        BinaryPrimitives.WriteUInt16BigEndian(tcp[2..], port);
        BinaryPrimitives.WriteUInt32BigEndian(tcp[4..], sequence);
        BinaryPrimitives.WriteUInt32BigEndian(tcp[8..], 1);
        (tcp[12], tcp[13]) = (0x50, 0x18);
        BinaryPrimitives.WriteUInt16BigEndian(tcp[14..], 0xFFFF);
        file.Write(frame);
        file.Write(message);
    }
}
