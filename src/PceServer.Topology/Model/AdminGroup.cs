using System.Globalization;

namespace PceServer.Topology;

/// <summary>Link colours: bit 0 is the least significant bit of the first word; 32 bits as RFC 3630, up to 256 as RFC 7308.</summary>
public readonly record struct AdminGroup(ulong Bits0To63, ulong Bits64To127 = 0, ulong Bits128To191 = 0, ulong Bits192To255 = 0)
{
    public static readonly AdminGroup None;

    public bool IsEmpty => (Bits0To63 | Bits64To127 | Bits128To191 | Bits192To255) == 0;

    public bool Intersects(in AdminGroup other) =>
        ((Bits0To63 & other.Bits0To63) | (Bits64To127 & other.Bits64To127)
        | (Bits128To191 & other.Bits128To191) | (Bits192To255 & other.Bits192To255)) != 0;

    /// <summary>True when every colour of <paramref name="other"/> is here.</summary>
    public bool Includes(in AdminGroup other) =>
        ((other.Bits0To63 & ~Bits0To63) | (other.Bits64To127 & ~Bits64To127)
        | (other.Bits128To191 & ~Bits128To191) | (other.Bits192To255 & ~Bits192To255)) == 0;

    public static implicit operator AdminGroup(uint bits) => new(bits);

    public static AdminGroup operator |(in AdminGroup one, in AdminGroup other) => new(
        one.Bits0To63 | other.Bits0To63, one.Bits64To127 | other.Bits64To127, one.Bits128To191 | other.Bits128To191, one.Bits192To255 | other.Bits192To255);

    /// <summary>True where 32 bits hold all of it, as in the LSPA object (RFC 5440 §7.11).</summary>
    public bool IsStandard => (Bits0To63 >> 32 | Bits64To127 | Bits128To191 | Bits192To255) == 0;

    /// <summary>Hexadecimal: 0x and up to 64 digits.</summary>
    public static bool TryParse(string text, out AdminGroup group)
    {
        group = default;
        if (!text.StartsWith("0x", StringComparison.Ordinal) || text.Length is < 3 or > 66)
            return false;
        var digits = text[2..].PadLeft(64, '0');
        Span<ulong> words = stackalloc ulong[4];
        for (var w = 0; w < 4; w++)
        {
            if (!ulong.TryParse(digits.AsSpan(w * 16, 16), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out words[w]))
                return false;
        }
        group = new AdminGroup(words[3], words[2], words[1], words[0]);
        return true;
    }

    public override string ToString() => (Bits64To127 | Bits128To191 | Bits192To255) == 0
        ? $"0x{Bits0To63:x}"
        : $"0x{Bits192To255:x16}{Bits128To191:x16}{Bits64To127:x16}{Bits0To63:x16}";
}
