using System.Runtime.CompilerServices;
using PceServer.Wire;

namespace PceServer.Pcep;

/// <summary>
/// Reads fields that a sender must leave zero and a receiver must ignore (RFC 5440 §7.2): what stands there all the same is kept, and noted as
/// <see cref="DeviationSet.DirtyReservedBits"/>. Flags that nobody has assigned are no such fields: a newer peer may mean something by them.
/// </summary>
internal static class ReservedBits
{
    public static byte Reserved8(this ref WireReader reader) => (byte)reader.Noted(reader.U8());

    public static ushort Reserved16(this ref WireReader reader) => (ushort)reader.Noted(reader.U16());

    public static uint Reserved24(this ref WireReader reader) => reader.Noted(reader.U24());

    /// <summary>Bits that share a word with others.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Noted(this ref WireReader reader, uint bits)
    {
        if (bits != 0)
            reader.Note(DeviationNotes.DirtyReservedBits);
        return bits;
    }
}
