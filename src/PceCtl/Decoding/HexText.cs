namespace PceCtl.Decoding;

/// <summary>Hex as people and tools write it: blanks, colons and a leading 0x do no harm.</summary>
internal static class HexText
{
    public static bool TryRead(string text, out byte[] octets, out string fault)
    {
        var digits = string.Concat(text.Where(c => !char.IsWhiteSpace(c) && c != ':'));
        if (digits.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
            digits = digits[2..];
        octets = [];
        fault = "";
        if (digits.Length == 0)
            fault = "empty line";
        else if (digits.FirstOrDefault(c => !char.IsAsciiHexDigit(c)) is var odd and not '\0')
            fault = $"'{odd}' is no hex digit";
        else if (digits.Length % 2 != 0)
            fault = $"odd number of hex digits ({digits.Length})";
        else
            octets = Convert.FromHexString(digits);
        return fault.Length == 0;
    }
}
