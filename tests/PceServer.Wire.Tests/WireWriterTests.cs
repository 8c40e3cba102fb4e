namespace PceServer.Wire.Tests;

public class WireWriterTests
{
    [Test]
    public void Fields_are_written_big_endian_and_lengths_patched_later()
    {
        var writer = new WireWriter(1);
        writer.U8(1);
        var length = writer.Length;
        writer.U16(0);
        writer.U24(0x020304);
        writer.U32(0x05060708);
        writer.U64(9);
        writer.Bytes([10, 11]);
        writer.Zeros(2);
        writer.PatchU16(length, writer.Length);
        Assert.That(writer.ToArray(), Is.EqualTo(new byte[] { 1, 0, 22, 2, 3, 4, 5, 6, 7, 8, 0, 0, 0, 0, 0, 0, 0, 9, 10, 11, 0, 0 }));
        writer.Dispose();
        Assert.That(writer.Length, Is.Zero);
    }

    [Test]
    public void Buffer_grows_and_keeps_what_was_written()
    {
        var writer = new WireWriter(4);
        for (var i = 0; i < 10_000; i++)
            writer.U32((uint)i);
        var octets = writer.ToArray();
        writer.Dispose();
        var reader = new WireReader(octets);
        for (var i = 0; i < 10_000; i++)
            Assert.That(reader.U32(), Is.EqualTo((uint)i));
    }

    [Test]
    public void Length_that_does_not_fit_is_a_defect_of_ours()
    {
        var writer = new WireWriter(4);
        writer.U16(0);
        var thrown = false;
        try
        {
            writer.PatchU16(0, 65_536);
        }
        catch (OverflowException)
        {
            thrown = true;
        }
        writer.Dispose();
        Assert.That(thrown);
    }
}
