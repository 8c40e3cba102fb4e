using PceServer.Engine.Ledger;
using PceServer.Engine.Lsps;
using PceServer.Testing;
using PceServer.Topology;

namespace PceServer.Engine.Tests.Watch;

public sealed class OverlayLedgerTests
{
    private static readonly Net s_net = Net.Build("A-B 10", "B-C 10");
    private static readonly BookingKey s_one = new(new PccId("r1"), "one");
    private static readonly BookingKey s_two = new(new PccId("r2"), "two");

    private static LedgerEntry Books(ulong bandwidth, params string[] links) => new(bandwidth, [.. links.Select(s_net.LinkKey)], []);

    [Test]
    public void Bookings_add_up_and_an_lsp_does_not_compete_with_itself()
    {
        var ledger = new OverlayLedger();
        ledger.Set(s_one, Books(30, "A-B", "B-C"));
        ledger.Set(s_two, Books(12, "A-B"));
        Assert.That(ledger.Current.BookedBandwidth[s_net.LinkKey("A-B")], Is.EqualTo(42ul));
        Assert.That(ledger.Without(s_one).BookedBandwidth[s_net.LinkKey("A-B")], Is.EqualTo(12ul));
        Assert.That(ledger.Without(s_one).BookedBandwidth.ContainsKey(s_net.LinkKey("B-C")), Is.False);
        ledger.Set(s_one, Books(5, "B-C"));
        ledger.Clear(s_two);
        Assert.That(ledger.Current.BookedBandwidth.Single(), Is.EqualTo(KeyValuePair.Create(s_net.LinkKey("B-C"), 5ul)));
    }

    [Test]
    public void Branches_book_the_part_that_they_carry_and_give_back_the_same()
    {
        var ledger = new OverlayLedger();
        ledger.Set(s_two, Books(1, "A-B"));
        ledger.Set(s_one, Books(100, "A-B", "B-C") with { Shares = [2.0 / 3, 1.0 / 3] });
        Assert.That(ledger.Current.BookedBandwidth[s_net.LinkKey("A-B")], Is.EqualTo(68ul));
        Assert.That(ledger.Current.BookedBandwidth[s_net.LinkKey("B-C")], Is.EqualTo(33ul));
        ledger.Clear(s_one);
        Assert.That(ledger.Current.BookedBandwidth.Single().Value, Is.EqualTo(1ul));
    }

    [Test]
    public async Task Lsp_that_spreads_books_on_each_link_what_the_simulator_sends_over_it()
    {
        var net = Net.Build("A-B 10 bw=10M", "A-C 10 bw=10M", "B-D 10 bw=10M", "C-D 10 bw=10M", "D-E 10 bw=10M", "node A msd=1");
        await using var bench = await EngineBench.StartAsync(net);
        var pcc = await bench.PccAsync("10.0.0.1");
        await pcc.ReportAsync(Said.Report(net, 1, "x", "A", "E", []) with
        {
            Attributes = new Pcep.AttributeList { Bandwidth = Said.Must(new Pcep.BandwidthObject(4_000_000)) },
        });
        var booked = bench.Engine.Ledger.Current.BookedBandwidth;
        Assert.That(new[] { "A-B", "A-C", "B-D", "C-D", "D-E" }.Select(link => booked.GetValueOrDefault(net.LinkKey(link)) / 1_000_000), Is.EqualTo(new[] { 2, 2, 2, 2, 4 }));
    }

    [Test]
    public void Moved_binding_is_told_only_when_some_list_pushes_its_label()
    {
        var ledger = new OverlayLedger();
        var told = new List<string>();
        ledger.BindingsMoved += labels => told.Add(string.Join(' ', labels));
        ledger.Set(s_one, Bound(16002));
        ledger.Set(s_two, LedgerEntry.Nothing with { Labels = [new Label(16001), new Label(4010)] });
        ledger.Set(s_one, Bound(16002));
        var shared = ledger.Current.BindingSids;
        Assert.That(told, Is.Empty, "nobody pushed it, and then nothing moved");
        ledger.Set(s_one, Bound(16003));
        Assert.That(told, Is.EqualTo(new[] { "4010" }));
        Assert.That(ledger.Current.BindingSids, Is.Not.EqualTo(shared));
        ledger.Clear(s_one);
        Assert.That((told.Count, ledger.Current.BindingSids.Length), Is.EqualTo((2, 0)));

        static LedgerEntry Bound(uint label) => LedgerEntry.Nothing with { BindingSids = [new BindingSid(s_net.NodeKey("A"), new Label(4010), [new Label(label)], "one")] };
    }
}
