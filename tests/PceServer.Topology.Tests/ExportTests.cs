using System.Xml.Linq;
using PceServer.Testing;

namespace PceServer.Topology.Tests;

public sealed class ExportTests
{
    private static readonly XNamespace GraphMl = "http://graphml.graphdrawing.org/xmlns";

    [Test]
    public void Graphml_holds_every_node_and_edge_with_declared_keys()
    {
        var net = Net.Build("A-B 10/30 delay=7 color=0x5", "A-B 20", "lan X A B C 10");
        var document = XDocument.Parse(TopologyExport.Write(net.Snapshot, TopologyFormat.GraphMl));
        var keys = document.Root!.Elements(GraphMl + "key").Select(k => k.Attribute("id")!.Value).ToHashSet();
        var graph = document.Root.Element(GraphMl + "graph")!;
        var nodes = graph.Elements(GraphMl + "node").Select(n => n.Attribute("id")!.Value).ToList();
        var edges = graph.Elements(GraphMl + "edge").ToList();
        Assert.That((nodes.Count, edges.Count), Is.EqualTo((net.Snapshot.NodeCount, net.Snapshot.EdgeCount)));
        Assert.That(edges.SelectMany(e => new[] { e.Attribute("source")!.Value, e.Attribute("target")!.Value }).Distinct(),
            Is.SubsetOf(nodes));
        Assert.That(document.Descendants(GraphMl + "data").Select(d => d.Attribute("key")!.Value).Distinct(), Is.SubsetOf(keys));
        var first = edges[net.Edge("A-B").Value].Elements().ToDictionary(d => d.Attribute("key")!.Value, d => d.Value);
        Assert.That((first["edge.igpMetric"], first["edge.delayMicroseconds"], first["edge.adminGroup"]), Is.EqualTo(("10", "7", "0x5")));
        Assert.That(document.Declaration!.Encoding, Is.EqualTo("utf-8"));
    }

    [Test]
    public void Names_that_routers_choose_cannot_break_an_export()
    {
        var net = Net.Build("A-B 10");
        net.Builder.Apply(new NodeChange("net", net.NodeKey("A"), new NodeAttributes { Name = "<\"a\\\u0001&\n]]>" }));
        var topology = net.Builder.Flush();
        Assert.That(() => XDocument.Parse(TopologyExport.Write(topology, TopologyFormat.GraphMl)), Throws.Nothing);
        Assert.That(TopologyExport.Write(topology, TopologyFormat.Dot), Does.Contain("label=\"<\\\"a\\\\\u0001&\\n]]>"));
        Assert.That(TopologyFile.Read(TopologyExport.Write(topology, TopologyFormat.Json), "again").Errors, Is.Empty);
    }

    [Test]
    public void Dot_draws_one_line_where_both_directions_agree()
    {
        var dot = TopologyExport.Write(Net.Build("A-B 10", "B-C 10/30").Snapshot, TopologyFormat.Dot);
        Assert.That(dot.Split('\n').Where(l => l.Contains("->", StringComparison.Ordinal)).Select(l => l.Trim()), Is.EqualTo(new[]
        {
            "n0 -> n1 [label=\"10\", dir=none];", "n1 -> n2 [label=\"10\"];", "n2 -> n1 [label=\"30\"];",
        }));
    }

    [TestCase("json", TopologyFormat.Json)]
    [TestCase("GraphML", TopologyFormat.GraphMl)]
    [TestCase("dot", TopologyFormat.Dot)]
    public void Format_is_known_by_name(string name, TopologyFormat format) =>
        Assert.That(TopologyExport.TryParse(name, out var parsed) ? parsed : (TopologyFormat?)null, Is.EqualTo(format));

    [TestCase("")]
    [TestCase(null)]
    [TestCase("1")]
    [TestCase("svg")]
    public void Other_formats_are_refused(string? name) => Assert.That(TopologyExport.TryParse(name, out _), Is.False);
}
