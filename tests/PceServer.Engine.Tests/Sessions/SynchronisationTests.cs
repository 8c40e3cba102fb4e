using PceServer.Engine.Lsps;
using PceServer.Pcep;
using PceServer.Testing;

namespace PceServer.Engine.Tests.Sessions;

public sealed class SynchronisationTests
{
    private static readonly Net s_net = Net.Build(EngineBench.Square);

    [Test]
    public async Task Sync_keeps_updates_back_until_the_marker()
    {
        await using var bench = await EngineBench.StartAsync(s_net);
        var pcc = bench.Connect("10.0.0.1");
        await pcc.OpenAsync(FakePcc.Open());
        await pcc.ReportAsync(Said.Report(s_net, 1, "to-D", "A", "D", [], Said.Delegated | LspFlags.Sync));
        Assert.That(pcc.Updates, Is.Empty);
        await pcc.SayAsync(FakePcc.EndOfSync());
        Assert.That(pcc.Updates, Has.Count.EqualTo(1));
        Assert.That(bench.Engine.Sessions.Single().Sync, Is.EqualTo(SyncState.Done));
    }

    [Test]
    public async Task Session_loss_keeps_lsps_for_the_state_timeout_and_no_longer()
    {
        await using var bench = await EngineBench.StartAsync(s_net);
        var pcc = await bench.PccAsync("10.0.0.1");
        await pcc.ReportAsync(Said.Report(s_net, 1, "to-D", "A", "D", [], Said.Delegated));
        await pcc.LeaveAsync();
        var lost = bench.Engine.Lsps.All.Single();
        Assert.That((lost.IsStale, lost.State, lost.IsDelegated), Is.EqualTo((true, LspState.Unknown, false)));
        bench.Time.Advance(bench.Engine.Options.Pcep.StateTimeout + TimeSpan.FromSeconds(1));
        Assert.That(bench.Engine.Lsps.All, Is.Empty);
    }

    [Test]
    public async Task Resync_takes_lsps_up_by_name_and_purges_the_rest()
    {
        await using var bench = await EngineBench.StartAsync(s_net);
        var pcc = await bench.PccAsync("10.0.0.1");
        await pcc.ReportAsync(Said.Report(s_net, 1, "kept", "A", "D", [], Said.Delegated));
        await pcc.ReportAsync(Said.Report(s_net, 2, "gone", "A", "C", [], LspFlags.None));
        await pcc.LeaveAsync();
        var again = bench.Connect("10.0.0.1");
        await again.OpenAsync(FakePcc.Open());
        await again.ReportAsync(Said.Report(s_net, 2, "kept", "A", "D", [], LspFlags.Sync));
        await again.SayAsync(FakePcc.EndOfSync());
        var lsp = bench.Engine.Lsps.All.Single();
        Assert.That((lsp.Name, lsp.Plsp.Value, lsp.IsStale), Is.EqualTo(("kept", 2u, false)));
    }

    [Test]
    public async Task Router_that_comes_back_at_once_does_not_meet_its_own_old_session()
    {
        await using var bench = await EngineBench.StartAsync(s_net);
        var pcc = await bench.PccAsync("10.0.0.1");
        for (var round = 0; round < 50; round++)
        {
            var leaving = pcc.LeaveAsync();
            pcc = bench.Connect("10.0.0.1");
            await pcc.OpenAsync(FakePcc.Open());
            await leaving;
            Assert.That((pcc.IsClosed, pcc.Errors), Is.EqualTo((false, Array.Empty<string>())), $"round {round}");
        }
    }

    [Test]
    public async Task Too_many_lsps_get_notification_4_1_and_the_session_closes()
    {
        var options = new PceEngineOptions { Pcep = new PcepEngineOptions { MaximumLspsPerPcc = 2 } };
        await using var bench = await EngineBench.StartAsync(s_net, options);
        var other = await bench.PccAsync("10.0.0.2");
        var pcc = await bench.PccAsync("10.0.0.1");
        for (var plsp = 1u; plsp <= 3; plsp++)
            await pcc.ReportAsync(Said.Report(s_net, plsp, $"lsp-{plsp}", "A", "D", [], LspFlags.None));
        var notification = pcc.Last<PcNtf>().Groups[0].Notifications[0];
        Assert.That((notification.NotificationType, notification.NotificationValue), Is.EqualTo(((byte)4, (byte)1)));
        Assert.That((pcc.IsClosed, other.IsClosed), Is.EqualTo((true, false)));
    }

    [Test]
    public async Task Report_without_stateful_capability_gets_19_5()
    {
        await using var bench = await EngineBench.StartAsync(s_net);
        var pcc = bench.Connect("10.0.0.1");
        await pcc.OpenAsync(new OpenObject(30, 120, 1));
        await pcc.ReportAsync(Said.Report(s_net, 1, "to-D", "A", "D", [], LspFlags.None));
        Assert.That((pcc.Errors.Single(), pcc.IsClosed), Is.EqualTo(("19/5", true)));
    }
}
