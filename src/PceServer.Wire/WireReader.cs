using System.Buffers.Binary;
using System.Runtime.CompilerServices;

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
    private string? _reason;
    private int _faultOffset;
    private ushort _faultCode;
    private uint _notes;

    public WireReader(ReadOnlySpan<byte> bytes, int baseOffset = 0)
    {
        _bytes = bytes;
        _base = baseOffset;
        _at = 0;
        _reason = null;
        _faultOffset = 0;
        _faultCode = 0;
        _notes = 0;
    }

    /// <summary>Octets not yet read; zero after a fault.</summary>
    public readonly int Remaining => _reason is null ? _bytes.Length - _at : 0;

    public readonly bool More => _reason is null && _at < _bytes.Length;

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
    }

    /// <summary>Takes over the fault and the notes of a reader that was sliced from this one.</summary>
    public void Adopt(scoped in WireReader inner)
    {
        _notes |= inner._notes;
        if (inner._reason is { } reason)
            Fail(reason, inner._faultOffset, inner._faultCode);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public byte U8()
    {
        if (!Has(1))
            return 0;
        return _bytes[_at++];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ushort U16()
    {
        if (!Has(2))
            return 0;
        var value = BinaryPrimitives.ReadUInt16BigEndian(_bytes[_at..]);
        _at += 2;
        return value;
    }

    public uint U24()
    {
        if (!Has(3))
            return 0;
        var value = (uint)((_bytes[_at] << 16) | (_bytes[_at + 1] << 8) | _bytes[_at + 2]);
        _at += 3;
        return value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint U32()
    {
        if (!Has(4))
            return 0;
        var value = BinaryPrimitives.ReadUInt32BigEndian(_bytes[_at..]);
        _at += 4;
        return value;
    }

    public ulong U64()
    {
        if (!Has(8))
            return 0;
        var value = BinaryPrimitives.ReadUInt64BigEndian(_bytes[_at..]);
        _at += 8;
        return value;
    }

    public UInt128 U128()
    {
        if (!Has(16))
            return 0;
        var value = BinaryPrimitives.ReadUInt128BigEndian(_bytes[_at..]);
        _at += 16;
        return value;
    }

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
        return new WireReader(Bytes(count), offset) { _reason = _reason, _faultOffset = _faultOffset, _faultCode = _faultCode };
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool Has(int count)
    {
        if (_reason is null && (uint)count <= (uint)(_bytes.Length - _at))
            return true;
        Overrun(count);
        return false;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Overrun(int count) => Fail($"needs {count} octets, {_bytes.Length - _at} left");
}
