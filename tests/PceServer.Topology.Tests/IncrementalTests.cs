using CsCheck;
using PceServer.Testing;

namespace PceServer.Topology.Tests;

/// <summary>However the builder came to what it knows, its snapshot is the one that a new builder would make of the same.</summary>
public sealed class IncrementalTests
{
    private static readonly string[] Sources = ["r1", "r2", "static"];

    [TestCase(0)]
    [TestCase(8)]
    public void Snapshot_after_random_changes_equals_one_built_afresh(int fewInAll)
    {
        Gen.Int[0, int.MaxValue].Array[5, 40].Sample(
            seeds =>
            {
                var (builder, model) = (Builder(fewInAll), new Model());
                foreach (var seed in seeds)
                {
                    foreach (var change in model.Change(new SplitMix((ulong)seed)))
                        builder.Apply(change);
                    // Sometimes the columns of the predecessor were made, and are patched, and sometimes not.
                    if (seed % 3 != 0)
                        Canonical.AssertSame(builder.Flush(), model.Fresh());
                    Assert.That(builder.Flush().Links.Select(l => (l.Key, l.From, l.To, l.Reverse)),
                        Is.EqualTo(model.Fresh().Links.Select(l => (l.Key, l.From, l.To, l.Reverse))));
                }
            },
            iter: 150, threads: 1);
    }

    [Test]
    public void Numbers_do_not_depend_on_the_order_of_announcements()
    {
        Gen.Int[0, int.MaxValue].Sample(
            seed =>
            {
                var random = new SplitMix((ulong)seed);
                var model = new Model();
                for (var i = 0; i < 30; i++)
                    _ = model.Change(random).ToList();
                var changes = model.Facts().ToArray();
                var one = Snapshots.Of(changes);
                for (var i = changes.Length - 1; i > 0; i--)
                {
                    var j = random.Below(i + 1);
                    (changes[i], changes[j]) = (changes[j], changes[i]);
                }
                var other = Snapshots.Of(changes);
                Assert.That(other.Nodes.Select(n => n.Key), Is.EqualTo(one.Nodes.Select(n => n.Key)));
                Assert.That(other.Links.Select(l => l.Key), Is.EqualTo(one.Links.Select(l => l.Key)));
                Assert.That(other.Prefixes.Select(p => p.Key), Is.EqualTo(one.Prefixes.Select(p => p.Key)));
            },
            iter: 200, threads: 1);
    }

    [TestCase(0)]
    [TestCase(8)]
    public void Events_between_two_snapshots_lead_from_one_to_the_other(int fewInAll)
    {
        Gen.Int[0, int.MaxValue].Array[3, 12].Sample(
            seeds =>
            {
                var (builder, model) = (Builder(fewInAll), new Model());
                var older = builder.Flush();
                foreach (var seed in seeds)
                {
                    foreach (var change in model.Change(new SplitMix((ulong)seed)))
                        builder.Apply(change);
                    var newer = builder.Flush();
                    AssertLeads(older, newer, TopologyDiff.Between(older, newer));
                    AssertLeads(newer, older, TopologyDiff.Between(newer, older));
                    older = newer;
                }
            },
            iter: 150, threads: 1);
    }

    [TestCase(0)]
    [TestCase(8)]
    public void Old_snapshot_stays_as_it_was(int fewInAll)
    {
        Gen.Int[0, int.MaxValue].Array[2, 10].Sample(
            seeds =>
            {
                var (builder, model) = (Builder(fewInAll), new Model());
                var kept = new List<(TopologySnapshot Snapshot, List<string> Lines)>();
                foreach (var seed in seeds)
                {
                    foreach (var change in model.Change(new SplitMix((ulong)seed)))
                        builder.Apply(change);
                    kept.Add((builder.Flush(), Canonical.Of(builder.Current)));
                }
                foreach (var (snapshot, lines) in kept)
                    Assert.That(Canonical.Of(snapshot), Is.EqualTo(lines));
            },
            iter: 100, threads: 1);
    }

    private static TopologyBuilder Builder(int fewInAll)
    {
        var builder = new TopologyBuilder { FewInAll = fewInAll };
        builder.Apply(new SourcePolicy("static", 200));
        return builder;
    }

    [Test]
    public void Any_snapshot_written_as_a_file_can_be_loaded_again()
    {
        Gen.Int[0, int.MaxValue].Array[1, 12].Sample(
            seeds =>
            {
                var model = new Model();
                foreach (var seed in seeds)
                    _ = model.Change(new SplitMix((ulong)seed)).ToList();
                var snapshot = model.Fresh();
                var reading = TopologyFile.Read(TopologyFile.Write(snapshot), "file");
                Assert.That(reading.Errors, Is.Empty);
                Canonical.AssertSame(Snapshots.Of(reading.Changes), snapshot);
            },
            iter: 100, threads: 1);
    }

    [Test]
    public void Readers_on_other_threads_see_whole_snapshots_while_the_writer_goes_on()
    {
        var builder = new TopologyBuilder();
        foreach (var change in IspGraph.Make(200).ToChanges("isp"))
            builder.Apply(change);
        builder.Flush();
        var links = builder.Current.Links;
        using var done = new CancellationTokenSource();
        var readers = Enumerable.Range(0, 3).Select(_ => Task.Run(() => ReadUntil(builder, done.Token))).ToArray();
        for (var n = 0; n < 300; n++)
        {
            var link = links[n * 31 % links.Length];
            builder.Apply(new LinkChange("isp", link.Key, n % 5 == 0 ? null : link.Attributes with { IgpMetric = (uint)n + 1, TeMetric = (uint)n + 1 }));
            builder.Flush();
        }
        done.Cancel();
        Assert.That(Task.WhenAll(readers).GetAwaiter().GetResult().Sum(), Is.GreaterThan(0));
    }

    /// <summary>Reads snapshot after snapshot and fails where columns do not fit one another; returns how many it read.</summary>
    private static int ReadUntil(TopologyBuilder builder, CancellationToken done)
    {
        var read = 0;
        do
        {
            var t = builder.Current;
            for (var e = 0; e < t.EdgeCount; e++)
            {
                var link = t[new EdgeIndex(e)];
                var isWhole = t.EdgeIgpMetric[e] == t.EdgeTeMetric[e] && t.EdgeIgpMetric[e] == link.Attributes.IgpMetric
                    && t.EdgeReverse[t.EdgeReverse[e]] == e && t.EdgeFrom[e] == t.EdgeTo[t.EdgeReverse[e]] && link.Reverse!.Value.Value == t.EdgeReverse[e];
                if (!isWhole || t.InEdges.Length != t.EdgeCount)
                    throw new InvalidOperationException($"version {t.Version}: {link}");
            }
            read++;
        }
        while (!done.IsCancellationRequested);
        return read;
    }

    private static void AssertLeads(TopologySnapshot older, TopologySnapshot newer, IReadOnlyList<TopologyEvent> events)
    {
        var links = older.Links.ToDictionary(l => l.Key, l => l.Attributes);
        var prefixes = older.Prefixes.ToDictionary(p => p.Key, p => p.Attributes);
        foreach (var change in events)
        {
            if (change is LinkEvent link)
                Apply(links, link.Kind, link.Key, link.Attributes);
            else if (change is PrefixEvent prefix)
                Apply(prefixes, prefix.Kind, prefix.Key, prefix.Attributes);
        }
        Assert.That(links, Is.EquivalentTo(newer.Links.ToDictionary(l => l.Key, l => l.Attributes)));
        Assert.That(prefixes, Is.EquivalentTo(newer.Prefixes.ToDictionary(p => p.Key, p => p.Attributes)));
        var nodes = events.OfType<NodeEvent>().ToList();
        Assert.That(newer.NodeCount - older.NodeCount,
            Is.EqualTo(nodes.Count(n => n.Kind == TopologyEventKind.Added) - nodes.Count(n => n.Kind == TopologyEventKind.Removed)));
    }

    private static void Apply<TKey, TValue>(Dictionary<TKey, TValue> table, TopologyEventKind kind, TKey key, TValue value) where TKey
        : notnull
    {
        Assert.That(table.ContainsKey(key), Is.EqualTo(kind != TopologyEventKind.Added), $"{kind} {key}");
        if (kind == TopologyEventKind.Removed)
            table.Remove(key);
        else
            table[key] = value;
    }

    /// <summary>What is said at the moment, and random things to say next.</summary>
    private sealed class Model
    {
        private readonly Dictionary<(string Source, object Key), TopologyChange> _said = [];
        private bool _isSupplement;

        public TopologySnapshot Fresh() => Snapshots.Of(Facts());

        public IEnumerable<TopologyChange> Facts() => [new SourcePolicy("static", 200, _isSupplement), .. _said.Values];

        public IEnumerable<TopologyChange> Change(SplitMix random)
        {
            for (var n = 1 + random.Below(8); n > 0; n--)
            {
                var source = Sources[random.Below(10) < 7 ? 0 : random.Below(3)];
                yield return random.Below(60) switch
                {
                    0 => Gone(source),
                    1 => Policy(random.Below(2) == 0),
                    < 12 => Keep(RandomNode(random, source)),
                    < 25 => Keep(RandomPrefix(random, source)),
                    _ => Keep(RandomLink(random, source)),
                };
            }
        }

        private SourceGone Gone(string source)
        {
            foreach (var key in _said.Keys.Where(k => k.Source == source).ToList())
                _said.Remove(key);
            return new SourceGone(source);
        }

        private SourcePolicy Policy(bool isSupplement)
        {
            _isSupplement = isSupplement;
            return new SourcePolicy("static", 200, isSupplement);
        }

        private TopologyChange Keep(TopologyChange change)
        {
            var (key, isSaid) = change switch
            {
                NodeChange c => ((object)c.Key, c.Attributes is not null),
                LinkChange c => (c.Key, c.Attributes is not null),
                PrefixChange c => (c.Key, c.Attributes is not null),
                _ => throw new ArgumentOutOfRangeException(nameof(change)),
            };
            if (isSaid)
                _said[(change.Source, key)] = change;
            else
                _said.Remove((change.Source, key));
            return change;
        }

        private static NodeChange RandomNode(SplitMix random, string source) =>
            new(source, Key(random), random.Below(6) == 0 ? null : new NodeAttributes
            {
                Name = random.Below(3) == 0 ? $"n{random.Below(5)}" : null,
                RouterIds = random.Below(4) == 0 ? [IpAddress.V4(0x0A000001 + (uint)random.Below(6))] : [],
                Overloaded = random.Below(5) == 0,
                MaximumSidDepth = random.Below(2) == 0 ? (byte)random.Below(3) : null,
            });

        private static LinkChange RandomLink(SplitMix random, string source)
        {
            var (a, b) = (Key(random), Key(random));
            var serial = (uint)random.Below(3);
            // The smaller end has the even address, so that the two halves have a chance to fit.
            var isForth = a.CompareTo(b) <= 0;
            var key = random.Below(3) switch
            {
                0 => new LinkKey(a, b)
                {
                    LocalAddress = IpAddress.V4((serial * 2) + (isForth ? 0u : 1)),
                    RemoteAddress = IpAddress.V4((serial * 2) + (isForth ? 1u : 0))
                },
                1 => new LinkKey(a, b) { LocalIdentifier = 1 + serial, RemoteIdentifier = 1 + serial },
                _ => new LinkKey(a, b),
            };
            return new LinkChange(source, key, random.Below(5) == 0 ? null : new LinkAttributes
            {
                IgpMetric = random.Below(8) == 0 ? 0xFFFFFF : (uint)random.Below(4),
                DelayMicroseconds = random.Below(3) == 0 ? (uint)random.Below(100) : Metric.Missing,
                AdminGroup = new AdminGroup((ulong)random.Below(4)),
                MaximumBandwidth = random.Below(2) == 0 ? (ulong)random.Below(3) : null,
                UnreservedBandwidth = random.Below(2) == 0 ? [.. Enumerable.Range(0, 8).Select(p => (ulong)random.Below(2))] : [],
                Srlgs = random.Below(3) == 0 ? [(uint)random.Below(3)] : [],
            });
        }

        private static PrefixChange RandomPrefix(SplitMix random, string source) => new(
            source, new PrefixKey(Key(random), IpPrefix.Host(IpAddress.V4(0x0A000001 + (uint)random.Below(6)))), random.Below(5) == 0
                ? null : new PrefixAttributes
                {
                    Metric = (uint)random.Below(3),
                    IsNodePrefix = random.Below(3) == 0 ? true : null,
                    IsAnycast = random.Below(6) == 0,
                    PrefixSids = random.Below(2) == 0 ? [new PrefixSid((uint)random.Below(4), false, 0, PrefixSidFlags.Node)] : [],
                });

        private static NodeKey Key(SplitMix random) => random.Below(8) switch
        {
            0 => new(LinkStateProtocol.IsisLevel1, 0, 0, 0, 0, new IgpRouterId(1 + (ulong)random.Below(3), 6)),
            1 => new(LinkStateProtocol.Ospfv2, 1, 0, 0, (uint)random.Below(2), new IgpRouterId(0x0A000001 + (ulong)random.Below(4), 4)),
            2 => new(LinkStateProtocol.Bgp, 0, 65000 + (uint)random.Below(2), 0, 0, default, 0x0A000001 + (uint)random.Below(4)),
            3 => new(LinkStateProtocol.IsisLevel2, 0, 0, 0, 0, new IgpRouterId((1 << 8) | 1, 7)),
            _ => new(LinkStateProtocol.IsisLevel2, 0, 0, 0, 0, new IgpRouterId(1 + (ulong)random.Below(4), 6)),
        };
    }
}
