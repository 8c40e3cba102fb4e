using System.Buffers.Binary;

namespace PceServer.Benchmarks.Pcep;

/// <summary>Steps over the headers of a message and checks each length; reads nothing else. The yardstick for the decoder.</summary>
internal static class HeaderWalk
{
    /// <summary>Headers met, or minus one where a length does not fit.</summary>
    public static int Count(ReadOnlySpan<byte> message)
    {
        if (message.Length < 4 || BinaryPrimitives.ReadUInt16BigEndian(message[2..]) != message.Length)
            return -1;
        var count = 1;
        for (var rest = message[4..]; rest.Length > 0;)
        {
            if (rest.Length < 4)
                return -1;
            int length = BinaryPrimitives.ReadUInt16BigEndian(rest[2..]);
            if (length < 4 || length > rest.Length)
                return -1;
            count += 1 + Inside(rest[0], rest[4..length]);
            rest = rest[length..];
        }
        return count;
    }

    private static int Inside(byte objectClass, ReadOnlySpan<byte> body) => objectClass switch
    {
        7 or 8 => Subobjects(body),
        2 or 33 => Tlvs(body, 8),
        32 => Tlvs(body, 4),
        _ => 0,
    };

    private static int Tlvs(ReadOnlySpan<byte> body, int fixedOctets)
    {
        var count = 0;
        if (body.Length < fixedOctets)
            return 0;
        for (var rest = body[fixedOctets..]; rest.Length >= 4; count++)
        {
            var length = 4 + ((BinaryPrimitives.ReadUInt16BigEndian(rest[2..]) + 3) & ~3);
            if (length > rest.Length)
                return count;
            rest = rest[length..];
        }
        return count;
    }

    private static int Subobjects(ReadOnlySpan<byte> body)
    {
        var count = 0;
        for (var rest = body; rest.Length >= 2; count++)
        {
            int length = rest[1];
            if (length < 2 || length > rest.Length)
                return count;
            rest = rest[length..];
        }
        return count;
    }
}
