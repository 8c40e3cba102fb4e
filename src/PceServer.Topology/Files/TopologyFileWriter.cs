using System.Buffers;
using System.Text;
using System.Text.Json;

namespace PceServer.Topology;

/// <summary>Writes one file; see <see cref="TopologyFile"/>.</summary>
internal sealed class TopologyFileWriter(TopologySnapshot topology)
{
    private readonly Dictionary<NodeKey, string> _names = [];
    private readonly ILookup<NodeKey, Srv6Sid> _srv6Sids = topology.Srv6Sids.ToLookup(static s => s.Key.Node);

    public string Write()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            NameNodes();
            json.WriteStartArray("nodes");
            WriteNodes(json);
            json.WriteEndArray();
            json.WriteStartArray("links");
            WriteLinks(json);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private void NameNodes()
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var node in topology.Nodes)
        {
            foreach (var (key, i) in node.Keys.Select((k, i) => (k, i)))
                _names[key] = Free(i == 0 ? node.DisplayName : $"{node.DisplayName}/{key.Protocol}");
        }
        foreach (var link in topology.UnusableLinks)
        {
            _names.TryAdd(link.Key.Local, _names.ContainsKey(link.Key.Local) ? "" : Free(link.Key.Local.ToString()));
            _names.TryAdd(link.Key.Remote, _names.ContainsKey(link.Key.Remote) ? "" : Free(link.Key.Remote.ToString()));
        }
        foreach (var sid in topology.Srv6Sids.Where(s => !_names.ContainsKey(s.Key.Node)))
            _names.TryAdd(sid.Key.Node, Free(sid.Key.Node.ToString()));

        string Free(string wish)
        {
            var name = wish;
            for (var n = 2; !taken.Add(name); n++)
                name = $"{wish}~{n}";
            return name;
        }
    }

    private void WriteNodes(Utf8JsonWriter json)
    {
        var written = new HashSet<NodeKey>();
        foreach (var node in topology.Nodes)
        {
            for (var i = 0; i < node.Keys.Length; i++)
            {
                written.Add(node.Keys[i]);
                WriteNode(json, node.Keys[i], node.AttributesByKey[i], node.Index);
            }
        }
        foreach (var key in _names.Keys.Where(k => !written.Contains(k)))
            WriteNode(json, key, null, null);
    }

    private void WriteNode(Utf8JsonWriter json, NodeKey key, NodeAttributes? attributes, NodeIndex? node)
    {
        json.WriteStartObject();
        json.WriteString("id", _names[key]);
        NodeJson.WriteKey(json, key);
        if (attributes is null)
            json.WriteBoolean("announced", false);
        else
            NodeJson.WriteAttributes(json, attributes);
        if (node is { } index)
            json.Array("prefixes", topology.PrefixesOf(index).ToArray().Where(p => p.Key.Node.Equals(key)),
                static (j, p) => PrefixJson.Write(j, p.Key, p.Attributes));
        json.Array("srv6Sids", _srv6Sids[key], Srv6Json.Write);
        json.WriteEndObject();
    }

    private void WriteLinks(Utf8JsonWriter json)
    {
        for (var e = 0; e < topology.EdgeCount; e++)
        {
            var reverse = topology.EdgeReverse[e];
            var (key, attributes) = (topology.KeyOf(new EdgeIndex(e)), topology.AttributesOf(new EdgeIndex(e)));
            var isMirror = reverse >= 0 && key.Mirrored().Equals(topology.KeyOf(new EdgeIndex(reverse)));
            if (isMirror && reverse < e)
                continue;
            LinkJson.Write(json, key, attributes, isMirror ? topology.AttributesOf(new EdgeIndex(reverse)) : null, k => _names[k]);
        }
        foreach (var link in topology.UnusableLinks)
            LinkJson.Write(json, link.Key, link.Attributes, null, k => _names[k]);
    }
}
