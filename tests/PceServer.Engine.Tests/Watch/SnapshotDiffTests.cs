using PceServer.Engine.Watch;
using PceServer.Testing;

namespace PceServer.Engine.Tests.Watch;

public sealed class SnapshotDiffTests
{
    private static SnapshotDiff Change(Action<Net> change)
    {
        var net = Net.Build("A-B 10", "B-C 10 color=0x1");
        var before = net.Snapshot;
        change(net);
        return SnapshotDiff.Between(before, net.Snapshot);
    }

    [Test]
    public void Lost_link_concerns_only_who_crosses_it_and_helps_nobody()
    {
        var diff = Change(net => net.Fail("A-B"));
        Assert.That((diff.AffectsAll, diff.MayHelp, diff.Links.Count), Is.EqualTo((false, false, 2)));
    }

    [Test]
    public void Dearer_link_concerns_only_who_crosses_it()
    {
        var diff = Change(net => net.Apply("set A-B 11"));
        Assert.That((diff.AffectsAll, diff.Links.Count), Is.EqualTo((false, 2)));
    }

    [TestCase("set A-B 9")]
    [TestCase("A-C 50")]
    [TestCase("node C sid=77")]
    [TestCase("node C overload")]
    public void What_may_pull_packets_from_anywhere_concerns_all(string change) =>
        Assert.That(Change(net => net.Apply(change)) is { AffectsAll: true, MayHelp: true }, Is.True);

    [Test]
    public void Colour_concerns_who_crosses_the_link_and_may_help_others()
    {
        var diff = Change(net => net.Apply("set B-C 10"));
        Assert.That((diff.AffectsAll, diff.MayHelp, diff.Links.Count), Is.EqualTo((false, true, 2)));
    }

    [Test]
    public void Same_topology_said_again_is_no_change()
    {
        var net = Net.Build("A-B 10");
        var other = Net.Build("A-B 10");
        Assert.That(SnapshotDiff.Between(net.Snapshot, other.Snapshot).IsEmpty, Is.True);
    }
}
