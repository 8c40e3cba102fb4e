namespace PceServer.Wire.Tests;

public class ValuesTests
{
    private enum Kind : byte
    {
        Good = 1,
    }

    [Flags]
    private enum Bits : byte
    {
        None = 0,
        Left = 1,
        Right = 2,
    }

    private sealed record Shape(uint Size, Kind Kind, Bits Flags, ValueList<byte> Octets, ValueList<ushort> Codes, Ipv4Address Address, string? Text)
    {
        [Shown]
        public uint Double => Size * 2;

        public uint Hidden => Size * 3;
    }

    [Test]
    public void Lists_compare_by_their_items()
    {
        ValueList<ushort> list = [1, 2, 3];
        Assert.That(list, Is.EqualTo((ValueList<ushort>)[1, 2, 3]));
        Assert.That(list.GetHashCode(), Is.EqualTo(((ValueList<ushort>)[1, 2, 3]).GetHashCode()));
        Assert.That(list == [1, 2], Is.False);
        Assert.That(default(ValueList<ushort>), Is.EqualTo((ValueList<ushort>)[]));
        Assert.That(list.ToString(), Is.EqualTo("[1, 2, 3]"));
    }

    [TestCase("192.0.2.1")]
    [TestCase("2001:db8::1")]
    public void Address_is_read_and_shown_alike(string text)
    {
        var address = WireAddress.Parse(text);
        Assert.That(address.ToString(), Is.EqualTo(text));
        var writer = new WireWriter(16);
        address.Write(ref writer);
        var reader = new WireReader(writer.Written);
        Assert.That(WireAddress.Read(ref reader, address.IsIpv6), Is.EqualTo(address));
        writer.Dispose();
    }

    [TestCase("::1")]
    [TestCase("somewhere")]
    public void Text_that_is_no_IPv4_address_is_refused(string text) => Assert.That(() => Ipv4Address.Parse(text), Throws.TypeOf<FormatException>());

    [Test]
    public void View_shows_what_makes_up_a_record()
    {
        var fields = RecordView.Fields(new Shape(5, Kind.Good, Bits.Right, [0xAB, 1], [7, 8], new Ipv4Address(0xC0000201), null));
        Assert.That(fields.Select(f => f.Name), Is.EqualTo(new[] { "size", "kind", "flags", "left", "right", "octets", "codes", "address", "double" }));
        var values = fields.ToDictionary(f => f.Name, f => f.Value);
        Assert.That(values["size"], Is.EqualTo(5UL));
        Assert.That(values["kind"], Is.EqualTo(new ViewCode(1, "Good")));
        Assert.That((values["flags"], values["left"], values["right"]), Is.EqualTo(((object)2UL, (object)false, (object)true)));
        Assert.That((values["octets"], values["address"], values["double"]), Is.EqualTo(((object)"ab01", (object)"192.0.2.1", (object)10UL)));
        Assert.That(values["codes"], Is.EqualTo(new object[] { 7UL, 8UL }));
    }
}
