namespace PceServer.Pcep.Tests.Dissector;

/// <summary>An independent dissector reads what we write as we meant it.</summary>
[Category("Lab")]
public class TsharkTests
{
    private static readonly List<byte[]> s_messages = [.. Corpus.Messages.Select(PcepCodec.Encode)];
    private static IReadOnlyList<Dissection>? s_dissections;

    [OneTimeSetUp]
    public void Dissect() => s_dissections = Dissection.Of(s_messages);

    [Test]
    public void Corpus_is_large_enough()
    {
        Assert.That(s_messages, Has.Count.GreaterThanOrEqualTo(300));
        Assert.That(s_dissections, Has.Count.EqualTo(s_messages.Count));
    }

    [Test]
    public void Message_of_ours_is_well_formed_to_the_dissector() => Each((message, dissection, name) =>
        Assert.That(dissection.Complaints, Is.Empty, name));

    [Test]
    public void Object_classes_and_types_agree() => Each((message, dissection, name) =>
        Assert.That(dissection.Objects, Is.EqualTo(message.Objects.Select(o => o.Code)), name));

    [Test]
    public void Tlv_types_agree() => Each((message, dissection, name) =>
        Assert.That(dissection.TlvTypes, Is.EqualTo(message.Objects.OfType<PcepTlvObject>().SelectMany(o => o.Tlvs).Select(t => (int)t.Type)), name));

    [Test]
    public void Segments_agree() => Each((message, dissection, name) =>
        Assert.That(dissection.Segments, Is.EqualTo(Segments(message)), name));

    private static void Each(Action<DecodedMessage, Dissection, string> check)
    {
        using (Assert.EnterMultipleScope())
        {
            for (var i = 0; i < s_messages.Count; i++)
                check(PcepCodec.Decode(s_messages[i]), s_dissections![i], $"{i}: {Convert.ToHexString(s_messages[i])}");
        }
    }

    private static IEnumerable<DissectedSegment> Segments(DecodedMessage message) =>
        from route in message.Objects.OfType<RouteObject>()
        from segment in route.Subobjects.OfType<SrEro>()
        select new DissectedSegment(
            (int)segment.NaiType, (int)segment.Flags, (segment.Flags & SrEroFlags.SidAbsent) == 0 ? segment.Sid.Bits : null, Text(segment.Nai));

    private static string Text(Nai? nai) => nai switch
    {
        Ipv4NodeNai n => $"{n.Node}",
        Ipv6NodeNai n => $"{n.Node}",
        Ipv4AdjacencyNai n => $"{n.Local} {n.Remote}",
        Ipv6AdjacencyNai n => $"{n.Local} {n.Remote}",
        // tshark shows these node ids as plain numbers.
        UnnumberedAdjacencyNai n => $"{n.LocalNode.Value} {n.LocalInterface} {n.RemoteNode.Value} {n.RemoteInterface}",
        Ipv6LinkLocalAdjacencyNai n => $"{n.Local} {n.LocalInterface} {n.Remote} {n.RemoteInterface}",
        _ => "",
    };
}
