using System.Globalization;
using PceServer.Forwarding;
using PceServer.Forwarding.Packets;
using PceServer.Testing;
using PceServer.Topology;

namespace PceServer.Lab.Forwarding;

/// <summary>
/// The same stacks through Open vSwitch's own MPLS code, on the wire, link by link. It reads three label stack entries of a packet and no deeper, so stacks have
/// up to three labels; and it leaves the TTL below a popped label alone, which is the pipe model.
/// </summary>
[NonParallelizable]
public sealed class OpenVirtualSwitchTests
{
    private const int DeepestStack = 3;
    private const byte TimeToLive = 64;
    private const string MarkerSource = "10.99.255.255";

    [Test]
    public void Stacks_go_through_open_vswitch_as_through_the_simulator()
    {
        foreach (var needed in new[] { "ip", "ovsdb-tool", "ovsdb-server", "ovs-vswitchd", "ovs-vsctl", "ovs-ofctl", "tshark" })
            Testing.Lab.Program(needed);
        var net = Network();
        var simulator = new ForwardingSimulator(net.Snapshot);
        var walks = Walks(net.Snapshot, simulator);
        AssertCoverage(walks);
        using var ovs = new OpenVirtualSwitch();
        var program = new SwitchProgram(net.Snapshot, simulator);
        program.Build(ovs);
        using var capture = new LinkCapture(ovs, program.Interfaces());
        AwaitListening(ovs, net.Snapshot, program, capture);
        for (var i = 0; i < walks.Count; i++)
            Send(ovs, net.Snapshot, walks[i].Request, i);
        var expected = walks.SelectMany((walk, i) => walk.Branch.Packets.Select(p => Expected(program, p, i))).ToList();
        var seen = Collect(capture, expected.Count);
        Assert.That(seen.Select(p => p.ToString()), Is.EquivalentTo(expected.Select(p => p.ToString())));
        TestContext.Out.WriteLine($"{OpenVirtualSwitch.Version()}: {walks.Count} traces, {expected.Count} packets on {net.Snapshot.EdgeCount} directed links, the same as the simulator's");
    }

    /// <summary>Nodes with SRGBs of their own, with and without PHP, with explicit null, two parallel links; metrics that leave one shortest path.</summary>
    private static Net Network() => Net.Build(
        "node A", "node B srgb=20000+1000", "node C nophp", "node D explicitnull srgb=30000+500", "node E srgb=16000+3,40000+1000", "node F nophp srgb=50000+100",
        "A-B 10", "B-C 11", "C-D 13", "D-E 17", "E-F 19", "F-A 23", "A-D 37", "B-E 41", "B-E 53");

    private static List<(TraceRequest Request, PacketBranch Branch, Trace Trace)> Walks(TopologySnapshot topology, ForwardingSimulator simulator)
    {
        var walks = new List<(TraceRequest, PacketBranch, Trace)>();
        var random = new SplitMix(3);
        while (walks.Count < 120)
        {
            var request = Stack(topology, random);
            var trace = simulator.Trace(request);
            var branches = PacketReplay.Branches(topology, trace, request);
            // What a head-end pops of its own never was on a wire; the switch has no packet to compare.
            if (trace.IsGood && branches.Length == 1 && trace.Steps.Length > 0 && !trace.Hops[0].Note.Contains("own SID", StringComparison.Ordinal))
                walks.Add((request, branches[0], trace));
        }
        return walks;
    }

    private static TraceRequest Stack(TopologySnapshot topology, SplitMix random)
    {
        var head = new NodeIndex(random.Below(topology.NodeCount));
        var (at, labels) = (head, new List<Label>());
        for (var count = 1 + random.Below(DeepestStack); count > 0; count--)
        {
            var links = Enumerable.Range(0, topology.EdgeCount).Select(e => topology[new EdgeIndex(e)]).Where(l => l.From == at).ToArray();
            if (random.Below(2) == 0)
            {
                var link = links[random.Below(links.Length)];
                labels.Add(new Label(link.Attributes.AdjacencySids[0].Value));
                at = link.To;
            }
            else
            {
                var to = new NodeIndex(random.Below(topology.NodeCount));
                topology.TryGetNodeSid(to, 0, out var sid);
                topology.TryGetLabel(at, sid.Sid, out var label);
                labels.Add(label);
                at = to;
            }
        }
        return new TraceRequest(head, [.. labels], at) { TimeToLive = TimeToLive, TtlModel = TtlModel.Pipe };
    }

    private static void AssertCoverage(List<(TraceRequest Request, PacketBranch Branch, Trace Trace)> walks)
    {
        int With(string note) => walks.Count(w => w.Trace.Hops.Any(h => h.Note.Contains(note, StringComparison.Ordinal)));
        Assert.That(walks, Has.Count.GreaterThanOrEqualTo(50));
        Assert.That(walks.Count(w => w.Trace.Hops.Any(h => h.Action == TraceAction.Swap)), Is.GreaterThan(20));
        Assert.That((With("penultimate") > 20, With("adjacency") > 20, With("explicit null") > 5, With("own SID") > 5), Is.EqualTo((true, true, true, true)));
        Assert.That(walks.Select(w => w.Request.Labels.Length).Distinct(), Is.EquivalentTo(new[] { 1, 2, 3 }));
    }

    /// <summary>The head-end's push is the switch's own; its table then takes one off the top label's TTL, which a head-end does not.</summary>
    private static void Send(OpenVirtualSwitch ovs, TopologySnapshot topology, TraceRequest request, int number)
    {
        var frame = Frame(Source(number), topology[request.Destination].RouterId!.Value);
        var pushes = request.Labels.Reverse().Select((label, i) =>
            $"push_mpls:0x8847,set_mpls_label:{label},set_mpls_ttl:{TimeToLive + (i == request.Labels.Length - 1 ? 1 : 0)}");
        ovs.Send(SwitchProgram.Bridge(request.HeadEnd), frame, $"{string.Join(',', pushes)},resubmit(,0)");
    }

    /// <summary>tshark says that it captures before it does: a packet over each link tells.</summary>
    private static void AwaitListening(OpenVirtualSwitch ovs, TopologySnapshot topology, SwitchProgram program, LinkCapture capture)
    {
        var silent = Enumerable.Range(0, topology.EdgeCount).Select(e => topology[new EdgeIndex(e)]).ToList();
        for (var round = 0; round < 40 && silent.Count > 0; round++)
        {
            foreach (var link in silent)
                ovs.Send(SwitchProgram.Bridge(link.From), Frame(MarkerSource, IpAddress.Parse("10.0.0.1")), $"output:{program.Port(link.Index)}");
            while (capture.Read(TimeSpan.FromMilliseconds(300)) is { } seen)
                silent.RemoveAll(l => program.ReceivingInterface(l.Index) == seen.Interface);
        }
        Assert.That(silent, Is.Empty, "links on which nothing was captured");
    }

    private static byte[] Frame(string source, IpAddress destination) =>
        [0x02, 0, 0, 0, 0, 2, 0x02, 0, 0, 0, 0, 1, 0x08, 0x00, .. ProbePayload.Create(IpAddress.Parse(source), destination, TimeToLive)];

    private static CapturedPacket Expected(SwitchProgram program, PacketOnLink packet, int number) => new(
        program.ReceivingInterface(packet.Edge),
        string.Join(',', packet.Packet.Stack.Select(e => e.Label)),
        string.Join(',', packet.Packet.Stack.Select(e => e.TimeToLive)),
        string.Join(',', packet.Packet.Stack.Select(e => e.IsBottom ? 1 : 0)),
        packet.Packet.Payload.Span[8].ToString(CultureInfo.InvariantCulture),
        Source(number));

    private static string Source(int number) => $"10.99.{number >> 8}.{number & 255}";

    /// <summary>As many packets as are expected, and then whatever still comes: there must be nothing.</summary>
    private static List<CapturedPacket> Collect(LinkCapture capture, int count)
    {
        var seen = new List<CapturedPacket>();
        while (seen.Count < count && capture.Read(TimeSpan.FromSeconds(20)) is { } packet)
        {
            if (packet.Source != MarkerSource)
                seen.Add(packet);
        }
        while (seen.Count < count * 2 && capture.Read(TimeSpan.FromMilliseconds(500)) is { } stray)
            seen.Add(stray);
        return seen;
    }
}
