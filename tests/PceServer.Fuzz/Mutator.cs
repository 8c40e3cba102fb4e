using System.Buffers.Binary;

namespace PceServer.Fuzz;

/// <summary>
/// Makes bad octets from good ones, the same ones for the same seed: flips, extreme values, blocks moved, doubled or taken out, two seeds
/// spliced, and often the length of the message made right again, so that what is wrong inside is reached.
/// </summary>
/// <param name="lengthAt">Where the 16 bits of the whole length stand.</param>
public sealed class Mutator(IReadOnlyList<byte[]> seeds, ulong seed, int lengthAt = 2)
{
    public const int MaximumOctets = 4096;

    private static readonly byte[] s_extremes = [0, 1, 2, 3, 4, 5, 7, 8, 0x0F, 0x10, 0x7F, 0x80, 0xFE, 0xFF];

    private readonly byte[] _buffer = new byte[MaximumOctets];
    private ulong _state = seed * 0x9E3779B97F4A7C15 + 1;
    private int _length;

    /// <summary>The next input; valid until the next call.</summary>
    public ReadOnlySpan<byte> Next()
    {
        var start = seeds[Below(seeds.Count)];
        _length = Math.Min(start.Length, MaximumOctets);
        start.AsSpan(0, _length).CopyTo(_buffer);
        var steps = 1 + Below(4);
        for (var i = 0; i < steps; i++)
            Step();
        // Three in four keep a true message length.
        if (_length >= lengthAt + 2 && Below(4) != 0)
            BinaryPrimitives.WriteUInt16BigEndian(_buffer.AsSpan(lengthAt), (ushort)_length);
        return _buffer.AsSpan(0, _length);
    }

    private void Step()
    {
        if (_length == 0)
        {
            _buffer[_length++] = (byte)Roll();
            return;
        }
        var at = Below(_length);
        switch (Below(9))
        {
            case 0:
                _buffer[at] ^= (byte)(1 << Below(8));
                break;
            case 1:
                _buffer[at] = (byte)Roll();
                break;
            case 2:
                _buffer[at] = s_extremes[Below(s_extremes.Length)];
                break;
            case 3:
                ChangeLengthField(at & ~1);
                break;
            case 4:
                _length = Below(2) == 0 ? at : at & ~3;
                break;
            case 5:
                Remove(at & ~3, 4 * (1 + Below(4)));
                break;
            case 6:
                Insert(at & ~3, 4 * (1 + Below(4)));
                break;
            case 7:
                Splice(at & ~3);
                break;
            default:
                _buffer[at] = (byte)(_buffer[at] + (Below(2) == 0 ? 1 : -1));
                break;
        }
    }

    // Lengths stand in 16 bits: a little off, doubled, or far too long.
    private void ChangeLengthField(int at)
    {
        if (at + 2 > _length)
            return;
        var field = _buffer.AsSpan(at);
        int value = BinaryPrimitives.ReadUInt16BigEndian(field);
        var changed = Below(5) switch
        {
            0 => value + 4,
            1 => value - 4,
            2 => value * 2,
            3 => 0xFFFF,
            _ => 0,
        };
        BinaryPrimitives.WriteUInt16BigEndian(field, (ushort)changed);
    }

    private void Remove(int at, int count)
    {
        count = Math.Min(count, _length - at);
        _buffer.AsSpan(at + count, _length - at - count).CopyTo(_buffer.AsSpan(at));
        _length -= count;
    }

    private void Insert(int at, int count)
    {
        count = Math.Min(count, MaximumOctets - _length);
        _buffer.AsSpan(at, _length - at).CopyTo(_buffer.AsSpan(at + count));
        // Half of the time what stands there is doubled instead.
        if (Below(2) == 0)
        {
            for (var i = 0; i < count; i++)
                _buffer[at + i] = (byte)Roll();
        }
        _length += count;
    }

    private void Splice(int at)
    {
        var other = seeds[Below(seeds.Count)];
        if (other.Length <= 4)
            return;
        var from = Below(other.Length) & ~3;
        var count = Math.Min(other.Length - from, MaximumOctets - at);
        other.AsSpan(from, count).CopyTo(_buffer.AsSpan(at));
        _length = at + count;
    }

    private int Below(int bound) => (int)((uint)(Roll() >> 32) % (uint)bound);

    // xorshift64*: quick, and the same on every machine.
    private ulong Roll()
    {
        _state ^= _state >> 12;
        _state ^= _state << 25;
        _state ^= _state >> 27;
        return _state * 0x2545F4914F6CDD1D;
    }
}
