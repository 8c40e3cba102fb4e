using PceServer.Engine.Lsps;
using PceServer.Engine.Paths;
using PceServer.Topology;

namespace PceServer.Engine.Tests.Lsps;

public sealed class LspTableTests
{
    private static readonly LspTable s_empty = new LspTable(new PccId("r1")).BeginSession();

    private static LspReport Report(uint plsp, string? name = null, bool delegated = false, ushort lspId = 0, byte type = 1) => new(new PlspId(plsp))
    {
        Name = name,
        IsDelegated = delegated,
        PathSetupType = type,
        Identifiers = lspId == 0 ? null : new LspIdentifiers(IpAddress.Parse("10.0.0.1"), lspId, 1, 0, IpAddress.Parse("10.0.0.4")),
    };

    private static LspTable Apply(LspTable table, params LspReport[] reports) => reports.Aggregate(table, (t, r) => t.Apply(r, out _));

    [Test]
    public void Report_of_a_new_lsp_adds_it_and_gives_the_delegation()
    {
        var table = s_empty.Apply(Report(1, "a", delegated: true), out var change);
        Assert.That(change.What, Is.EqualTo(LspChanges.Added | LspChanges.DelegationGiven));
        Assert.That((table.Find("a")!.Plsp.Value, table.Delegated), Is.EqualTo((1u, 1)));
        table.Apply(Report(1), out change);
        Assert.That(change.What, Is.EqualTo(LspChanges.DelegationRevoked));
        Assert.That(change.After!.Name, Is.EqualTo("a"), "the name is only in the first report");
    }

    [Test]
    public void Renumbered_lsps_are_told_by_name_in_a_new_session()
    {
        var before = Apply(s_empty, Report(1, "a"), Report(2, "b")).EndSync(out _);
        before = before.With(before.Find("a")! with { Why = "mine" });
        var after = Apply(before.LoseSession().BeginSession(), Report(1, "b"), Report(2, "a"));
        Assert.That((after.Find("a")!.Plsp.Value, after.Find("a")!.Why, after.Find("b")!.Why), Is.EqualTo((2u, "mine", (string?)null)));
        Assert.That(after.Count, Is.EqualTo(2));
    }

    [Test]
    public void Marker_purges_what_was_not_reported()
    {
        var before = Apply(s_empty, Report(1, "a"), Report(2, "b")).EndSync(out _);
        var after = Apply(before.LoseSession().BeginSession(), Report(1, "a")).EndSync(out var purged);
        Assert.That((purged.Single().Name, after.Count), Is.EqualTo(("b", 1)));
    }

    [Test]
    public void Unfinished_synchronisation_leaves_no_trace()
    {
        var before = Apply(s_empty, Report(1, "a")).EndSync(out _).LoseSession();
        var after = Apply(before.BeginSession(), Report(1, "a"), Report(2, "new") with { IsSync = true }).LoseSession();
        Assert.That(after.All.Select(l => l.Name), Is.EqualTo(new[] { "a" }));
        Assert.That(after.All.Single().IsStale, Is.True);
    }

    [Test]
    public void Removal_of_one_instance_keeps_the_lsp_while_another_carries_it()
    {
        var table = Apply(s_empty, Report(1, "rsvp", lspId: 10, type: 0), Report(1, "rsvp", lspId: 11, type: 0));
        table = table.Apply(Report(1, lspId: 10, type: 0) with { IsRemoved = true }, out var change);
        Assert.That((change.What, table.Find("rsvp")!.Instances.Single()), Is.EqualTo((LspChanges.None, (ushort)11)));
        table = table.Apply(Report(1, lspId: 11, type: 0) with { IsRemoved = true }, out change);
        Assert.That((change.What, table.Count), Is.EqualTo((LspChanges.Removed, 0)));
    }

    [Test]
    public void Bindings_stay_until_they_are_taken_away()
    {
        var bound = Apply(s_empty, Report(1, "a") with { Bindings = [new(new Label(4010), false)] }, Report(1));
        Assert.That(bound.Find("a")!.BindingLabels, Is.EqualTo(new[] { new Label(4010) }));
        Assert.That(Apply(bound, Report(1) with { Bindings = [new(new Label(4010), true)] }).Find("a")!.BindingLabels, Is.Empty);
    }

    [Test]
    public void Report_that_states_no_constraints_leaves_them_as_they_were()
    {
        var patch = new DemandPatch { BandwidthBytesPerSecond = 5, Metrics = [new(PathMetric.Te, 0, false, false), new(PathMetric.Delay, 900, true, false)] };
        var table = Apply(s_empty, Report(1, "a") with { Demand = patch });
        table = table.Apply(Report(1), out var change);
        var demand = table.Find("a")!.Demand;
        Assert.That(change.Has(LspChanges.Demand), Is.False);
        Assert.That((demand.Objective, demand.Constraints.BandwidthBytesPerSecond, demand.Constraints.Bounds.Single()),
            Is.EqualTo((PathMetric.Te, 5ul, new MetricBound(PathMetric.Delay, 900))));
    }
}
