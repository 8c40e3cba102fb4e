using PceServer.Forwarding.Packets;
using PceServer.Testing;
using PceServer.Topology;

namespace PceServer.Forwarding.Tests.Packets;

public sealed class PacketTests
{
    [Test]
    public void Label_stack_entry_has_the_layout_of_the_rfc()
    {
        Span<byte> bytes = stackalloc byte[4];
        new LabelStackEntry(new Label(0x12345), 5, true, 64).Write(bytes);
        Assert.That(Convert.ToHexString(bytes), Is.EqualTo("12345B40"));
        Assert.That(LabelStackEntry.Read(bytes), Is.EqualTo(new LabelStackEntry(new Label(0x12345), 5, true, 64)));
    }

    [Test]
    public void Packet_decodes_to_what_was_encoded_and_every_truncation_of_the_stack_is_a_fault()
    {
        var payload = ProbePayload.Create(IpAddress.Parse("10.0.0.1"), IpAddress.Parse("10.0.0.9"), 64);
        var bytes = MplsPacket.Of([new Label(16001), new Label(7), new Label(99999), new Label(24001)], 255, payload).Encode();
        Assert.That(MplsPacket.TryDecode(bytes, out var packet), Is.EqualTo(PacketFault.None));
        Assert.That(packet.Encode(), Is.EqualTo(bytes));
        Assert.That(packet.Stack.Select(e => e.IsBottom), Is.EqualTo(new[] { false, false, false, true }));
        for (var length = 0; length < 16; length++)
            Assert.That(MplsPacket.TryDecode(bytes.AsMemory(0, length), out _), Is.EqualTo(PacketFault.NoBottomOfStack));
        Assert.That(MplsPacket.TryDecode(bytes.AsMemory(0, 16), out _), Is.EqualTo(PacketFault.UnknownPayload));
    }

    [Test]
    public void Uniform_ttl_falls_by_one_a_hop_and_reaches_the_payload()
    {
        Assert.That(TimesToLive(TtlModel.Uniform), Is.EqualTo("A 64,64|64; B 63,64|64; C 62|64; D 61|64; E |60"));
    }

    [Test]
    public void Pipe_ttl_starts_anew_with_each_label_and_leaves_the_payload_alone()
    {
        Assert.That(TimesToLive(TtlModel.Pipe), Is.EqualTo("A 64,64|64; B 63,64|64; C 64|64; D 63|64; E |64"));
    }

    /// <summary>TTLs on each link of A-B-C-D-E-F with node SIDs of D and F: the labels', then the payload's.</summary>
    private static string TimesToLive(TtlModel model)
    {
        var net = Net.Build("A-B 10", "B-C 10", "C-D 10", "D-E 10", "E-F 10");
        var request = net.Request("A", "F", 16004, 16006) with { TtlModel = model, TimeToLive = 64 };
        var trace = new ForwardingSimulator(net.Snapshot).Trace(request);
        var branch = PacketReplay.Branches(net.Snapshot, trace, request).Single();
        return string.Join("; ", branch.Packets.Select(p =>
            $"{net.Name(p.FromNode)} {string.Join(',', p.Packet.Stack.Select(e => e.TimeToLive))}|{p.Packet.Payload.Span[8]}"));
    }

    [TestCase(3, TtlModel.Uniform, "The TTL expires at D.")]
    [TestCase(5, TtlModel.Uniform, "")]
    [TestCase(4, TtlModel.Uniform, "The TTL expires at E.")]
    [TestCase(3, TtlModel.Pipe, "")]
    [TestCase(2, TtlModel.Pipe, "The TTL expires at C.")]
    public void Ttl_that_runs_out_drops_the_packet_where_it_does(int timeToLive, TtlModel model, string reason)
    {
        var net = Net.Build("A-B 10", "B-C 10", "C-D 10", "D-E 10", "E-F 10");
        var trace = new ForwardingSimulator(net.Snapshot).Trace(
            net.Request("A", "F", 16004, 16006) with { TtlModel = model, TimeToLive = (byte)timeToLive });
        Assert.That((trace.IsGood, trace.Reason), Is.EqualTo((reason.Length == 0, reason)));
    }

    [Test]
    public void Line_of_300_nodes_outlives_no_ttl()
    {
        var net = Net.Build([.. Enumerable.Range(1, 299).Select(i => $"N{i}-N{i + 1} 10")]);
        var trace = net.Trace("N1", "N300", net.NodeLabel("N300", "N1").Value);
        Assert.That((trace.Verdict, trace.Reason), Is.EqualTo((TraceVerdict.Dropped, "The TTL expires at N256.")));
        Assert.That((trace.Hops.Length, trace.Edges.Length, trace.Hops[^1].Action), Is.EqualTo((256, 255, TraceAction.Drop)));
    }

    [Test]
    public void Every_branch_is_a_capture_of_its_own()
    {
        var net = Net.Build("A-B 10", "A-C 10", "B-D 10", "C-D 10", "D-E 10", "D-F 10", "E-G 10", "F-G 10");
        var request = net.Request("A", "G", net.NodeLabel("G", "A").Value);
        var branches = PacketReplay.Branches(net.Snapshot, new ForwardingSimulator(net.Snapshot).Trace(request), request);
        Assert.That(
            branches.Select(b => string.Concat(b.Packets.Select(p => net.Name(p.ToNode)))), Is.EquivalentTo(new[] { "BDEG", "BDFG", "CDEG", "CDFG" }));
        var capture = PacketCapture.Write(branches[0]);
        Assert.That(capture.AsSpan(0, 4).ToArray(), Is.EqualTo(new byte[] { 0xD4, 0xC3, 0xB2, 0xA1 }));
        Assert.That(capture, Has.Length.EqualTo(24 + branches[0].Packets.Sum(p => 16 + PacketCapture.Frame(p).Length)));
    }

    [Test]
    public void Entropy_label_is_carried_below_and_popped_by_who_finds_its_indicator()
    {
        var net = Net.Build("A-B 10", "B-C 10", "C-D 10");
        var trace = net.Trace("A", "D", 16003, 7, 88888, 16004);
        Assert.That(net.Hops(trace), Is.EqualTo("A[16003,7,88888,16004] B[16003,7,88888,16004] C[7,88888,16004] D[]"));
        Assert.That(trace.IsGood, trace.Reason);
        var branch = PacketReplay.Branches(net.Snapshot, trace, net.Request("A", "D", 16003, 7, 88888, 16004)).Single();
        Assert.That(branch.Packets[0].Packet.Stack.Select(e => e.TimeToLive), Is.EqualTo(new byte[] { 255, 255, 0, 255 }));
        Assert.That(net.Trace("A", "B", 16002, 7).Reason, Is.EqualTo("B drops the packet: nothing lies below label 7."));
    }

    [Test]
    public void Router_alert_goes_along_above_the_label_that_forwards()
    {
        var net = Net.Build("A-B 10", "B-C 10", "C-D 10", "node D nophp");
        var trace = net.Trace("A", "D", 1, net.NodeLabel("D", "A").Value);
        Assert.That(trace.Hops.Select(h => h.StackIn.Length), Is.All.EqualTo(2));
        Assert.That(trace.IsGood, trace.Reason);
    }

    [Test]
    public void Explicit_null_of_the_other_ip_version_drops_the_payload()
    {
        var net = Net.Build("A-B 10");
        Trace With(uint label, string payload) => new ForwardingSimulator(net.Snapshot).Trace(
            net.Request("A", "B", 16002, label) with { Payload = IpAddress.Parse(payload) });
        Assert.That(With(0, "10.0.0.2").IsGood);
        Assert.That(With(2, "2001:db8::1").IsGood);
        Assert.That(With(2, "10.0.0.2").Verdict, Is.EqualTo(TraceVerdict.Dropped));
    }

    [Test]
    public void Payload_is_delivered_by_whoever_announces_its_longest_prefix()
    {
        var net = Net.Build("A-B 10", "B-C 10", "prefix B 192.0.2.0/24", "prefix C 192.0.2.128/25");
        Trace With(string payload) => new ForwardingSimulator(net.Snapshot).Trace(
            net.Request("A", "C", 16002) with { Payload = IpAddress.Parse(payload) });
        Assert.That(With("192.0.2.1").IsGood);
        Assert.That(With("192.0.2.129").Verdict, Is.EqualTo(TraceVerdict.DeliveredElsewhere));
    }

    [Test]
    public void Hop_table_has_a_line_for_each_hop_and_the_verdict_last()
    {
        var net = Net.Build("A-B 10", "B-C 10");
        var lines = HopTable.Text(net.Snapshot, net.Trace("A", "C", 16003)).TrimEnd('\n').Split('\n');
        Assert.That(lines, Has.Length.EqualTo(5));
        Assert.That(lines[2].Split(' ', StringSplitOptions.RemoveEmptyEntries), Is.EqualTo(
            new[] { "1", "0", "B", "172.16.0.0", "[16003]", "[]", "pop", "popped", "at", "the", "penultimate", "hop" }));
        Assert.That(lines[^1], Is.EqualTo("Delivered (topology 1)"));
    }
}
