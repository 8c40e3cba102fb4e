namespace PceServer.Topology;

/// <summary>
/// Items by group: those of group g are <see cref="Items"/> from <c>Start[g]</c> to <c>Start[g + 1]</c>, in their old order.
/// </summary>
internal sealed record Grouped<T>(int[] Start, T[] Items)
{
    public static Grouped<T> By(int groups, int count, Func<int, int> groupOf, Func<int, T> item)
    {
        var start = new int[groups + 1];
        for (var i = 0; i < count; i++)
            start[groupOf(i) + 1]++;
        for (var g = 0; g < groups; g++)
            start[g + 1] += start[g];
        var next = start.AsSpan(0, groups).ToArray();
        var items = new T[count];
        for (var i = 0; i < count; i++)
            items[next[groupOf(i)]++] = item(i);
        return new Grouped<T>(start, items);
    }
}
