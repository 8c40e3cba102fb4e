using PceServer.Wire;

namespace PceServer.Pcep;

/// <summary>Text of a TLV. Octets that are no UTF-8 survive: the text is then for people, the octets are what is written.</summary>
public readonly record struct WireString
{
    private readonly ValueList<byte> _octets;

    public WireString(string text) => Text = text;

    private WireString(string shown, ValueList<byte> octets)
    {
        Text = shown;
        _octets = octets;
    }

    public string Text { get; }

    public static implicit operator WireString(string text) => new(text);

    internal static WireString Read(ref WireReader reader)
    {
        var octets = reader.Rest();
        return WireText.TryRead(octets, out var text) ? new WireString(text) : new WireString(WireText.Escape(octets), ValueList.Create(octets));
    }

    internal void Write(ref WireWriter writer)
    {
        if (_octets.Count > 0)
            writer.Bytes(_octets.Span);
        else
            WireText.Write(Text, ref writer);
    }

    public override string ToString() => Text;
}
