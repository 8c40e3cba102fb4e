using PceServer.Pcep.Tests.Samples;
using PceServer.Wire;

namespace PceServer.Pcep.Tests;

/// <summary>One test for every registered type: it has a sample, what is written is read back equal, and no part of it makes the reader throw.</summary>
public class RegistryTests
{
    private static readonly (string Name, TlvRegistry Registry, IReadOnlyList<ITlv> Samples)[] s_tlvSpaces =
    [
        ("TLV", PcepTlvs.Registry, TlvSamples.All),
        ("sub-TLV of 34", PcepTlvs.PathSetupSubTlvs, TlvSamples.PathSetupSubTlvs),
        ("sub-TLV of 37", PcepTlvs.AutoBandwidthSubTlvs, TlvSamples.AutoBandwidthSubTlvs),
    ];

    private static IEnumerable<TestCaseData> Tlvs() =>
        from space in s_tlvSpaces
        from sample in space.Samples
        select new TestCaseData(space.Registry, sample).SetArgDisplayNames($"{space.Name} {sample.Type} {sample.GetType().Name}");

    private static IEnumerable<TestCaseData> Objects() =>
        ObjectSamples.All.Select((sample, i) => new TestCaseData(sample).SetArgDisplayNames($"{i} {sample.Code} {sample.GetType().Name}"));

    [Test]
    public void Registry_of_tlvs_has_a_sample_of_each()
    {
        foreach (var (name, registry, samples) in s_tlvSpaces)
            Assert.That(registry.Codes.Except(samples.Select(s => s.Type)), Is.Empty, name);
    }

    [Test]
    public void Registry_of_objects_has_a_sample_of_each() =>
        Assert.That(ObjectRegistry.Codes.Except(ObjectSamples.All.Select(o => o.Code)), Is.Empty);

    [TestCaseSource(nameof(Tlvs))]
    public void Tlv_written_and_read_is_equal(TlvRegistry registry, ITlv sample)
    {
        var octets = Value(sample);
        var reader = new WireReader(octets);
        var read = registry.Read(sample.Type, ref reader);
        Assert.That(reader.Fault, Is.Null);
        Assert.That(read, Is.EqualTo(sample));
        Assert.That(Value(read), Is.EqualTo(octets));
    }

    [TestCaseSource(nameof(Tlvs))]
    public void Tlv_cut_short_faults_or_reads_what_is_left(TlvRegistry registry, ITlv sample)
    {
        var octets = Value(sample);
        for (var length = 0; length < octets.Length; length++)
        {
            var reader = new WireReader(octets.AsSpan(0, length));
            var read = registry.Read(sample.Type, ref reader);
            if (reader.Faulted)
                continue;
            // Padding inside a value may be absent, or counted at its end, which is noted; it is then made good.
            var again = Value(read);
            var kept = (reader.Notes & (uint)DeviationSet.CountedPadding) == 0 ? length : again.Length;
            Assert.That(again.Take(length), Is.EqualTo(octets[..kept]), $"{length} octets");
            Assert.That(octets[kept..length], Is.All.Zero, $"{length} octets");
            Assert.That(again.Skip(length), Is.All.Zero, $"{length} octets");
        }
    }

    [TestCaseSource(nameof(Objects))]
    public void Object_written_and_read_is_equal(PcepObject sample)
    {
        var octets = PcepCodec.Encode(new PcRpt([new StateReport(new LspObject(new PlspId(1))) { Ero = EroObject.Empty, Others = [sample] }]));
        var decoded = PcepCodec.Decode(octets);
        Assert.That(decoded.Objects[^1], Is.EqualTo(sample));
        Assert.That(PcepCodec.Reencode(decoded), Is.EqualTo(octets));
    }

    [TestCaseSource(nameof(Objects))]
    public void Object_cut_short_is_kept_as_it_came(PcepObject sample)
    {
        var writer = new WireWriter(256);
        sample.Write(ref writer);
        var octets = writer.ToArray();
        writer.Dispose();
        for (var length = 4; length < octets.Length; length += 4)
        {
            byte[] message = [0x20, (byte)MessageType.PcNtf, 0, 0, .. octets.AsSpan(0, length)];
            (message[2], message[3]) = ((byte)(message.Length >> 8), (byte)message.Length);
            (message[6], message[7]) = ((byte)(length >> 8), (byte)length);
            var decoded = PcepCodec.Decode(message);
            Assert.That(PcepCodec.Reencode(decoded), Is.EqualTo(message), $"{length} octets");
        }
    }

    [TestCaseSource(nameof(Objects))]
    public void Object_in_the_view_names_each_field_once(PcepObject sample) => AssertNamesOnce(PcepView.Object(sample));

    [TestCaseSource(nameof(Objects))]
    public void Object_as_text_is_one_line(PcepObject sample) =>
        Assert.That(sample.ToString(), Does.StartWith(PcepNames.Object(sample.Code.Class)).And.Not.Contains("\n"));

    private static void AssertNamesOnce(object? value)
    {
        if (value is IReadOnlyList<ViewField> fields)
        {
            Assert.That(fields.Select(f => f.Name), Is.Unique);
            foreach (var field in fields)
                AssertNamesOnce(field.Value);
        }
        else if (value is List<object?> items)
        {
            items.ForEach(AssertNamesOnce);
        }
    }

    private static byte[] Value(ITlv tlv)
    {
        var writer = new WireWriter(256);
        tlv.Write(ref writer);
        var octets = writer.ToArray();
        writer.Dispose();
        return octets;
    }
}
