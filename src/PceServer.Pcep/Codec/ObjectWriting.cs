using PceServer.Wire;

namespace PceServer.Pcep;

/// <summary>Writing lists of objects, without an enumerator on the heap.</summary>
internal static class ObjectWriting
{
    public static void Write<T>(ValueList<T> objects, ref WireWriter writer) where T : PcepObject
    {
        foreach (var item in objects.Span)
            item.Write(ref writer);
    }
}
