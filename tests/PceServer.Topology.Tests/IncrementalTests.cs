using CsCheck;
using PceServer.Testing;

namespace PceServer.Topology.Tests;

/// <summary>However the builder came to what it knows, its snapshot is the one that a new builder would make of the same.</summary>
public sealed class IncrementalTests
{
    [TestCase(0)]
    [TestCase(8)]
    public void Snapshot_after_random_changes_equals_one_built_afresh(int fewInAll)
    {
        Gen.Int[0, int.MaxValue].Array[5, 40].Sample(
            seeds =>
            {
                var (builder, model) = (Builder(fewInAll), new RandomTopology());
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
                var model = new RandomTopology();
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
                var (builder, model) = (Builder(fewInAll), new RandomTopology());
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
                var (builder, model) = (Builder(fewInAll), new RandomTopology());
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
                var model = new RandomTopology();
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
}
