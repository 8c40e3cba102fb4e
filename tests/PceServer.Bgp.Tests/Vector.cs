using System.Text.Json;
using PceServer.Testing;

namespace PceServer.Bgp.Tests;

/// <summary>One line of a vector file.</summary>
public sealed record Vector(string Name, byte[] Octets)
{
    /// <summary>The name without its source.</summary>
    public string ShortName => Name[(Name.IndexOf('/') + 1)..];

    public override string ToString() => Name;

    public static List<Vector> Read(string file)
    {
        var vectors = new List<Vector>();
        foreach (var line in File.ReadLines(SharedMaterial.Path($"vectors/{file}")))
        {
            using var json = JsonDocument.Parse(line);
            var root = json.RootElement;
            vectors.Add(new Vector(root.GetProperty("name").GetString()!, Convert.FromHexString(root.GetProperty("hex").GetString()!)));
        }
        Assert.That(vectors, Is.Not.Empty);
        return vectors;
    }
}
