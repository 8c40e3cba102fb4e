using System.Text.Json;
using PceServer.Testing;

namespace PceServer.Pcep.Tests;

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
        var failures = new List<string>();
        foreach (var (name, octets) in Vectors("pcep-msg.jsonl"))
        {
            var decoded = PcepCodec.Decode(octets);
            if (decoded.Message is null || decoded.Faults.Count > 0)
                failures.Add($"{name}: {string.Join("; ", decoded.Faults.Select(f => f.ToString()))}");
            if (!PcepCodec.Reencode(decoded).AsSpan().SequenceEqual(octets))
                failures.Add($"{name}: differs {Convert.ToHexString(octets)} {Convert.ToHexString(PcepCodec.Reencode(decoded))}");
        }
        Assert.That(failures, Is.Empty, string.Join("\n", failures));
    }
}
