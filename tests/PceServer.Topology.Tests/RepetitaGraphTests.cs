using PceServer.Testing;

namespace PceServer.Topology.Tests;

public sealed class RepetitaGraphTests
{
    private const string Small = """
        NODES 3
        label x y
        0_San+Jose,+CA 0.0 0.0
        1_B 0.0 0.0
        2_C 1.5 -2

        EDGES 5
        label src dest weight bw delay
        e0 0 1 10 1000 7
        e1 0 1 20 2000 8
        e2 1 0 30 1000 7
        e3 1 0 40 2000 8
        e4 1 2 5 1000 1

        """;

    [Test]
    public void Graph_keeps_parallel_links_apart_and_converts_units()
    {
        var reading = RepetitaGraph.Read(Small, "file");
        Assert.That(reading.Errors, Is.Empty);
        var topology = Snapshots.Of(reading.Changes);
        Assert.That((topology.NodeCount, topology.EdgeCount), Is.EqualTo((3, 4)));
        var first = topology[new EdgeIndex(0)];
        Assert.That(topology[first.Reverse!.Value].Attributes.IgpMetric, Is.EqualTo(30u));
        Assert.That(first.Attributes.MaximumBandwidth, Is.EqualTo(125_000ul));
        Assert.That(first.Attributes.DelayMicroseconds, Is.EqualTo(7u));
        Assert.That(topology.TryFind("0_San+Jose,+CA", out var node) && topology.NodeSids(node)[0].Sid.Value == 1, Is.True);
    }

    [Test]
    public void Graph_with_faults_names_all_of_them_and_changes_nothing()
    {
        var reading = RepetitaGraph.Read(Small.Replace("e0 0 1 10", "e0 9 1 x").Replace("e3 1 0 40 2000 8", "e3 1"), "file");
        Assert.That(reading.Changes, Is.Empty);
        Assert.That(reading.Errors.Select(e => (e.Path, e.Value)),
            Is.EqualTo(new[] { ("line 9", "9"), ("line 9", "x"), ("line 12", "e3 1") }));
    }

    [TestCase("", "line 1")]
    [TestCase("NODES 2\nlabel x y\na 0 0", "line 3")]
    [TestCase("NODES x", "line 1")]
    public void Graph_that_breaks_off_says_where(string text, string where)
    {
        Assert.That(RepetitaGraph.Read(text, "file").Errors[0].Path, Is.EqualTo(where));
    }

    [Test]
    public void Every_shared_graph_is_read_whole()
    {
        foreach (var file in Directory.GetFiles(SharedMaterial.Path("topologies"), "*.graph"))
        {
            var text = File.ReadAllText(file);
            var reading = RepetitaGraph.Read(text, "file");
            Assert.That(reading.Errors, Is.Empty, file);
            var topology = Snapshots.Of(reading.Changes);
            var promised = text.Split('\n').First(l => l.StartsWith("EDGES", StringComparison.Ordinal)).Split(' ')[1].Trim();
            Assert.That(topology.EdgeCount.ToString(), Is.EqualTo(promised), file);
        }
    }

    [Test]
    public void Isp_graph_is_connected_and_the_same_every_time()
    {
        var graph = IspGraph.Make(1000);
        Assert.That(graph.Edges.AsSpan().SequenceEqual(IspGraph.Make(1000).Edges.AsSpan()), Is.True);
        Assert.That(graph.Edges.Length / 1000.0, Is.EqualTo(4).Within(0.1));
        Assert.That(graph.Edges.Select(e => e.From).Distinct().Count(), Is.EqualTo(1000));
        Assert.That(Snapshots.Of(graph.ToChanges("isp")).EdgeCount, Is.EqualTo(graph.Edges.Length));
    }
}

internal static class Snapshots
{
    public static TopologySnapshot Of(IEnumerable<TopologyChange> changes)
    {
        var builder = new TopologyBuilder();
        foreach (var change in changes)
            builder.Apply(change);
        return builder.Flush();
    }
}
