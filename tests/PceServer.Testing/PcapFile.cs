using System.Buffers.Binary;
using System.Net;

namespace PceServer.Testing;

/// <summary>One direction of a TCP connection in a capture: what the sender put in, in order, and when the first octet of each segment was seen.</summary>
public sealed record TcpFlow(IPEndPoint Source, IPEndPoint Destination, byte[] Octets);

/// <summary>Reads classic pcap files of Ethernet or raw IP and puts the payload of each TCP flow together: enough for captures without exotic headers.</summary>
public static class PcapFile
{
    public static IReadOnlyList<TcpFlow> ReadTcpFlows(string path)
    {
        var file = File.ReadAllBytes(path);
        var little = BinaryPrimitives.ReadUInt32LittleEndian(file) is 0xA1B2C3D4 or 0xA1B23C4D;
        uint U32(int at) => little ? BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(at)) : BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(at));
        var linkType = U32(20);
        var flows = new Dictionary<(string, string), (IPEndPoint Source, IPEndPoint Destination, SortedDictionary<uint, byte[]> Segments)>();
        for (var at = 24; at + 16 <= file.Length;)
        {
            var length = (int)U32(at + 8);
            var frame = file.AsSpan(at + 16, length);
            at += 16 + length;
            if (Segment(frame, linkType) is not { Payload.Length: > 0 } segment)
                continue;
            var key = (segment.Source.ToString(), segment.Destination.ToString());
            if (!flows.TryGetValue(key, out var flow))
                flows[key] = flow = (segment.Source, segment.Destination, []);
            if (!flow.Segments.TryGetValue(segment.Sequence, out var earlier) || earlier.Length < segment.Payload.Length)
                flow.Segments[segment.Sequence] = segment.Payload;
        }
        return [.. flows.Values.Select(f => new TcpFlow(f.Source, f.Destination, Join(f.Segments)))];
    }

    private static (IPEndPoint Source, IPEndPoint Destination, uint Sequence, byte[] Payload)? Segment(ReadOnlySpan<byte> frame, uint linkType)
    {
        var ip = linkType == 1 ? frame[14..] : frame;
        if (linkType == 1 && BinaryPrimitives.ReadUInt16BigEndian(frame[12..]) != 0x0800)
            return null;
        if (ip[0] >> 4 != 4 || ip[9] != 6)
            return null;
        var total = BinaryPrimitives.ReadUInt16BigEndian(ip[2..]);
        var tcp = ip[((ip[0] & 15) * 4)..total];
        var payload = tcp[((tcp[12] >> 4) * 4)..];
        return (
            new IPEndPoint(new IPAddress(ip.Slice(12, 4)), BinaryPrimitives.ReadUInt16BigEndian(tcp)),
            new IPEndPoint(new IPAddress(ip.Slice(16, 4)), BinaryPrimitives.ReadUInt16BigEndian(tcp[2..])),
            BinaryPrimitives.ReadUInt32BigEndian(tcp[4..]),
            payload.ToArray());
    }

    /// <summary>Sequence numbers are taken not to wrap inside one capture.</summary>
    private static byte[] Join(SortedDictionary<uint, byte[]> segments)
    {
        var octets = new MemoryStream();
        var next = segments.Keys.First();
        foreach (var (sequence, payload) in segments)
        {
            if (sequence > next)
                break;
            var known = (int)(next - sequence);
            if (known >= payload.Length)
                continue;
            octets.Write(payload.AsSpan(known));
            next = sequence + (uint)payload.Length;
        }
        return octets.ToArray();
    }
}
