namespace PceServer.Pcep.Tests;

/// <summary>Message and object headers (RFC 5440 §6.1, §7.2).</summary>
public class FramingTests
{
    [TestCase("40020004", TestName = "Version_other_than_1_is_refused")]
    public void Version(string hex)
    {
        var decoded = PcepCodec.Decode(Convert.FromHexString(hex));
        Assert.That(decoded.Message, Is.Null);
        Assert.That(decoded.SessionFault!.Error, Is.EqualTo(PcepErrors.VersionNotSupported));
        Assert.That(decoded.SessionFault.Close, Is.EqualTo(CloseReason.MalformedMessage));
    }

    [TestCase("", Description = "no octets")]
    [TestCase("2002", Description = "half a header")]
    [TestCase("20020008", Description = "longer than what came")]
    [TestCase("2002000400000000", Description = "shorter than what came")]
    [TestCase("200a000801100000", Description = "object of length 0")]
    [TestCase("200a000801100003", Description = "object of length 3")]
    [TestCase("200a000801100010", Description = "object past the message")]
    [TestCase("200a000620100000", Description = "half an object header")]
    public void Framing_that_is_broken_ends_the_session(string hex)
    {
        var decoded = PcepCodec.Decode(Convert.FromHexString(hex));
        Assert.That(decoded.Message, Is.Null);
        Assert.That(decoded.SessionFault!.IsMalformed);
        Assert.That(decoded.SessionFault.Error, Is.EqualTo(PcepErrors.InvalidOpen));
    }

    [Test]
    public void Message_of_an_unknown_type_is_kept_as_it_came()
    {
        var octets = Convert.FromHexString("21c80008deadbeef");
        var decoded = PcepCodec.Decode(octets);
        Assert.That(decoded.IsUnknown);
        Assert.That(decoded.Faults, Is.Empty);
        Assert.That(PcepCodec.Reencode(decoded), Is.EqualTo(octets));
    }

    [Test]
    public void Message_of_the_greatest_length_decodes_and_reencodes()
    {
        // 65,532 octets: the greatest multiple of four that the length field holds.
        var segments = string.Concat(Enumerable.Repeat("2408000903e81000", (65532 - 4 - 20 - 8 - 4) / 8));
        var ero = $"0710{4 + (segments.Length / 2):x4}{segments}";
        var octets = Raw.Message(MessageType.PcRpt, Raw.Srp, Raw.Lsp, ero);
        Assert.That(octets, Has.Length.EqualTo(65532));
        var decoded = PcepCodec.Decode(octets);
        Assert.That(((PcRpt)decoded.Message!).Reports[0].Ero!.Subobjects, Has.Count.EqualTo(8187));
        Assert.That(PcepCodec.Encode(decoded.Message), Is.EqualTo(octets));
    }

    [Test]
    public void Header_flags_of_message_and_object_survive()
    {
        var octets = Raw.Message(MessageType.PcRpt, "211f0014 00000000 00000007 001c0004 00000001", Raw.Lsp, Raw.Ero);
        octets[0] |= 0x15;
        var decoded = PcepCodec.Decode(octets);
        Assert.That(PcepCodec.Encode(decoded.Message!), Is.EqualTo(octets));
    }

    [Test]
    public void Keepalive_and_StartTls_are_a_header()
    {
        Assert.That(PcepCodec.Encode(Keepalive.Instance), Is.EqualTo(new byte[] { 0x20, 2, 0, 4 }));
        Assert.That(PcepCodec.Encode(StartTls.Instance), Is.EqualTo(new byte[] { 0x20, 13, 0, 4 }));
        Assert.That(PcepCodec.Decode([0x20, 13, 0, 4]).Message, Is.EqualTo(StartTls.Instance));
    }
}
