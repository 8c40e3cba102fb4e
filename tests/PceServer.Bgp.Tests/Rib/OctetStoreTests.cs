using PceServer.Bgp.LinkState;
using PceServer.Bgp.Rib;

namespace PceServer.Bgp.Tests.Rib;

[Parallelizable(ParallelScope.All)]
public sealed class OctetStoreTests
{
    [Test]
    public void What_was_stored_is_read_again_whatever_its_length([Values(0, 1, 7, 1000, 65_540)] int length)
    {
        var store = new OctetStore();
        var octets = new byte[length];
        new Random(length).NextBytes(octets);
        var places = Enumerable.Range(0, 100).Select(_ => store.Add(octets)).ToArray();
        Assert.That(places.Distinct().Count(), Is.EqualTo(100));
        Assert.That(places.All(place => store.Read(place).SequenceEqual(octets)));
    }

    [Test]
    public void Octets_die_with_their_last_user()
    {
        var store = new OctetStore();
        var place = store.Add([1, 2, 3]);
        store.Share(place);
        store.Release(place);
        Assert.That((store.Uses(place), store.LiveOctets, store.DeadOctets), Is.EqualTo((1, 7L, 0L)));
        store.Release(place);
        Assert.That((store.LiveOctets, store.DeadOctets), Is.EqualTo((0L, 7L)));
    }

    [Test]
    public void Nothing_is_stored_for_nothing()
    {
        var store = new OctetStore();
        store.Release(store.Share(StoredOctets.None));
        Assert.That((store.LiveOctets, store.Read(StoredOctets.None).Length), Is.EqualTo((0L, 0)));
    }

    /// <summary>Against a plain dictionary, with entries that go and come again by the hundred thousand.</summary>
    [Test]
    public void Table_agrees_with_a_dictionary()
    {
        var random = new Random(9552);
        var (table, model) = (new RouteTable(AddressFamily.LinkState), new Dictionary<int, byte[]>());
        var (peer, selection) = (new RibPeer("one", 1), new RouteSelection(100, 0, OriginCode.Igp, 0, default, null, 0));
        for (var step = 0; step < 200_000; step++)
        {
            var which = random.Next(3000);
            byte[] key = [.. BitConverter.GetBytes(which), .. new byte[which % 50]];
            if (model.Remove(which))
            {
                var number = table.Find(key);
                table.Octets.Release(table.Head(number)!.Octets);
                table.Remove(number);
            }
            else
            {
                var value = new byte[random.Next(200)];
                random.NextBytes(value);
                table.Head(table.FindOrAdd(key)) = new Route(peer, selection, table.Octets.Add(value));
                model[which] = value;
            }
            table.Tidy();
            Assert.That(table.Octets.DeadOctets, Is.LessThanOrEqualTo(table.Octets.LiveOctets + (1 << 20)));
        }
        Assert.That((table.Count, table.Numbers().Count()), Is.EqualTo((model.Count, model.Count)));
        foreach (var (which, value) in model)
        {
            var number = table.Find([.. BitConverter.GetBytes(which), .. new byte[which % 50]]);
            Assert.That(table.Octets.Read(table.Head(number)!.Octets).SequenceEqual(value));
        }
    }

    [Test]
    public void Routes_keep_their_attributes_while_others_change_without_end()
    {
        var rib = new LinkStateRib(new AutonomousSystem(65000), new BgpIdentifier(1));
        var (one, two) = (new RibPeer("one", 1), new RibPeer("two", 2));
        var still = Enumerable.Range(1, 50).Select(n => Node((uint)n)).ToArray();
        foreach (var peer in new[] { one, two })
            rib.Apply(peer, Announcing("still", still), false, []);
        for (var n = 0; n < 30_000; n++)
            rib.Apply(one, Announcing(new string('x', n % 200), Node(1000 + ((uint)n % 3))), false, []);
        Assert.That(rib.Count, Is.EqualTo(53));
        rib.RemoveAll(one, []);
        Assert.That(rib.Best().Select(c => (c.Nlri, c.Attribute!.Find<NodeName>()!.Text, c.Peer)), Is.EqualTo(still.Select(n => ((LinkStateNlri)n, "still", two))));
    }

    private static NodeNlri Node(uint id) => new(ProtocolId.IsisLevel2, 0, new NodeDescriptor { IgpRouterId = new IgpRouterIdentifier(id, 6) });

    private static BgpUpdate Announcing(string name, params LinkStateNlri[] nlris) =>
        new([Wrap.Reach(nlris), new Origin(OriginCode.Igp), AsPath.Empty, new LinkStateAttribute([NodeName.Of(name)])]);
}
