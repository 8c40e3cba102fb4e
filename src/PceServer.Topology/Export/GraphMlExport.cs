using System.Globalization;
using System.Text;
using System.Xml;

namespace PceServer.Topology;

/// <summary>GraphML with a typed key for each attribute; what was not announced is left out.</summary>
internal static class GraphMlExport
{
    private const string Namespace = "http://graphml.graphdrawing.org/xmlns";

    private static readonly (string Name, string Type, Func<TopologySnapshot, Node, object?> Value)[] NodeFields =
    [
        ("name", "string", static (_, n) => n.DisplayName),
        ("igpId", "string", static (_, n) => n.Key.ToString()),
        ("protocol", "string", static (_, n) => TextForms.Of(n.Key.Protocol)),
        ("as", "long", static (_, n) => n.Key.AutonomousSystem == 0 ? null : n.Key.AutonomousSystem),
        ("routerId", "string", static (_, n) => n.RouterId),
        ("pseudonode", "boolean", static (_, n) => n.IsPseudonode ? true : null),
        ("noTransit", "boolean", static (t, n) => t.NoTransit[n.Index.Value] ? true : null),
        ("srgb", "string", static (_, n) => n.Attributes.Srgb.IsEmpty ? null : n.Attributes.Srgb),
        ("nodeSid", "long", static (t, n) => t.TryGetNodeSid(n.Index, 0, out var sid) ? sid.Sid.Value : null),
        ("msd", "int", static (_, n) => n.Attributes.MaximumSidDepth),
    ];

    private static readonly (string Name, string Type, Func<LinkKey, LinkAttributes, object?> Value)[] LinkFields =
    [
        ("localAddress", "string", static (k, _) => k.LocalAddress ?? k.LocalIpv6Address),
        ("remoteAddress", "string", static (k, _) => k.RemoteAddress ?? k.RemoteIpv6Address),
        ("localInterface", "long", static (k, _) => k.LocalIdentifier == 0 ? null : k.LocalIdentifier),
        ("igpMetric", "long", static (_, a) => Announced(a.IgpMetric)),
        ("teMetric", "long", static (_, a) => Announced(a.TeMetric)),
        ("delayMicroseconds", "long", static (_, a) => Announced(a.DelayMicroseconds)),
        ("maximumBandwidth", "long", static (_, a) => a.MaximumBandwidth),
        ("reservableBandwidth", "long", static (_, a) => a.MaximumReservableBandwidth),
        ("adminGroup", "string", static (_, a) => a.AdminGroup.IsEmpty ? null : a.AdminGroup),
        ("srlgs", "string", static (_, a) => a.Srlgs.IsEmpty ? null : string.Join(' ', a.Srlgs)),
        ("adjacencySids", "string", static (_, a) => a.AdjacencySids.IsEmpty ? null
            : string.Join(' ', a.AdjacencySids.Select(static s => s.Value))),
    ];

    public static string Write(TopologySnapshot topology)
    {
        using var text = new Utf8Writer();
        using (var xml = XmlWriter.Create(text, new XmlWriterSettings { Indent = true, CheckCharacters = true }))
        {
            xml.WriteStartElement("graphml", Namespace);
            WriteKeys(xml, "node", NodeFields.Select(static f => (f.Name, f.Type)));
            WriteKeys(xml, "edge", LinkFields.Select(static f => (f.Name, f.Type)));
            xml.WriteStartElement("graph", Namespace);
            xml.WriteAttributeString("id", $"topology-{topology.Version}");
            xml.WriteAttributeString("edgedefault", "directed");
            WriteNodes(xml, topology);
            WriteLinks(xml, topology);
            xml.WriteEndElement();
            xml.WriteEndElement();
        }
        return text.ToString();
    }

    private static void WriteKeys(XmlWriter xml, string subject, IEnumerable<(string Name, string Type)> fields)
    {
        foreach (var (name, type) in fields)
        {
            xml.WriteStartElement("key", Namespace);
            xml.WriteAttributeString("id", $"{subject}.{name}");
            xml.WriteAttributeString("for", subject);
            xml.WriteAttributeString("attr.name", name);
            xml.WriteAttributeString("attr.type", type);
            xml.WriteEndElement();
        }
    }

    private static void WriteNodes(XmlWriter xml, TopologySnapshot topology)
    {
        foreach (var node in topology.Nodes)
        {
            xml.WriteStartElement("node", Namespace);
            xml.WriteAttributeString("id", node.Index.ToString());
            foreach (var (name, _, value) in NodeFields)
                WriteValue(xml, $"node.{name}", value(topology, node));
            xml.WriteEndElement();
        }
    }

    private static void WriteLinks(XmlWriter xml, TopologySnapshot topology)
    {
        for (var e = 0; e < topology.EdgeCount; e++)
        {
            xml.WriteStartElement("edge", Namespace);
            xml.WriteAttributeString("id", $"e{e}");
            xml.WriteAttributeString("source", $"n{topology.EdgeFrom[e]}");
            xml.WriteAttributeString("target", $"n{topology.EdgeTo[e]}");
            foreach (var (name, _, value) in LinkFields)
                WriteValue(xml, $"edge.{name}", value(topology.KeyOf(new EdgeIndex(e)), topology.AttributesOf(new EdgeIndex(e))));
            xml.WriteEndElement();
        }
    }

    private static void WriteValue(XmlWriter xml, string key, object? value)
    {
        if (value is null)
            return;
        xml.WriteStartElement("data", Namespace);
        xml.WriteAttributeString("key", key);
        // Names come from routers: what XML cannot hold is shown as such.
        xml.WriteString(value is bool flag ? (flag ? "true" : "false") : Printable(Convert.ToString(value, CultureInfo.InvariantCulture)!));
        xml.WriteEndElement();
    }

    private static string Printable(string text) => text.All(static c => XmlConvert.IsXmlChar(c))
        ? text : string.Concat(text.Select(static c => XmlConvert.IsXmlChar(c) ? c : '\uFFFD'));

    private static uint? Announced(uint metric) => metric == Metric.Missing ? null : metric;

    /// <summary>A text writer that says UTF-8, so that the XML declaration is right.</summary>
    private sealed class Utf8Writer() : StringWriter(CultureInfo.InvariantCulture)
    {
        public override Encoding Encoding => Encoding.UTF8;
    }
}
