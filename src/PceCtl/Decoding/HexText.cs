using System.Buffers;

namespace PceCtl.Decoding;

/// <summary>
/// Hex as people and tools write it: digits of either case, in one piece or in pieces between blanks, colons, commas, dashes, dots or quotes, each piece
/// with or without a leading 0x or \x.
/// </summary>
internal static class HexText
{
    private static readonly SearchValues<char> s_between = SearchValues.Create(" \t\r\n\f\v\u00a0\ufeff:,;-._'\"");

    public static bool TryRead(string text, out byte[] octets, out string fault)
    {
        octets = [];
        var digits = new char[text.Length * 2];
        var count = 0;
        for (var rest = text.AsSpan(); !rest.IsEmpty;)
        {
            var end = rest.IndexOfAny(s_between);
            var piece = end < 0 ? rest : rest[..end];
            rest = end < 0 ? default : rest[(end + 1)..];
            if (!TryAppend(piece, digits, ref count, out fault))
                return false;
        }
        fault = count == 0 ? "empty line" : count % 2 != 0 ? $"odd number of hex digits ({count})" : "";
        if (fault.Length == 0)
            octets = Convert.FromHexString(digits.AsSpan(0, count));
        return fault.Length == 0;
    }

    private static bool TryAppend(ReadOnlySpan<char> piece, Span<char> digits, ref int count, out string fault)
    {
        fault = "";
        while (!piece.IsEmpty)
        {
            var isPrefixed = piece.StartsWith("0x", StringComparison.OrdinalIgnoreCase) || piece.StartsWith("\\x", StringComparison.OrdinalIgnoreCase);
            if (isPrefixed)
                piece = piece[2..];
            // What is written \x20\x02 goes on with the next prefix.
            var next = piece.IndexOf('\\');
            var run = next < 0 ? piece : piece[..next];
            piece = next < 0 ? default : piece[next..];
            if (run.IsEmpty && !isPrefixed)
                run = piece[..1];
            foreach (var digit in run)
            {
                if (!char.IsAsciiHexDigit(digit))
                {
                    fault = $"'{digit}' is no hex digit";
                    return false;
                }
            }
            // 0x5 is one octet.
            if (isPrefixed && run.Length == 1)
                digits[count++] = '0';
            run.CopyTo(digits[count..]);
            count += run.Length;
        }
        return true;
    }
}
