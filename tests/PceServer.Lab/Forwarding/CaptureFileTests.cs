using PceServer.Forwarding;
using PceServer.Forwarding.Packets;
using PceServer.Testing;
using PceServer.Topology;

namespace PceServer.Lab.Forwarding;

/// <summary>tshark opens the captures that we write, finds nothing wrong with them, and reads the stacks that we meant.</summary>
public sealed class CaptureFileTests
{
    private static readonly string[] Line = ["A-B 10", "B-C 10", "C-D 10", "D-E 10", "B-F 10", "F-D 10", "node E explicitnull", "node C nophp srgb=30000+900"];

    [TestCase("16005", "10.0.0.5")]
    [TestCase("16002,24003,16003,7,77777,16005", "10.0.0.5")]
    [TestCase("16005,2", "2001:db8::5")]
    [TestCase("24001,24002,24002,24002,24002,24002,24001,16005", "10.0.0.5")]
    public void Captures_of_every_branch_are_read_without_a_fault(string labels, string payload)
    {
        var tshark = Testing.Lab.Program("tshark");
        var net = Net.Build(Line);
        var request = new TraceRequest(net["A"], [.. labels.Split(',').Select(l => new Label(uint.Parse(l)))], net["E"]) { Payload = IpAddress.Parse(payload) };
        var trace = new ForwardingSimulator(net.Snapshot).Trace(request);
        var branches = PacketReplay.Branches(net.Snapshot, trace, request);
        Assert.That(branches, Is.Not.Empty, trace.Reason);
        foreach (var branch in branches)
        {
            var seen = Read(tshark, PacketCapture.Write(branch), "mpls.label", "mpls.ttl");
            var meant = branch.Packets.Select(p => $"{string.Join(',', p.Packet.Labels)}|{string.Join(',', p.Packet.Stack.Select(e => e.TimeToLive))}");
            Assert.That(seen, Is.EqualTo(meant));
            Assert.That(Read(tshark, PacketCapture.Write(branch), "_ws.expert.message", "_ws.malformed"), Is.All.EqualTo("|"));
        }
    }

    private static string[] Read(string tshark, byte[] capture, params string[] fields)
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(file, capture);
            return LabCommand.Run(
                tshark, ["-n", "-r", file, "-o", "ip.check_checksum:TRUE", "-o", "udp.check_checksum:TRUE", "-T", "fields", "-E", "separator=|", .. fields.SelectMany(f => new[] { "-e", f })])
                .Split('\n', StringSplitOptions.RemoveEmptyEntries);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
