using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PceServer.Wire;

/// <summary>
/// Reads big-endian fields from a span. The first fault sticks: from then on every read returns zero and <see cref="More"/> is false,
/// so a decoder is a straight line that looks at <see cref="Fault"/> once, at its end.
/// </summary>
public ref struct WireReader
{
    private readonly ReadOnlySpan<byte> _bytes;
    private readonly int _base;
    private int _at;

    // Where reading ends for now: the end of the span, of an element inside (see Enter), or after a fault the very octet that was reached.
    private int _end;
    private string? _reason;
    private int _faultOffset;
    private ushort _faultCode;
    private uint _notes;

    public WireReader(ReadOnlySpan<byte> bytes, int baseOffset = 0)
    {
        _bytes = bytes;
        _base = baseOffset;
        _end = bytes.Length;
    }

    /// <summary>Octets not yet read; zero after a fault.</summary>
    public readonly int Remaining => _end - _at;

    public readonly bool More => _at < _end;

    /// <summary>All that is left, without passing over it.</summary>
    public readonly ReadOnlySpan<byte> Ahead => _bytes.Slice(_at, _end - _at);

    /// <summary>Octets from the start of the outermost message to the next one to be read.</summary>
    public readonly int Offset => _base + _at;

    public readonly bool Faulted => _reason is not null;

    public readonly WireFault? Fault => _reason is null ? null : new WireFault(_reason, _faultOffset, _faultCode);

    /// <summary>Bits for what was accepted although the sender should not have written it so; the protocol gives them their meaning.</summary>
    public readonly uint Notes => _notes;

    public void Note(uint bits) => _notes |= bits;

    /// <summary>Records a fault at the present offset; later faults are ignored.</summary>
    public void Fail(string reason) => Fail(reason, Offset);

    /// <summary>Records a fault; <paramref name="code"/> is what the protocol calls it (zero: bad form, nothing more special).</summary>
    public void Fail(string reason, int offset, ushort code = 0)
    {
        if (_reason is not null)
            return;
        _reason = reason;
        _faultOffset = offset;
        _faultCode = code;
        _end = _at;
    }

    /// <summary>Takes over the fault and the notes of a reader that was sliced from this one.</summary>
    public void Adopt(scoped in WireReader inner)
    {
        _notes |= inner._notes;
        if (inner._reason is { } reason)
            Fail(reason, inner._faultOffset, inner._faultCode);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public byte U8() => Has(1) ? Read<byte>(1) : (byte)0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ushort U16() => Has(2) ? BinaryPrimitives.ReverseEndianness(Read<ushort>(2)) : (ushort)0;

    public uint U24()
    {
        if (!Has(3))
            return 0;
        var value = (uint)((_bytes[_at] << 16) | (_bytes[_at + 1] << 8) | _bytes[_at + 2]);
        _at += 3;
        return value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint U32() => Has(4) ? BinaryPrimitives.ReverseEndianness(Read<uint>(4)) : 0;

    public ulong U64() => Has(8) ? BinaryPrimitives.ReverseEndianness(Read<ulong>(8)) : 0;

    public UInt128 U128() => Has(16) ? BinaryPrimitives.ReverseEndianness(Read<UInt128>(16)) : 0;

    /// <summary>IEEE 754 single precision, 32 bits; NaN payloads survive because the bits are moved, not converted.</summary>
    public float F32() => BitConverter.UInt32BitsToSingle(U32());

    public Ipv4Address Ipv4() => new(U32());

    public Ipv6Address Ipv6() => new(U128());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadOnlySpan<byte> Bytes(int count)
    {
        if (!Has(count))
            return default;
        var value = _bytes.Slice(_at, count);
        _at += count;
        return value;
    }

    /// <summary>All that is left.</summary>
    public ReadOnlySpan<byte> Rest() => Bytes(Remaining);

    public void Skip(int count)
    {
        if (Has(count))
            _at += count;
    }

    /// <summary>A reader over the next <paramref name="count"/> octets, which this reader passes over; offsets stay those of the message.</summary>
    public WireReader Slice(int count)
    {
        var offset = Offset;
        var slice = new WireReader(Bytes(count), offset);
        if (_reason is not null)
            slice.Fail(_reason, _faultOffset, _faultCode);
        return slice;
    }

    /// <summary>
    /// Confines reading to the next <paramref name="count"/> octets; returns what <see cref="Leave"/> takes to lift the bound. Cheaper than
    /// <see cref="Slice"/>: nothing is copied and faults need not be handed over.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Enter(int count)
    {
        var outer = _end;
        if (Has(count))
            _end = _at + count;
        return outer;
    }

    /// <summary>Lifts the bound that <see cref="Enter"/> set. What was not read inside is a fault: nothing may be lost on the way back out.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Leave(int outer)
    {
        if (_at < _end)
            LeftOver();
        if (_reason is null)
            _end = outer;
    }

    /// <summary>Forgets a fault and goes on at an offset of the message: for containers whose elements stand for themselves.</summary>
    public WireFault? Recover(int offset, int outer)
    {
        var fault = Fault;
        _reason = null;
        _at = offset - _base;
        _end = outer;
        return fault;
    }

    /// <summary>Octets that were passed already, from an offset of the message up to the present one.</summary>
    public readonly ReadOnlySpan<byte> Since(int offset, int count) => _bytes.Slice(offset - _base, count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool Has(int count)
    {
        if ((uint)count <= (uint)(_end - _at))
            return true;
        Overrun(count);
        return false;
    }

    // Has() has checked: _at + size is within _end, and _end never passes the span.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private T Read<T>(int size) where T : unmanaged
    {
        var value = Unsafe.ReadUnaligned<T>(ref Unsafe.Add(ref MemoryMarshal.GetReference(_bytes), _at));
        _at += size;
        return value;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Overrun(int count) => Fail($"needs {count} octets, {_end - _at} left");

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void LeftOver() => Fail($"{_end - _at} octets too many");
}
