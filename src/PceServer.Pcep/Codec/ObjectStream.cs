using System.Buffers.Binary;
using PceServer.Wire;

namespace PceServer.Pcep;

/// <summary>
/// The first stage of decoding: octets to objects in their order. Only the chain of object headers can fail as a whole; an object
/// whose body is bad becomes an <see cref="UnreadableObject"/> and the next one is read as if nothing had happened.
/// </summary>
internal static class ObjectStream
{
    public static PcepObject[] Read(ref WireReader reader)
    {
        var count = Count(ref reader);
        if (count == 0 || reader.Faulted)
            return [];
        var objects = new PcepObject[count];
        for (var i = 0; i < objects.Length; i++)
            objects[i] = ReadOne(ref reader);
        return objects;
    }

    // Checks the chain before anything is allocated, on a copy of the reader that hands its fault back.
    private static int Count(ref WireReader reader)
    {
        var count = CountWhole(reader.Ahead);
        if (count >= 0)
            return count;
        var walk = reader;
        count = 0;
        while (walk.More)
        {
            var start = walk.Offset;
            walk.Skip(2);
            int length = walk.U16();
            if (length < 4)
                walk.Fail($"object of {length} octets: at least 4", start);
            walk.Skip(length - 4);
            walk.Skip(Math.Min(-length & 3, walk.Remaining));
            count++;
        }
        reader.Adopt(walk);
        return count;
    }

    // The chain where every length is right, which is nearly always; minus one where some length is not, and the fault has to be found.
    private static int CountWhole(ReadOnlySpan<byte> chain)
    {
        var count = 0;
        for (; chain.Length >= 4; count++)
        {
            int length = BinaryPrimitives.ReadUInt16BigEndian(chain[2..]);
            if (length < 4 || (length & 3) != 0 || length > chain.Length)
                return -1;
            chain = chain[length..];
        }
        return chain.IsEmpty ? count : -1;
    }

    private static PcepObject ReadOne(ref WireReader reader)
    {
        var objectClass = reader.U8();
        var second = reader.U8();
        var length = reader.U16() - 4;
        var item = ReadBody(new ObjectCode(objectClass, (byte)(second >> 4)), length, ref reader);
        item.AdoptHeader((ObjectFlags)(second & 15));
        reader.Noted(second & 12u);
        if ((length & 3) != 0)
        {
            // RFC 5440 §7.2 wants a multiple of four: some leave out the padding of the last TLV, some only do not count it.
            reader.Note(DeviationNotes.MissingFinalPadding);
            reader.Skip(Math.Min(-length & 3, reader.Remaining));
        }
        return item;
    }

    private static PcepObject ReadBody(ObjectCode code, int length, ref WireReader reader)
    {
        if (ObjectRegistry.Find(code) is not { } read)
            return new VerbatimObject(code, ValueList.Create(reader.Bytes(length)));
        var start = reader.Offset;
        var outer = reader.Enter(length);
        var item = read(ref reader);
        reader.Leave(outer);
        if (!reader.Faulted)
            return item;
        var fault = reader.Recover(start + length, outer)!.Value;
        return new UnreadableObject(code, ValueList.Create(reader.Since(start, length)), fault);
    }
}
