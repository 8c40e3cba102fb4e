using System.Globalization;
using System.Text;

namespace PceCtl.Decoding;

/// <summary>Names come from peers: whatever would end a line, or move the cursor of a terminal, is shown by its number instead.</summary>
internal static class OneLine
{
    public static string Of(string text)
    {
        if (!text.Any(Breaks))
            return text;
        var line = new StringBuilder(text.Length + 16);
        foreach (var letter in text)
        {
            if (Breaks(letter))
                line.Append(CultureInfo.InvariantCulture, $"\\u{(int)letter:x4}");
            else
                line.Append(letter);
        }
        return line.ToString();
    }

    private static bool Breaks(char letter) => char.IsControl(letter) || letter is '\u2028' or '\u2029';
}
