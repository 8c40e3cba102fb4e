using System.Text.Json;
using PceServer.Testing;
using PceServer.Wire;

namespace PceServer.Pcep.Tests;

/// <summary>Octets that other implementations put on the wire, read from beside the project.</summary>
public class VectorTests
{
    private static IEnumerable<(string Name, byte[] Octets)> Vectors(string file)
    {
        foreach (var line in File.ReadLines(SharedMaterial.Path($"vectors/{file}")))
        {
            using var row = JsonDocument.Parse(line);
            yield return (row.RootElement.GetProperty("name").GetString()!, Convert.FromHexString(row.RootElement.GetProperty("hex").GetString()!));
        }
    }

    [Test]
    public void Message_of_other_implementations_reencodes_to_the_same_octets()
    {
        var count = 0;
        foreach (var (name, octets) in Vectors("pcep-msg.jsonl"))
        {
            var decoded = PcepCodec.Decode(octets);
            Assert.That(decoded.Faults, Is.Empty, name);
            Assert.That(PcepCodec.Reencode(decoded), Is.EqualTo(octets), name);
            count++;
        }
        Assert.That(count, Is.GreaterThan(180));
    }

    [Test]
    public void Message_of_other_implementations_is_the_same_after_our_own_encoder()
    {
        // Our encoder writes the order of the RFCs, which not every sender keeps: the objects are the same, in that order.
        foreach (var (name, octets) in Vectors("pcep-msg.jsonl"))
        {
            var decoded = PcepCodec.Decode(octets);
            var again = PcepCodec.Decode(PcepCodec.Encode(decoded.Message!));
            Assert.That(again.Message, Is.EqualTo(decoded.Message), name);
            Assert.That(again.Objects, Is.EquivalentTo(decoded.Objects), name);
        }
    }

    [Test]
    public void Messages_of_a_real_router_decode_and_reencode()
    {
        var count = 0;
        foreach (var flow in PcapFile.ReadTcpFlows(SharedMaterial.Path("captures/pcep-frr-8.4.4.pcap")))
        {
            for (var rest = flow.Octets.AsSpan(); rest.Length >= 4; count++)
            {
                int length = System.Buffers.Binary.BinaryPrimitives.ReadUInt16BigEndian(rest[2..]);
                var octets = rest[..length].ToArray();
                var decoded = PcepCodec.Decode(octets);
                Assert.That(decoded.Faults, Is.Empty, Convert.ToHexString(octets));
                Assert.That(PcepCodec.Reencode(decoded), Is.EqualTo(octets));
                rest = rest[length..];
            }
        }
        // The router uses the same port for each of its sessions: the first one of each pair of ports is put together.
        Assert.That(count, Is.EqualTo(28));
    }

    [Test]
    public void Object_of_other_implementations_reencodes_to_the_same_octets()
    {
        foreach (var (name, octets) in Vectors("pcep-object.jsonl"))
        {
            var decoded = Raw.Decode(MessageType.PcNtf, Convert.ToHexString(octets), "0c10000800000101");
            Assert.That(PcepCodec.Reencode(decoded).AsSpan(4, octets.Length).ToArray(), Is.EqualTo(octets), name);
            // The fragments without a length of their own are kept all the same, as what they claim to be.
            if (octets.Length == (octets[2] << 8 | octets[3]) && ObjectRegistry.Knows(new ObjectCode(octets[0], (byte)(octets[1] >> 4))))
                Assert.That(decoded.Objects[0], Is.Not.TypeOf<UnreadableObject>(), name);
        }
    }

    [Test]
    public void Subobject_of_other_implementations_reencodes_to_the_same_octets()
    {
        foreach (var (name, octets) in Vectors("pcep-subobject.jsonl"))
        {
            var message = Raw.Message(MessageType.PcRpt, Raw.Srp, Raw.Lsp, $"0710{4 + octets.Length:x4}{Convert.ToHexString(octets)}");
            var decoded = PcepCodec.Decode(message);
            Assert.That(decoded.Faults, Is.Empty, name);
            Assert.That(PcepCodec.Encode(decoded.Message!), Is.EqualTo(message), name);
        }
    }

    [TestCase("pcep-fragment-negative.jsonl")]
    [TestCase("pcep-tlv.jsonl")]
    public void Tlv_of_a_wrong_length_is_refused(string file)
    {
        foreach (var (name, octets) in Vectors(file).Where(v => !v.Name.Contains("TestPathSetupType", StringComparison.Ordinal)))
        {
            var reader = new WireReader(octets);
            var type = reader.U16();
            int length = reader.U16();
            var outer = reader.Enter(length);
            PcepTlvs.Registry.Read(type, ref reader);
            reader.Leave(outer);
            Assert.That(reader.Faulted || reader.Remaining != (-length & 3), name);
        }
    }
}
