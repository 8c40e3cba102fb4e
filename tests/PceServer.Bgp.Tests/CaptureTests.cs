using PceServer.Bgp.LinkState;
using PceServer.Testing;

namespace PceServer.Bgp.Tests;

/// <summary>The octets of a real router: FRR bgpd announcing an IS-IS level 2 domain.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class CaptureTests
{
    private static List<BgpDecoded> Messages()
    {
        var flow = PcapFile.ReadTcpFlows(SharedMaterial.Path("captures/bgpls-frr-isis.pcap"))
            .Single(f => f.Destination.Port == 179 && f.Octets.Length > 0);
        var parameters = new BgpSessionParameters { ReceivesExtendedMessages = true };
        var messages = new List<BgpDecoded>();
        for (var at = 0; at + 19 <= flow.Octets.Length;)
        {
            var length = (flow.Octets[at + 16] << 8) | flow.Octets[at + 17];
            var octets = flow.Octets.AsSpan(at, length);
            var decoded = BgpCodec.Decode(octets, parameters);
            Assert.That(decoded.Fault, Is.Null, Convert.ToHexString(octets));
            Assert.That(Convert.ToHexString(BgpCodec.Encode(decoded.Message!, parameters)), Is.EqualTo(Convert.ToHexString(octets)));
            messages.Add(decoded);
            at += length;
        }
        return messages;
    }

    private static Dictionary<NlriKey, (LinkStateNlri Nlri, LinkStateAttribute? Attribute)> Play(IEnumerable<BgpDecoded> messages)
    {
        var routes = new Dictionary<NlriKey, (LinkStateNlri, LinkStateAttribute?)>();
        foreach (var update in messages.Select(m => m.Message).OfType<BgpUpdate>())
        {
            foreach (var nlri in update.Unreach?.Nlri ?? [])
                routes.Remove(nlri.Key);
            foreach (var nlri in update.Reach?.Nlri ?? [])
                routes[nlri.Key] = (nlri, update.LinkState);
        }
        return routes;
    }

    [Test]
    public void Capture_read_to_the_end_gives_the_whole_domain()
    {
        var routes = Play(Messages()).Values.Select(r => r.Nlri).ToList();

        Assert.That(routes.OfType<NodeNlri>().Count(), Is.EqualTo(6));
        Assert.That(routes.OfType<LinkNlri>().Count(), Is.EqualTo(20));
        Assert.That(routes.OfType<PrefixNlri>().Count(), Is.EqualTo(26));
        Assert.That(routes.Select(r => r.SemanticFault), Has.All.Null);
        Assert.That(routes.Select(r => r.Protocol), Has.All.EqualTo(ProtocolId.IsisLevel2));
    }

    [Test]
    public void Capture_gives_every_node_an_srgb_and_a_prefix_sid()
    {
        var routes = Play(Messages()).Values.ToList();

        foreach (var (nlri, attribute) in routes.Where(r => r.Nlri is NodeNlri))
        {
            var range = attribute!.Find<SrCapabilities>()!.Ranges[0];
            Assert.That((range.Size, range.First.IsLabel, range.First.Value), Is.EqualTo((8000u, true, 16000u)));
            Assert.That(attribute.Find<NodeName>()!.Text, Does.Match("^r[1-6]$"));
        }
        var sids = routes.Where(r => r.Nlri is PrefixNlri { Prefix.Reachability.PrefixLength: 32 })
            .Select(r => (((PrefixNlri)r.Nlri).Prefix.Reachability.ToString(), r.Attribute!.Find<PrefixSid>()!))
            .ToList();
        Assert.That(sids.Select(s => s.Item1), Is.EquivalentTo(Enumerable.Range(1, 6).Select(n => $"10.0.0.{n}/32")));
        Assert.That(sids.Select(s => s.Item2.Value), Is.EquivalentTo(new uint[] { 1, 2, 3, 4, 5, 6 }));
        Assert.That(sids.Select(s => s.Item2.Kind), Has.All.EqualTo(SidValueKind.Index));
        Assert.That(sids.Select(s => s.Item2.Meaning(ProtocolId.IsisLevel2) & PrefixSidMeaning.Node), Has.All.EqualTo(PrefixSidMeaning.Node));
    }

    [Test]
    public void Capture_changes_a_metric_then_takes_a_link_down_and_up()
    {
        var events = new List<string>();
        var started = false;
        foreach (var update in Messages().Select(m => m.Message).OfType<BgpUpdate>())
        {
            if (update.EndOfRib is not null)
            {
                started = true;
                continue;
            }
            if (!started)
                continue;
            events.AddRange((update.Unreach?.Nlri ?? []).Select(n => $"withdrawn {Name(n)}"));
            events.AddRange((update.Reach?.Nlri ?? []).Select(n => $"announced {Name(n)} {Metric(update.LinkState!)}"));
        }
        Assert.That(events, Is.EqualTo(new[]
        {
            "announced 0000.0000.0004 to 0000.0000.0006 at 10.1.46.1 77",
            "announced 10.1.46.0/24 of 0000.0000.0004 77",
            "withdrawn 0000.0000.0002 to 0000.0000.0004 at 10.1.24.1",
            "withdrawn 0000.0000.0004 to 0000.0000.0002 at 10.1.24.2",
            "announced 0000.0000.0004 to 0000.0000.0002 at 10.1.24.2 10",
            "announced 0000.0000.0002 to 0000.0000.0004 at 10.1.24.1 10",
        }));
    }

    private static string Name(LinkStateNlri nlri) => nlri switch
    {
        LinkNlri link => $"{link.Local!.IgpRouterId} to {link.Remote!.IgpRouterId} at {link.Link.Ipv4InterfaceAddress}",
        PrefixNlri prefix => $"{prefix.Prefix.Reachability} of {prefix.Local!.IgpRouterId}",
        _ => nlri.ToString(),
    };

    private static uint? Metric(LinkStateAttribute attribute) => attribute.Find<IgpMetric>()?.Value ?? attribute.Find<PrefixMetric>()?.Value;
}
