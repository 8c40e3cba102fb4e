using PceServer.Forwarding.Packets;
using PceServer.Testing;
using PceServer.Topology;

namespace PceServer.Forwarding.Tests.Packets;

/// <summary>TTLs by RFC 3443 §3: which one counts where labels end, are swapped, and are put on top of others.</summary>
public sealed class TimeToLiveTests
{
    private static string Ttls(Net net, ForwardingSimulator simulator, TraceRequest request)
    {
        var branch = PacketReplay.Branches(net.Snapshot, simulator.Trace(request), request).Single();
        return string.Join(' ', branch.Packets.Select(p => $"{net.Name(p.ToNode)}:{string.Join(',', p.Packet.Stack.Select(e => e.TimeToLive).Append(p.Packet.Payload.Span[8]))}"));
    }

    [TestCase(TtlModel.Uniform, "B:9,9,9 C:8,9 D:7,9 E:6")]
    [TestCase(TtlModel.Pipe, "B:9,9,9 C:9,9 D:8,9 E:9")]
    public void Tunnel_of_two_segments(TtlModel model, string expected)
    {
        var net = Net.Build("A-B 10", "B-C 10", "C-D 10", "D-E 10");
        var request = net.Request("A", "E", net.AdjacencyLabel("A-B").Value, 16003, 16005) with { TimeToLive = 9, TtlModel = model };
        Assert.That(Ttls(net, new ForwardingSimulator(net.Snapshot), request), Is.EqualTo(expected));
    }

    [TestCase(TtlModel.Uniform, 2, TraceVerdict.Dropped)]
    [TestCase(TtlModel.Uniform, 3, TraceVerdict.Delivered)]
    [TestCase(TtlModel.Pipe, 2, TraceVerdict.Delivered)]
    public void Where_a_label_ends_its_ttl_is_looked_at_in_the_uniform_model_only(TtlModel model, byte ttl, TraceVerdict verdict)
    {
        // C pops its own label, whose TTL is 1 there, and goes on by the one below.
        var net = Net.Build("A-B 10", "B-C 10", "C-D 10", "node C nophp");
        var trace = new ForwardingSimulator(net.Snapshot).Trace(net.Request("A", "D", net.NodeLabel("C", "A").Value, net.NodeLabel("D", "C").Value) with
        {
            TimeToLive = ttl,
            TtlModel = model,
        });
        Assert.That(trace.Verdict, Is.EqualTo(verdict), trace.Reason);
    }

    [TestCase(TtlModel.Uniform)]
    [TestCase(TtlModel.Pipe)]
    public void Packet_that_arrives_with_its_last_ttl_is_delivered(TtlModel model)
    {
        var net = Net.Build("A-B 10", "B-C 10", "node C nophp");
        var request = net.Request("A", "C", net.NodeLabel("C", "A").Value) with { TimeToLive = 2, TtlModel = model };
        var simulator = new ForwardingSimulator(net.Snapshot);
        Assert.That(simulator.Trace(request).IsGood, simulator.Trace(request).Reason);
        Assert.That(simulator.Trace(request with { TimeToLive = 1 }).Verdict, Is.EqualTo(TraceVerdict.Dropped));
    }

    [Test]
    public void Binding_sid_hands_its_ttl_to_the_deepest_label_of_its_list_and_those_above_start_anew()
    {
        var net = Net.Build("A-B 10", "B-C 10", "C-D 10", "D-E 10", "E-F 10");
        var overlay = new NetworkOverlay { BindingSids = [new BindingSid(net.NodeKey("B"), new Label(1000), [new Label(16004), new Label(16006)], "over-D")] };
        var request = net.Request("A", "F", net.AdjacencyLabel("A-B").Value, 1000) with { TimeToLive = 9, TtlModel = TtlModel.Pipe };
        Assert.That(Ttls(net, new ForwardingSimulator(net.Snapshot, overlay), request), Is.EqualTo("B:9,9 C:9,8,9 D:8,9 E:7,9 F:9"));
    }

    [Test]
    public void Repair_list_starts_anew_above_the_active_label_which_counts_on()
    {
        var net = Net.Build("S-F 1", "F-D 1", "S-N 1", "N-P 1", "P-Q 10", "Q-D 1");
        var simulator = new ForwardingSimulator(net.Snapshot).Failed(
            new PceServer.Forwarding.Failures.FailureSet { Links = [net.Edge("S-F")] }, PceServer.Forwarding.Failures.FailurePhase.LocalRepair);
        var request = net.Request("N", "D", net.NodeLabel("D", "N").Value) with { TimeToLive = 9, TtlModel = TtlModel.Pipe };
        Assert.That(Ttls(net, simulator, request), Is.EqualTo("S:9,9 N:9,9,8,9 P:9,8,9 Q:8,9 D:9"));
    }
}
