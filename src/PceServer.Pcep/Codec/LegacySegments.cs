using System.Buffers.Binary;
using PceServer.Wire;

namespace PceServer.Pcep;

/// <summary>
/// Gives the segments of a message that has been written the code points of the drafts, 5 in an ERO and 6 in an RRO: their form is the same
/// (RFC 8664 §4.3). Only for a peer that uses them.
/// </summary>
internal static class LegacySegments
{
    public static void Apply(ref WireWriter writer, int start)
    {
        // Our own octets: the lengths in them are right.
        for (var at = start + PcepMessage.HeaderOctets; at < writer.Length;)
        {
            var objectClass = writer.Written[at];
            int length = BinaryPrimitives.ReadUInt16BigEndian(writer.Written[(at + 2)..]);
            if (objectClass == EroObject.Key.Class)
                Rename(ref writer, at + 4, at + length, SrEro.LegacyEroCode);
            else if (objectClass == RroObject.Key.Class)
                Rename(ref writer, at + 4, at + length, SrEro.LegacyRroCode);
            at += length;
        }
    }

    private static void Rename(ref WireWriter writer, int at, int end, byte code)
    {
        for (; at < end; at += writer.Written[at + 1])
        {
            if ((writer.Written[at] & 0x7F) == SrEro.Code)
                writer.PatchU8(at, (writer.Written[at] & 0x80) | code);
        }
    }
}
