using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace PceServer.Wire;

/// <summary>Writes big-endian fields into a buffer rented from the shared pool, which grows as needed. Dispose returns the buffer.</summary>
public ref struct WireWriter : IDisposable
{
    private byte[] _buffer;
    private int _at;

    public WireWriter(int capacity)
    {
        _buffer = ArrayPool<byte>.Shared.Rent(capacity);
        _at = 0;
    }

    /// <summary>Octets written so far; also the position that <see cref="PatchU16"/> takes.</summary>
    public readonly int Length => _at;

    public readonly ReadOnlySpan<byte> Written => _buffer.AsSpan(0, _at);

    public void U8(byte value) => Room(1)[0] = value;

    public void U16(ushort value) => BinaryPrimitives.WriteUInt16BigEndian(Room(2), value);

    public void U24(uint value)
    {
        var room = Room(3);
        room[2] = (byte)value;
        room[1] = (byte)(value >> 8);
        room[0] = (byte)(value >> 16);
    }

    public void U32(uint value) => BinaryPrimitives.WriteUInt32BigEndian(Room(4), value);

    public void U64(ulong value) => BinaryPrimitives.WriteUInt64BigEndian(Room(8), value);

    public void U128(UInt128 value) => BinaryPrimitives.WriteUInt128BigEndian(Room(16), value);

    public void F32(float value) => U32(BitConverter.SingleToUInt32Bits(value));

    public void Ipv4(Ipv4Address value) => U32(value.Value);

    public void Ipv6(Ipv6Address value) => U128(value.Value);

    public void Bytes(scoped ReadOnlySpan<byte> value) => value.CopyTo(Room(value.Length));

    public void Zeros(int count) => Room(count).Clear();

    /// <summary>Writes a 16-bit field at an earlier position: lengths are known only once what they measure is written.</summary>
    public readonly void PatchU16(int position, int value) =>
        BinaryPrimitives.WriteUInt16BigEndian(_buffer.AsSpan(position, 2), checked((ushort)value));

    public readonly void PatchU8(int position, int value) => _buffer[position] = checked((byte)value);

    public readonly byte[] ToArray() => Written.ToArray();

    public void Dispose()
    {
        var buffer = _buffer;
        _buffer = [];
        _at = 0;
        if (buffer.Length > 0)
            ArrayPool<byte>.Shared.Return(buffer);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Span<byte> Room(int count)
    {
        if (_buffer.Length - _at < count)
            Grow(count);
        var room = _buffer.AsSpan(_at, count);
        _at += count;
        return room;
    }

    private void Grow(int count)
    {
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_buffer.Length * 2, _at + count));
        _buffer.AsSpan(0, _at).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
