using PceServer.Testing;
using PceServer.Topology;

namespace PceServer.PathComputation.Tests;

/// <summary>Inclusions that no loopless path can hold are told without trying every path.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class WaypointTests
{
    [TestCase("S1", TestName = "Stub_cannot_be_passed")]
    [TestCase("T1,S2", TestName = "End_of_a_tail_cannot_be_passed_whatever_comes_before")]
    public void Node_behind_a_bridge_is_refused_without_a_search(string via)
    {
        var net = Net.Build([.. Grid(7), "G3.3-S1 10", "G5.1-T1 10", "T1-S2 10", "S2-S3 10", "S3-S2#2 10"]);
        var request = Request(net, "G0.0", "G6.6", via);
        var none = (PathResult.NotFound)PathComputer.Compute(net.Snapshot, request);
        Assert.That(none.Explanation.CutShort, Is.Null);
        Assert.That(none.Explanation.Cutting.Select(c => c.Kind), Is.EqualTo(new[] { ConstraintKind.Inclusion }));
        Assert.That(none.Explanation.Relaxations, Has.Length.GreaterThan(0));
    }

    [Test]
    public void Tail_that_comes_back_elsewhere_can_be_passed()
    {
        var net = Net.Build([.. Grid(5), "G1.1-T1 10", "T1-T2 10", "T2-G3.3 10"]);
        var found = (PathResult.Found)PathComputer.Compute(net.Snapshot, Request(net, "G0.0", "G4.4", "T2"));
        Assert.That(net.Names(found.Path.Edges), Does.Contain("T1-T2-G3.3"));
    }

    [Test]
    public void Node_on_a_lan_can_be_passed()
    {
        var net = Net.Build("lan X A B C 10", "A-S 10", "C-D 10", "B-D 100");
        foreach (var (from, to, via) in new[] { ("S", "D", "B"), ("S", "C", "D") })
        {
            var result = PathComputer.Compute(net.Snapshot, Request(net, from, to, via));
            Assert.That(result, Is.InstanceOf<PathResult.Found>(), $"{from} to {to} via {via}");
        }
    }

    [Test]
    public void Ends_may_be_named_as_inclusions()
    {
        var net = Net.Build("A-B 10", "B-C 10");
        Assert.That(PathComputer.Compute(net.Snapshot, Request(net, "A", "C", "A,C")), Is.InstanceOf<PathResult.Found>());
    }

    [Test]
    public void Every_inclusion_that_some_loopless_path_holds_is_let_through()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var names = Enumerable.Range(0, 7).Select(i => $"N{i}").ToArray();
            var links = Enumerable.Range(1, 6).Select(i => (i, random.Next(i))).Concat(Enumerable.Range(0, random.Next(4)).Select(_ => (random.Next(7), random.Next(7))))
                .Where(l => l.Item1 != l.Item2).Distinct().Select(l => $"{names[l.Item1]}-{names[l.Item2]} {random.Next(1, 20)}").ToArray();
            var net = Net.Build(links);
            foreach (var via in names.Skip(2))
            {
                var isThere = Loopless(net, [net["N0"]], net["N1"]).Any(path => path.Contains(net[via]));
                var result = PathComputer.Compute(net.Snapshot, Request(net, "N0", "N1", via));
                Assert.That(result is PathResult.Found, Is.EqualTo(isThere), $"seed {seed} via {via}: {string.Join("; ", links)}");
            }
        }
    }

    [Test, CancelAfter(60_000)]
    public void Search_that_is_called_off_says_so()
    {
        // B comes after A on every way, and has to be passed first: nothing tells but trying.
        var net = Net.Build([.. Grid(8), "G7.7-A 10", "A-B 10", "B-C 10"]);
        using var over = new CancellationTokenSource();
        over.Cancel();
        var notes = new SearchNotes { Deadline = over.Token };
        var request = Request(net, "G0.0", "C", "B,A") with { WorkLimit = int.MaxValue };
        Assert.That(PathComputer.Candidates(net.Snapshot, request, notes: notes), Is.Empty);
        Assert.That(notes.WasCutShort, Is.True);
    }

    private static IEnumerable<List<NodeIndex>> Loopless(Net net, List<NodeIndex> path, NodeIndex end)
    {
        if (path[^1] == end)
            yield return path;
        else
        {
            foreach (var next in net.Snapshot.Links.Where(l => l.From == path[^1] && !path.Contains(l.To)).Select(l => l.To).Distinct())
            {
                foreach (var longer in Loopless(net, [.. path, next], end))
                    yield return longer;
            }
        }
    }

    private static PathRequest Request(Net net, string from, string to, string via) => new(net[from], net[to])
    {
        Constraints = PathConstraints.None with { Inclusions = [.. via.Split(',').Select(v => new Inclusion(new NetworkElement { Node = net.Address(v) }))] },
    };

    private static IEnumerable<string> Grid(int size)
    {
        for (var y = 0; y < size; y++)
        {
            for (var x = 0; x < size; x++)
            {
                if (x + 1 < size)
                    yield return $"G{y}.{x}-G{y}.{x + 1} {10 + (x * y % 3)}";
                if (y + 1 < size)
                    yield return $"G{y}.{x}-G{y + 1}.{x} {10 + ((x + y) % 4)}";
            }
        }
    }
}
