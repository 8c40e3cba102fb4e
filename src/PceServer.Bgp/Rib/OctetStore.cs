using System.Buffers.Binary;

namespace PceServer.Bgp.Rib;

/// <summary>Where octets lie in an <see cref="OctetStore"/>.</summary>
/// <param name="Length">Octets; -1 stands for nothing at all.</param>
internal readonly record struct StoredOctets(int Block, int Offset, int Length)
{
    public static readonly StoredOctets None = new(0, 0, -1);

    public bool IsNone => Length < 0;
}

/// <summary>
/// Keeps short runs of octets one behind the other in large blocks: millions of them are nothing to the garbage collector. Each run has a count of users.
/// Space is not used again in place; once more is dead than alive the owner moves what lives to a new store (<see cref="IsSparse"/>).
/// </summary>
internal sealed class OctetStore
{
    private const int UsesOctets = 4;
    private const int LargeOctets = 16 * 1024;

    /// <summary>Below what the runtime keeps apart as large, which it would collect only together with everything else.</summary>
    private const int BlockOctets = 64 * 1024;

    /// <summary>So much may be dead in a small store.</summary>
    private const int SmallStoreOctets = 1 << 20;

    private readonly List<byte[]> _blocks = [];
    private int _open = -1;
    private int _end;

    public long LiveOctets { get; private set; }

    public long DeadOctets { get; private set; }

    public bool IsSparse => DeadOctets > LiveOctets + SmallStoreOctets;

    public ReadOnlySpan<byte> Read(StoredOctets stored) => stored.Length <= 0 ? default : _blocks[stored.Block].AsSpan(stored.Offset, stored.Length);

    /// <summary>Stores octets for one user.</summary>
    public StoredOctets Add(ReadOnlySpan<byte> octets)
    {
        var place = Room(UsesOctets + octets.Length);
        var stored = place with { Offset = place.Offset + UsesOctets, Length = octets.Length };
        SetUses(stored, 1);
        octets.CopyTo(_blocks[stored.Block].AsSpan(stored.Offset));
        LiveOctets += UsesOctets + octets.Length;
        return stored;
    }

    /// <summary>Counts one more user.</summary>
    public StoredOctets Share(StoredOctets stored)
    {
        if (!stored.IsNone)
            SetUses(stored, Uses(stored) + 1);
        return stored;
    }

    /// <summary>One user less; with the last the octets are dead.</summary>
    public void Release(StoredOctets stored)
    {
        if (stored.IsNone)
            return;
        var uses = Uses(stored) - 1;
        SetUses(stored, uses);
        if (uses > 0)
            return;
        LiveOctets -= UsesOctets + stored.Length;
        DeadOctets += UsesOctets + stored.Length;
    }

    public int Uses(StoredOctets stored) => BinaryPrimitives.ReadInt32LittleEndian(_blocks[stored.Block].AsSpan(stored.Offset - UsesOctets));

    private void SetUses(StoredOctets stored, int uses) =>
        BinaryPrimitives.WriteInt32LittleEndian(_blocks[stored.Block].AsSpan(stored.Offset - UsesOctets), uses);

    private StoredOctets Room(int octets)
    {
        if (octets > LargeOctets)
        {
            _blocks.Add(GC.AllocateUninitializedArray<byte>(octets));
            return new StoredOctets(_blocks.Count - 1, 0, octets);
        }
        if (_open < 0 || _end + octets > BlockOctets)
        {
            _blocks.Add(GC.AllocateUninitializedArray<byte>(BlockOctets));
            (_open, _end) = (_blocks.Count - 1, 0);
        }
        _end += octets;
        return new StoredOctets(_open, _end - octets, octets);
    }
}
