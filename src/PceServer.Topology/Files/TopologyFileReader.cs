using System.Text.Json;

namespace PceServer.Topology;

/// <summary>Reads one file; see <see cref="TopologyFile"/>.</summary>
internal sealed class TopologyFileReader(string source)
{
    private readonly List<TopologyFileError> _errors = [];
    private readonly List<TopologyChange> _changes = [];
    private readonly Dictionary<string, NodeKey> _nodes = new(StringComparer.Ordinal);
    private readonly HashSet<object> _said = [];

    public TopologyReading Read(JsonElement root)
    {
        var json = new JsonCursor(root, "", _errors);
        if (!json.IsObject)
            return new TopologyReading([], [new TopologyFileError("", root.ValueKind.ToString(), "an object with nodes and links")]);
        ReadPolicy(json);
        _ = json.Text("name");
        var defaults = json.Object("defaults") is { } said ? NodeDefaults.Read(said) : new NodeDefaults();
        foreach (var node in json.Objects("nodes"))
            ReadNode(node, defaults);
        foreach (var link in json.Objects("links"))
            ReadLink(link);
        json.NothingElse();
        return _errors.Count == 0 ? new TopologyReading([.. _changes], []) : new TopologyReading([], [.. _errors.Distinct()]);
    }

    private void ReadPolicy(JsonCursor json)
    {
        var priority = json.UInt32("priority", int.MaxValue);
        var isSupplement = json.Flag("supplement");
        if (priority is not null || isSupplement is not null)
            _changes.Add(new SourcePolicy(source, (int)(priority ?? SourcePolicy.DefaultPriority), isSupplement ?? false));
    }

    private void ReadNode(JsonCursor json, NodeDefaults defaults)
    {
        var key = NodeJson.ReadKey(json, defaults);
        var attributes = NodeJson.ReadAttributes(json, defaults);
        var id = json.Text("id") ?? attributes.Name ?? key.ToString();
        if (!_nodes.TryAdd(id, key))
            json.Error("id", id, "every node has an id, or a name, of its own");
        if (!_said.Add(key))
            json.Error("igpId", key.ToString(), "another node of this file has the same identity");
        if (json.Flag("announced") ?? true)
            _changes.Add(new NodeChange(source, key, attributes));
        ReadNodeSid(json, key, attributes);
        foreach (var entry in json.Objects("prefixes"))
        {
            if (PrefixJson.Read(entry, key) is var (prefix, said))
                Add(entry, "prefix", prefix, new PrefixChange(source, prefix, said));
        }
        foreach (var entry in json.Objects("srv6Sids"))
        {
            var (sid, said) = Srv6Json.ReadSid(entry, key);
            Add(entry, "sid", sid, new Srv6SidChange(source, sid, said));
        }
        json.NothingElse();
    }

    private void ReadNodeSid(JsonCursor json, NodeKey key, NodeAttributes attributes)
    {
        if (json.UInt32("sid") is not { } index)
            return;
        if (attributes.RouterIds.IsEmpty)
        {
            json.Error("sid", $"{index}", "a node SID needs the routerId that it leads to");
            return;
        }
        var prefix = new PrefixKey(key, IpPrefix.Host(attributes.RouterIds[0]));
        // OSPF has no such flag on a SID (RFC 8665 §5): there the prefix alone tells.
        var sid = new PrefixSid(
            index, false, 0, key.Protocol is LinkStateProtocol.Ospfv2 or LinkStateProtocol.Ospfv3 ? PrefixSidFlags.None : PrefixSidFlags.Node);
        Add(json, "sid", prefix, new PrefixChange(source, prefix, new PrefixAttributes { IsNodePrefix = true, PrefixSids = [sid] }));
    }

    private void ReadLink(JsonCursor json)
    {
        foreach (var (key, attributes) in LinkJson.Read(json, _nodes))
            Add(json, "aAddress", key, new LinkChange(source, key, attributes));
    }

    private void Add(JsonCursor json, string field, object key, TopologyChange change)
    {
        if (_said.Add(key))
            _changes.Add(change);
        else
            json.Error(field, key.ToString()!, "said before in this file; parallel links need addresses or interface numbers that differ");
    }
}
