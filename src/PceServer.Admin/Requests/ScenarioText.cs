using System.Collections.Immutable;
using Google.Protobuf.Collections;
using PceServer.Admin.Replies;
using PceServer.Forwarding;
using PceServer.Forwarding.Failures;
using PceServer.Forwarding.Simulations;
using PceServer.Topology;

namespace PceServer.Admin.Requests;

/// <summary>A simulation as operators describe it, in the simulator's words.</summary>
internal static class ScenarioText
{
    private const string Source = "simulation";

    // Numbers that no router gives to an interface: those of links that do not exist.
    private const uint FirstNewInterface = 0xF0000000;

    /// <summary>Every field is looked at before the first complaint is made.</summary>
    public static Scenario Read(V1.SimulateRequest request, TopologySnapshot topology)
    {
        var bad = new BadRequest();
        var scenario = new Scenario
        {
            Failures = new FailureSet
            {
                Links = [.. request.FailLinks.SelectMany((text, i) => Links(topology, text, $"failLinks[{i}]", bad))],
                Nodes = Nodes(topology, request.FailNodes, "failNodes", bad),
                Srlgs = Srlgs(topology, request.FailSrlgs, bad),
            },
            Phase = Phase(request.Phase, bad),
            Drains = Nodes(topology, request.DrainNodes, "drainNodes", bad),
            Metrics = [.. request.MetricChanges.SelectMany((change, i) => Metrics(topology, change, $"metricChanges[{i}]", bad))],
            Changes = [.. request.NewLinks.SelectMany((link, i) => NewLink(topology, link, i, bad))],
            NewLsps = [.. request.NewLsps.Select((lsp, i) => NewLsp(topology, lsp, $"newLsps[{i}]", bad))],
        };
        bad.ThrowIfAny();
        return scenario;
    }

    public static FailurePhase Phase(string text, BadRequest bad)
    {
        if (text.Length == 0)
            return FailurePhase.AfterConvergence;
        foreach (var phase in Enum.GetValues<FailurePhase>())
        {
            if (string.Equals(Words.Of(phase), text, StringComparison.OrdinalIgnoreCase))
                return phase;
        }
        bad.Add("phase", $"must be one of {string.Join(", ", Enum.GetValues<FailurePhase>().Select(Words.Of))}, not \"{text}\"");
        return FailurePhase.AfterConvergence;
    }

    private static ImmutableArray<NodeIndex> Nodes(TopologySnapshot topology, IEnumerable<string> texts, string field, BadRequest bad) =>
        [.. texts.Select((text, i) => NodeText.Required(topology, text, $"{field}[{i}]", bad))];

    // A group that no link is in fails nothing: a typing error would look like good news.
    private static ImmutableArray<uint> Srlgs(TopologySnapshot topology, RepeatedField<uint> groups, BadRequest bad)
    {
        var known = groups.Count == 0 ? [] : topology.Links.SelectMany(link => topology.AttributesOf(link.Index).Srlgs).ToHashSet();
        for (var i = 0; i < groups.Count; i++)
        {
            if (!known.Contains(groups[i]))
                bad.Add($"failSrlgs[{i}]", $"must be the SRLG of a link of topology version {topology.Version}, not {groups[i]}");
        }
        return [.. groups];
    }

    private static IEnumerable<EdgeIndex> Links(TopologySnapshot topology, string text, string field, BadRequest bad)
    {
        var links = LinkText.Find(topology, text);
        if (links.Count == 0)
            bad.Add(field, $"\"{text}\" is no link of topology version {topology.Version}; name it by an interface address, by A->B, or as a reply shows it");
        return links.Select(l => l.Index);
    }

    private static IEnumerable<MetricChange> Metrics(TopologySnapshot topology, V1.MetricChange change, string field, BadRequest bad)
    {
        if (!change.HasIgpMetric && !change.HasTeMetric && !change.HasDelayMicroseconds)
            bad.Add(field, "must give igpMetric, teMetric or delayMicroseconds");
        return Links(topology, change.Link, $"{field}.link", bad).Select(edge => new MetricChange(
            edge,
            change.HasIgpMetric ? change.IgpMetric : null,
            change.HasTeMetric ? change.TeMetric : null,
            change.HasDelayMicroseconds ? change.DelayMicroseconds : null));
    }

    private static IEnumerable<TopologyChange> NewLink(TopologySnapshot topology, V1.NewLink link, int number, BadRequest bad)
    {
        var a = NodeText.Required(topology, link.A, $"newLinks[{number}].a", bad);
        var b = NodeText.Required(topology, link.B, $"newLinks[{number}].b", bad);
        if (bad.IsClean && a == b)
            bad.Add($"newLinks[{number}].b", "must be another node than a");
        var bandwidth = AmountText.Read(link.BandwidthBytesPerSecond, $"newLinks[{number}].bandwidthBytesPerSecond", bad);
        if (!bad.IsClean)
            return [];
        var interfaces = FirstNewInterface + ((uint)number * 2);
        var key = new LinkKey(topology[a].Key, topology[b].Key) { LocalIdentifier = interfaces, RemoteIdentifier = interfaces + 1 };
        var attributes = new LinkAttributes
        {
            IgpMetric = link.IgpMetric,
            TeMetric = link.HasTeMetric ? link.TeMetric : Metric.Missing,
            DelayMicroseconds = link.HasDelayMicroseconds ? link.DelayMicroseconds : Metric.Missing,
            AdminGroup = link.AdminGroup,
            Srlgs = [.. link.Srlgs],
            MaximumBandwidth = bandwidth,
            MaximumReservableBandwidth = bandwidth,
            UnreservedBandwidth = [.. Enumerable.Repeat(bandwidth, 8)],
        };
        return [new LinkChange(Source, key, attributes), new LinkChange(Source, key.Mirrored(), attributes)];
    }

    private static SimulatedLsp NewLsp(TopologySnapshot topology, V1.NewLsp lsp, string field, BadRequest bad)
    {
        var source = NodeText.Required(topology, lsp.Source, $"{field}.source", bad);
        var destination = NodeText.Required(topology, lsp.Destination, $"{field}.destination", bad);
        if (lsp.Labels.Count == 0)
            bad.Add($"{field}.labels", "is required: the label stack, top first");
        var labels = LabelText.Read(lsp.Labels, $"{field}.labels", bad);
        var bandwidth = AmountText.Read(lsp.BandwidthBytesPerSecond, $"{field}.bandwidthBytesPerSecond", bad);
        return new SimulatedLsp(lsp.Name, new TraceRequest(source, labels, destination), bandwidth);
    }
}
