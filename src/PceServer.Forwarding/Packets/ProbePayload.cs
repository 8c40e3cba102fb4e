using System.Buffers.Binary;
using System.Text;
using PceServer.Topology;

namespace PceServer.Forwarding.Packets;

/// <summary>The IP packet below the labels of a trace: UDP to the discard port (RFC 863), with right checksums, as a reader of captures expects.</summary>
public static class ProbePayload
{
    private const int UdpHeader = 8;
    private const byte Udp = 17;
    private const ushort DiscardPort = 9;

    private static readonly byte[] s_text = Encoding.ASCII.GetBytes("label stack trace");

    public static byte[] Create(IpAddress source, IpAddress destination, byte timeToLive) =>
        destination.IsIpv6 ? Ipv6(source, destination, timeToLive) : Ipv4(source, destination, timeToLive);

    private static byte[] Ipv4(IpAddress source, IpAddress destination, byte timeToLive)
    {
        var packet = new byte[20 + UdpHeader + s_text.Length];
        packet[0] = 0x45;
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(2), (ushort)packet.Length);
        packet[8] = timeToLive;
        packet[9] = Udp;
        BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(12), (uint)source.Low);
        BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(16), (uint)destination.Low);
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(10), Checksum(packet.AsSpan(0, 20), 0));
        WriteUdp(packet.AsSpan(20), packet.AsSpan(12, 8));
        return packet;
    }

    private static byte[] Ipv6(IpAddress source, IpAddress destination, byte timeToLive)
    {
        var packet = new byte[40 + UdpHeader + s_text.Length];
        packet[0] = 0x60;
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(4), (ushort)(UdpHeader + s_text.Length));
        packet[6] = Udp;
        packet[7] = timeToLive;
        BinaryPrimitives.WriteUInt128BigEndian(packet.AsSpan(8), source.Bits);
        BinaryPrimitives.WriteUInt128BigEndian(packet.AsSpan(24), destination.Bits);
        WriteUdp(packet.AsSpan(40), packet.AsSpan(8, 32));
        return packet;
    }

    private static void WriteUdp(Span<byte> udp, ReadOnlySpan<byte> addresses)
    {
        BinaryPrimitives.WriteUInt16BigEndian(udp, DiscardPort);
        BinaryPrimitives.WriteUInt16BigEndian(udp[2..], DiscardPort);
        BinaryPrimitives.WriteUInt16BigEndian(udp[4..], (ushort)udp.Length);
        s_text.CopyTo(udp[UdpHeader..]);
        var pseudoHeader = Sum(addresses) + Udp + (uint)udp.Length;
        var checksum = Checksum(udp, pseudoHeader);
        BinaryPrimitives.WriteUInt16BigEndian(udp[6..], checksum == 0 ? (ushort)0xFFFF : checksum);
    }

    private static uint Sum(ReadOnlySpan<byte> bytes)
    {
        var sum = 0u;
        for (var i = 0; i < bytes.Length; i += 2)
            sum += i + 1 < bytes.Length ? BinaryPrimitives.ReadUInt16BigEndian(bytes[i..]) : (uint)bytes[i] << 8;
        return sum;
    }

    private static ushort Checksum(ReadOnlySpan<byte> bytes, uint start)
    {
        var sum = start + Sum(bytes);
        while (sum >> 16 != 0)
            sum = (sum & 0xFFFF) + (sum >> 16);
        return (ushort)~sum;
    }
}
