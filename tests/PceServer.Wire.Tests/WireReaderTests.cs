namespace PceServer.Wire.Tests;

public class WireReaderTests
{
    [Test]
    public void Fields_are_read_big_endian()
    {
        var reader = new WireReader([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18]);
        Assert.That(reader.U8(), Is.EqualTo(0x01));
        Assert.That(reader.U16(), Is.EqualTo(0x0203));
        Assert.That(reader.U24(), Is.EqualTo(0x040506));
        Assert.That(reader.U32(), Is.EqualTo(0x0708090A));
        Assert.That(reader.U64(), Is.EqualTo(0x0B0C0D0E0F101112));
        Assert.That((reader.More, reader.Faulted, reader.Offset), Is.EqualTo((false, false, 18)));
    }

    [Test]
    public void First_fault_sticks_and_everything_after_it_is_zero()
    {
        var reader = new WireReader([1, 2, 3], baseOffset: 100);
        reader.U16();
        Assert.That(reader.U32(), Is.Zero);
        Assert.That(reader.U8(), Is.Zero, "the octet that is left is out of reach");
        Assert.That(reader.Bytes(1).Length, Is.Zero);
        reader.Fail("later");
        Assert.That(reader.Fault, Is.EqualTo(new WireFault("needs 4 octets, 1 left", 102)));
        Assert.That((reader.More, reader.Remaining), Is.EqualTo((false, 0)));
    }

    [Test]
    public void Count_that_is_negative_is_a_fault()
    {
        var reader = new WireReader([1, 2, 3]);
        reader.Skip(-1);
        Assert.That(reader.Faulted);
    }

    [Test]
    public void Element_confines_reading_and_what_it_leaves_is_a_fault()
    {
        var reader = new WireReader([1, 2, 3, 4]);
        var outer = reader.Enter(2);
        Assert.That(reader.Remaining, Is.EqualTo(2));
        reader.U16();
        Assert.That(reader.More, Is.False);
        reader.Leave(outer);
        Assert.That(reader.Remaining, Is.EqualTo(2));
        outer = reader.Enter(2);
        reader.U8();
        reader.Leave(outer);
        Assert.That(reader.Fault!.Value.Reason, Is.EqualTo("1 octets too many"));
        Assert.That(reader.More, Is.False);
    }

    [Test]
    public void Element_past_the_end_is_a_fault()
    {
        var reader = new WireReader([1, 2]);
        var outer = reader.Enter(3);
        reader.Leave(outer);
        Assert.That(reader.Faulted);
        Assert.That(reader.Remaining, Is.Zero);
    }

    [Test]
    public void Recovery_goes_on_after_the_element_that_failed()
    {
        var reader = new WireReader([1, 2, 3, 4, 5], baseOffset: 10);
        var outer = reader.Enter(3);
        reader.U32();
        var fault = reader.Recover(13, outer);
        Assert.That(fault!.Value.Offset, Is.EqualTo(10));
        Assert.That(reader.Since(10, 3).ToArray(), Is.EqualTo(new byte[] { 1, 2, 3 }));
        Assert.That(reader.U16(), Is.EqualTo(0x0405));
        Assert.That(reader.Faulted, Is.False);
    }

    [Test]
    public void Slice_hands_fault_and_notes_back_with_the_offset_of_the_message()
    {
        var reader = new WireReader([1, 2, 3, 4]);
        reader.U8();
        var slice = reader.Slice(2);
        slice.Note(4);
        slice.U16();
        slice.Fail("bad", slice.Offset, 7);
        reader.Adopt(slice);
        Assert.That(reader.Notes, Is.EqualTo(4));
        Assert.That(reader.Fault, Is.EqualTo(new WireFault("bad", 3, 7)));
    }
}
