using PceServer.Bgp.LinkState;

namespace PceServer.Bgp.Rib;

/// <summary>
/// The routes of one family by the octets of their NLRI. A hash table whose entries stand in pages: growing copies no entry, and the octets of keys and
/// attributes lie in an <see cref="OctetStore"/>. An entry keeps its number while it is there.
/// </summary>
internal sealed class RouteTable(AddressFamily family)
{
    private const int PageBits = 11;
    private const int PageMask = (1 << PageBits) - 1;
    private const int None = -1;

    private readonly List<Entry[]> _pages = [];

    // Numbers plus one, so that a new array is empty.
    private int[] _buckets = new int[256];
    private int _used;
    private int _firstFree = None;

    public AddressFamily Family { get; } = family;

    public int Count { get; private set; }

    public OctetStore Octets { get; private set; } = new();

    /// <summary>The number of an NLRI; negative when it is not there.</summary>
    public int Find(ReadOnlySpan<byte> key) => Find(key, Hash(key));

    /// <summary>The number of an NLRI, which is added without a route when it is not there.</summary>
    public int FindOrAdd(ReadOnlySpan<byte> key)
    {
        var hash = Hash(key);
        var found = Find(key, hash);
        if (found >= 0)
            return found;
        if (Count >= _buckets.Length)
            Grow();
        var number = Free();
        ref var bucket = ref Bucket(hash);
        At(number) = new Entry { Hash = hash, Next = bucket - 1, Key = Octets.Add(key) };
        bucket = number + 1;
        Count++;
        return number;
    }

    /// <summary>The first route to an NLRI.</summary>
    public ref Route? Head(int number) => ref At(number).Head;

    public ReadOnlySpan<byte> Key(int number) => Octets.Read(At(number).Key);

    /// <summary>The NLRI, decoded again.</summary>
    public LinkStateNlri? Nlri(int number) => NlriReading.Reread(NlriKey.Of(Key(number)), Family);

    public void Remove(int number)
    {
        ref var entry = ref At(number);
        ref var link = ref Bucket(entry.Hash);
        if (link - 1 == number)
            link = entry.Next + 1;
        else
            Before(number, link - 1).Next = entry.Next;
        Octets.Release(entry.Key);
        entry = new Entry { Key = StoredOctets.None, Next = _firstFree };
        _firstFree = number;
        Count--;
    }

    /// <summary>Numbers of all entries. Routes may change meanwhile, entries may not.</summary>
    public IEnumerable<int> Numbers()
    {
        for (var number = 0; number < _used; number++)
        {
            if (At(number).Head is not null)
                yield return number;
        }
    }

    /// <summary>Moves what lives together when most is dead. Everything that was got from <see cref="Octets"/> before is void then.</summary>
    public void Tidy()
    {
        if (!Octets.IsSparse)
            return;
        var (old, next) = (Octets, new OctetStore());
        var shared = new Dictionary<StoredOctets, StoredOctets>();
        foreach (var number in Numbers())
        {
            ref var entry = ref At(number);
            entry.Key = next.Add(old.Read(entry.Key));
            for (var route = entry.Head; route is not null; route = route.Next)
                route.Octets = Move(route.Octets);
        }
        Octets = next;

        StoredOctets Move(StoredOctets octets)
        {
            if (octets.IsNone)
                return octets;
            if (old.Uses(octets) == 1)
                return next.Add(old.Read(octets));
            return shared.TryGetValue(octets, out var moved) ? next.Share(moved) : shared[octets] = next.Add(old.Read(octets));
        }
    }

    /// <summary>With a seed of the process: nobody can choose NLRIs that fall together.</summary>
    private static int Hash(ReadOnlySpan<byte> key)
    {
        var hash = new HashCode();
        hash.AddBytes(key);
        return hash.ToHashCode();
    }

    private int Find(ReadOnlySpan<byte> key, int hash)
    {
        for (var number = Bucket(hash) - 1; number >= 0;)
        {
            ref var entry = ref At(number);
            if (entry.Hash == hash && Octets.Read(entry.Key).SequenceEqual(key))
                return number;
            number = entry.Next;
        }
        return None;
    }

    private ref Entry Before(int number, int first)
    {
        ref var entry = ref At(first);
        while (entry.Next != number)
            entry = ref At(entry.Next);
        return ref entry;
    }

    private int Free()
    {
        if (_firstFree >= 0)
        {
            var free = _firstFree;
            _firstFree = At(free).Next;
            return free;
        }
        if (_used >> PageBits == _pages.Count)
            _pages.Add(new Entry[PageMask + 1]);
        return _used++;
    }

    private void Grow()
    {
        _buckets = new int[_buckets.Length * 2];
        foreach (var number in Numbers())
        {
            ref var entry = ref At(number);
            ref var bucket = ref Bucket(entry.Hash);
            (entry.Next, bucket) = (bucket - 1, number + 1);
        }
    }

    private ref int Bucket(int hash) => ref _buckets[hash & (_buckets.Length - 1)];

    private ref Entry At(int number) => ref _pages[number >> PageBits][number & PageMask];

    private struct Entry
    {
        public int Hash;

        /// <summary>The next one in the bucket, or among the free ones.</summary>
        public int Next;

        public StoredOctets Key;

        public Route? Head;
    }
}
