using PceServer.Engine.Lsps;
using PceServer.Engine.Updates;

namespace PceServer.Engine.Tests.Updates;

public sealed class OutstandingUpdatesTests
{
    private static readonly PlspId s_one = new(1);

    [Test]
    public void Report_answers_every_update_of_its_lsp_up_to_its_id()
    {
        var updates = new OutstandingUpdates();
        foreach (var plsp in new[] { 1u, 2u, 1u, 1u })
            updates.Add(new PlspId(plsp), updates.NextSrpId(), 0);
        Assert.That(updates.Confirm(s_one, 3).Select(u => u.SrpId), Is.EqualTo(new[] { 1u, 3u }));
        Assert.That((updates.IsPending(s_one), updates.IsPending(new PlspId(2)), updates.Count), Is.EqualTo((true, true, 2)));
        Assert.That(updates.Confirm(s_one, 0), Is.Empty, "id 0 is a report of the router's own");
    }

    [Test]
    public void Ids_skip_the_reserved_values_and_compare_across_the_wrap()
    {
        var updates = new OutstandingUpdates(uint.MaxValue - 2);
        var last = updates.NextSrpId();
        var first = updates.NextSrpId();
        Assert.That((last, first), Is.EqualTo((uint.MaxValue - 1, 1u)));
        updates.Add(s_one, last, 0);
        updates.Add(s_one, first, 0);
        Assert.That(updates.Confirm(s_one, first), Has.Length.EqualTo(2));
    }

    [Test]
    public void Refusal_takes_out_the_one_update_that_it_names()
    {
        var updates = new OutstandingUpdates();
        updates.Add(s_one, 5, 0);
        updates.Add(s_one, 6, 0);
        Assert.That(updates.Refuse(5)!.SrpId, Is.EqualTo(5u));
        Assert.That((updates.Refuse(5), updates.Count), Is.EqualTo(((OutstandingUpdate?)null, 1)));
    }
}
