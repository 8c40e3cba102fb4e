using System.Globalization;
using PceServer.Topology;

namespace PceServer.Emulation;

/// <summary>The commands of a feeder as people type them, one a line.</summary>
public static class FeederCommands
{
    public const string Help = """
        down A B [N]               withdraw both halves of the link (the Nth, from 1) between nodes A and B
        up A B [N]                 announce it again as the file has it
        one-way A B [N]            withdraw the half from B to A only
        metric A B igp|te VALUE    set a metric of both halves of all links between A and B
        delay A B MICROSECONDS     set the delay
        bandwidth A B BYTES        set maximum, reservable and unreserved bandwidth, bytes per second
        color A B MASK             set the admin group, hexadecimal
        overload NODE on|off       set the overload bit
        msd NODE LABELS            set the maximum SID depth
        srgb NODE FIRST LAST       misadvertise another SRGB
        sid NODE INDEX             misadvertise another node SID, for instance one that another node has
        node-down NODE             withdraw a node with its links and prefixes
        node-up NODE               announce it again
        restore                    say what the file says, and nothing else
        status                     peers and number of NLRIs
        """;

    /// <summary>Performs a command line and returns what to print.</summary>
    /// <exception cref="CommandException">The line is no command.</exception>
    /// <exception cref="FedTopologyException">It names what the topology does not hold.</exception>
    public static string Perform(LinkStateFeeder feeder, string line)
    {
        var words = new CommandWords(line);
        if (words.IsEmpty)
            return "";
        var verb = words.Next("command");
        if (verb is "help" or "?")
            return Help;
        if (verb == "status")
            return Status(feeder);
        var change = Change(verb, words);
        words.NothingElse();
        return string.Create(CultureInfo.InvariantCulture, $"{feeder.Change(change).Count} announcements");
    }

    private static Func<FedTopology, IReadOnlyList<TopologyChange>> Change(string verb, CommandWords words) => verb switch
    {
        "restore" => topology => topology.Restore(),
        "down" or "up" or "one-way" => LinkState(verb, words),
        "metric" or "delay" or "bandwidth" or "color" => LinkValue(verb, words),
        _ => NodeValue(verb, words),
    };

    private static Func<FedTopology, IReadOnlyList<TopologyChange>> LinkState(string verb, CommandWords words)
    {
        var (a, b) = (words.Next("node A"), words.Next("node B"));
        int? parallel = words.More ? (int)words.Number("N", 1000) : null;
        return verb switch
        {
            "down" => topology => topology.LinkDown(a, b, parallel),
            "up" => topology => topology.LinkUp(a, b, parallel),
            _ => topology => topology.OneWay(a, b, parallel),
        };
    }

    private static Func<FedTopology, IReadOnlyList<TopologyChange>> LinkValue(string verb, CommandWords words)
    {
        var (a, b) = (words.Next("node A"), words.Next("node B"));
        Func<LinkAttributes, LinkAttributes> change;
        switch (verb)
        {
            case "metric":
                var kind = words.Next("igp or te");
                if (kind is not ("igp" or "te"))
                    throw new CommandException($"metric '{kind}' is neither igp nor te");
                var metric = words.Number("value", Metric.Missing - 1);
                change = kind == "igp" ? link => link with { IgpMetric = metric } : link => link with { TeMetric = metric };
                break;
            case "delay":
                var delay = words.Number("microseconds", 0xFFFFFF);
                change = link => link with { DelayMicroseconds = delay };
                break;
            case "bandwidth":
                ulong bandwidth = words.Number("bytes");
                change = link => link with
                {
                    MaximumBandwidth = bandwidth,
                    MaximumReservableBandwidth = bandwidth,
                    UnreservedBandwidth = [.. Enumerable.Repeat(bandwidth, 8)],
                };
                break;
            default:
                AdminGroup color = words.Mask();
                change = link => link with { AdminGroup = color };
                break;
        }
        return topology => topology.ChangeLink(a, b, change);
    }

    private static Func<FedTopology, IReadOnlyList<TopologyChange>> NodeValue(string verb, CommandWords words)
    {
        if (verb is not ("overload" or "msd" or "srgb" or "sid" or "node-down" or "node-up"))
            throw new CommandException($"'{verb}' is no command; try help");
        var node = words.Next("node");
        switch (verb)
        {
            case "node-down":
                return topology => topology.NodeDown(node);
            case "node-up":
                return topology => topology.NodeUp(node);
            case "sid":
                var index = words.Number("index");
                return topology => topology.ChangeSid(node, index);
            case "msd":
                var depth = (byte)words.Number("labels", byte.MaxValue);
                return topology => topology.ChangeNode(node, said => said with { MaximumSidDepth = depth });
            case "srgb":
                var block = Block(words.Number("first", Label.MaximumValue), words.Number("last", Label.MaximumValue));
                return topology => topology.ChangeNode(node, said => said with { Srgb = block });
            default:
                var isOn = words.Next("on or off") switch { "on" => true, "off" => false, var other => throw new CommandException($"'{other}' is neither on nor off") };
                return topology => topology.ChangeNode(node, said => said with { Overloaded = isOn });
        }
    }

    private static LabelBlock Block(uint first, uint last) => first <= last
        ? new LabelBlock([new LabelRange(new Label(first), last - first + 1)])
        : throw new CommandException($"a block cannot run from {first} to {last}");

    private static string Status(LinkStateFeeder feeder) => string.Join('\n',
        feeder.Peers.Select((peer, n) => string.Create(CultureInfo.InvariantCulture, $"peer {n + 1}: {peer.State}"))
            .Append(string.Create(CultureInfo.InvariantCulture, $"{feeder.Count} NLRIs")));
}
