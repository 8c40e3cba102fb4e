using System.Text;
using PceServer.Wire;

namespace PceServer.Pcep;

/// <summary>SYMBOLIC-PATH-NAME: the name of an LSP, unique per PCC, for all its life (RFC 8231 §7.3.2). Octets that are no text survive as they came.</summary>
public sealed record SymbolicPathName : ITlv<SymbolicPathName>
{
    private readonly ValueList<byte> _octets;

    public SymbolicPathName(string name) => Name = name;

    // Only for names that are no UTF-8: the text is then for people, the octets are what is written.
    private SymbolicPathName(string shown, ValueList<byte> octets)
    {
        Name = shown;
        _octets = octets;
    }

    public static ushort Code => 17;

    public ushort Type => Code;

    [FieldName("symbolicPathName")]
    public string Name { get; init; }

    public static SymbolicPathName Read(ref WireReader reader)
    {
        var octets = reader.Rest();
        if (octets.IsEmpty)
            reader.Note(DeviationNotes.EmptySymbolicPathName);
        return WireText.TryRead(octets, out var name) ? new SymbolicPathName(name) : new SymbolicPathName(WireText.Escape(octets), ValueList.Create(octets));
    }

    public void Write(ref WireWriter writer)
    {
        if (_octets.Count > 0)
            writer.Bytes(_octets.Span);
        else
            WireText.Write(Name, ref writer);
    }
}

/// <summary>Text on the wire: decoded strictly, because a decoder that repairs bad octets could not write them back.</summary>
internal static class WireText
{
    private static readonly UTF8Encoding s_strict = new(false, true);

    public static bool TryRead(ReadOnlySpan<byte> octets, out string text)
    {
        if (Ascii.IsValid(octets))
        {
            text = Encoding.ASCII.GetString(octets);
            return true;
        }
        if (System.Text.Unicode.Utf8.IsValid(octets))
        {
            text = s_strict.GetString(octets);
            return true;
        }
        text = "";
        return false;
    }

    /// <summary>For people: printable ASCII as it is, the rest as \xHH.</summary>
    public static string Escape(ReadOnlySpan<byte> octets)
    {
        var text = new StringBuilder(octets.Length * 2);
        foreach (var octet in octets)
        {
            if (octet is >= 0x20 and < 0x7F)
                text.Append((char)octet);
            else
                text.Append("\\x").Append(octet.ToString("x2", System.Globalization.CultureInfo.InvariantCulture));
        }
        return text.ToString();
    }

    public static void Write(string text, ref WireWriter writer)
    {
        Span<byte> octets = text.Length <= 256 ? stackalloc byte[text.Length * 3] : new byte[Encoding.UTF8.GetByteCount(text)];
        var written = Encoding.UTF8.GetBytes(text, octets);
        writer.Bytes(octets[..written]);
    }
}
