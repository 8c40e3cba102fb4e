using System.Net;
using PceServer.Pcep;
using PceServer.Wire;

namespace PceServer.Emulation.Tests;

[Parallelizable(ParallelScope.All)]
public sealed class EmulatedPccTests
{
    private static readonly Ipv4Address s_here = Ipv4Address.Parse("10.0.0.1");
    private static readonly Ipv4Address s_there = Ipv4Address.Parse("10.0.0.4");
    private static readonly LspPlan s_blue = new("blue", s_there) { Labels = [16004], Constraints = new AttributeList { Metrics = [new MetricObject(MetricType.Te, 0)] } };

    [Test]
    public async Task Synchronisation_reports_every_lsp_and_the_end_marker()
    {
        await using var stage = await Stage.OpenAsync(s_blue, new LspPlan("red", s_there));

        Assert.That(stage.Synchronized.Select(report => report.Lsp.Name), Is.EqualTo(new[] { "blue", "red" }));
        var blue = stage.Synchronized[0];
        Assert.That(blue.Lsp.Has(LspFlags.Sync | LspFlags.Delegate | LspFlags.Administrative), Is.True);
        Assert.That(blue.Lsp.Operational, Is.EqualTo(OperationalState.Active));
        Assert.That(blue.Srp!.PathSetup, Is.EqualTo(PathSetup.SegmentRouting));
        Assert.That(blue.Lsp.Ipv4Identifiers!.TunnelEndpointAddress, Is.EqualTo(s_there));
        Assert.That(blue.Attributes.Metric(MetricType.Te), Is.Not.Null);
        Assert.That(stage.Synchronized[1].Lsp.Operational, Is.EqualTo(OperationalState.Down));
    }

    [Test]
    public async Task Update_is_reported_going_up_and_then_active_with_its_id()
    {
        await using var stage = await Stage.OpenAsync(s_blue);
        await stage.Pce.SendAsync(Update(7, 1, LspFlags.Delegate | LspFlags.Administrative, 16003, 16004));

        var first = await stage.Pce.NextReportAsync();
        Assert.That((first.Lsp.Operational, first.Srp!.SrpId), Is.EqualTo((OperationalState.GoingUp, new SrpId(7))));
        var second = await stage.Pce.NextReportAsync();
        Assert.That((second.Lsp.Operational, second.Srp!.SrpId), Is.EqualTo((OperationalState.Active, new SrpId(7))));
        Assert.That(second.Ero!.Subobjects.OfType<SrEro>().Select(segment => segment.Label), Is.EqualTo(new uint?[] { 16003, 16004 }));
        var lsp = await stage.Pcc.LspAsync("blue", lsp => lsp.CarriesTraffic && lsp.PathChanges == 1);
        Assert.That(lsp.Labels, Is.EqualTo(new uint[] { 16003, 16004 }));
    }

    [Test]
    public async Task Empty_path_takes_the_lsp_down()
    {
        await using var stage = await Stage.OpenAsync(s_blue);
        await stage.Pce.SendAsync(Update(1, 1, LspFlags.Delegate | LspFlags.Administrative));

        var report = await stage.Pce.NextReportAsync();
        Assert.That(report.Lsp.Operational, Is.EqualTo(OperationalState.Down));
        Assert.That(report.Ero!.Subobjects, Is.Empty);
    }

    [Test]
    public async Task Update_without_D_gives_the_delegation_back()
    {
        await using var stage = await Stage.OpenAsync(s_blue);
        await stage.Pce.SendAsync(Update(1, 1, LspFlags.Administrative, 16004));

        Assert.That((await stage.Pce.NextReportAsync()).Lsp.Has(LspFlags.Delegate), Is.False);
    }

    [Test]
    public async Task Update_that_cannot_be_followed_gets_the_mandated_error()
    {
        await using var stage = await Stage.OpenAsync(s_blue, new LspPlan("mine", s_there) { IsDelegated = false });
        var delegated = LspFlags.Delegate | LspFlags.Administrative;

        await stage.Pce.SendAsync(Update(1, 99, delegated, 16004));
        Assert.That(await stage.Pce.NextErrorAsync(), Is.EqualTo(PcepErrors.UnknownPlspId));
        await stage.Pce.SendAsync(Update(2, 2, delegated, 16004));
        Assert.That(await stage.Pce.NextErrorAsync(), Is.EqualTo(PcepErrors.NotDelegated));
        await stage.Pce.SendAsync(Update(3, 1, delegated, 16001, 16002, 16003, 16004, 16005));
        Assert.That(await stage.Pce.NextErrorAsync(), Is.EqualTo(PcepErrors.TooManySrSubobjects));
        await stage.Pce.SendAsync(Update(4, 1, delegated, 3));
        var error = await stage.Pce.NextAsync<PcErr>();
        Assert.That(error.Groups[0].Errors[0].Error, Is.EqualTo(PcepErrors.BadLabel));
        Assert.That(error.Groups[0].Srps[0].SrpId, Is.EqualTo(new SrpId(4)));
        Assert.That(stage.Pcc.Lsps[0].Labels, Is.EqualTo(new uint[] { 16004 }), "a refused path leaves the LSP as it was");
    }

    [Test]
    public async Task Initiated_lsp_is_made_reported_and_removed()
    {
        await using var stage = await Stage.OpenAsync();
        await stage.Pce.SendAsync(Initiate(5, "made", 16004));

        var made = await stage.Pce.NextReportAsync();
        Assert.That(made.Lsp.Has(LspFlags.Create | LspFlags.Delegate), Is.True);
        Assert.That(made.Srp!.SrpId, Is.EqualTo(new SrpId(5)));
        await stage.Pce.NextReportAsync();
        await stage.Pce.SendAsync(Initiate(6, "made", 16004));
        Assert.That(await stage.Pce.NextErrorAsync(), Is.EqualTo(PcepErrors.SymbolicPathNameInUse));

        var removal = new InitiateRequest(new LspObject(made.Lsp.PlspId)) { Srp = new SrpObject(new SrpId(8), SrpFlags.Remove) };
        await stage.Pce.SendAsync(new PcInitiate([removal]));
        var gone = await stage.Pce.NextReportAsync();
        Assert.That(gone.Lsp.Has(LspFlags.Remove), Is.True);
        Assert.That(gone.Srp!.Flags, Is.EqualTo(SrpFlags.Remove));
        Assert.That(stage.Pcc.Lsps, Is.Empty);
    }

    [Test]
    public async Task Request_gets_its_own_answer()
    {
        await using var stage = await Stage.OpenAsync();
        var found = stage.Pcc.RequestAsync(s_there);
        var none = stage.Pcc.RequestAsync(Ipv4Address.Parse("10.0.0.9"));
        var refused = stage.Pcc.RequestAsync(Ipv4Address.Parse("10.0.0.8"));
        var first = (await stage.Pce.NextAsync<PcReq>()).Requests[0];
        var second = (await stage.Pce.NextAsync<PcReq>()).Requests[0];
        var third = (await stage.Pce.NextAsync<PcReq>()).Requests[0];
        Assert.That(first.Rp.PathSetup, Is.EqualTo(PathSetup.SegmentRouting));

        await stage.Pce.SendAsync(new PcErr([new ErrorGroup([new PcepErrorObject(PcepErrors.MsdTooLarge)]) { Requests = [new RpObject(third.Rp.RequestId)] }]));
        await stage.Pce.SendAsync(new PcRep([new PathComputationResponse(second.Rp) { NoPath = new NoPathObject() }]));
        await stage.Pce.SendAsync(new PcRep([new PathComputationResponse(first.Rp) { Paths = [new ResponsePath(Route(16004))] }]));

        Assert.That(((PathReply.Found)await found).Labels, Is.EqualTo(new uint[] { 16004 }));
        Assert.That(await none, Is.InstanceOf<PathReply.NoPath>());
        Assert.That(await refused, Is.EqualTo(new PathReply.Refused(PcepErrors.MsdTooLarge)));
    }

    [Test]
    public async Task Reply_to_nothing_asked_is_8_0()
    {
        await using var stage = await Stage.OpenAsync();
        await stage.Pce.SendAsync(new PcRep([new PathComputationResponse(new RpObject(new RequestId(77))) { NoPath = new NoPathObject() }]));

        Assert.That(await stage.Pce.NextErrorAsync(), Is.EqualTo(PcepErrors.UnknownRequest));
    }

    [Test]
    public async Task Lost_session_answers_what_was_asked()
    {
        await using var stage = await Stage.OpenAsync();
        var request = stage.Pcc.RequestAsync(s_there);
        await stage.Pce.NextAsync<PcReq>();
        await stage.Pce.SendAsync(new Close(CloseReason.NoExplanation));

        Assert.That(await request, Is.InstanceOf<PathReply.Lost>());
    }

    [Test]
    public async Task Router_whose_session_is_over_asks_in_vain_but_at_once()
    {
        await using var stage = await Stage.OpenAsync();
        var from = stage.Pcc.Journal.Position;
        stage.Pcc.Crash();
        await stage.Pcc.Journal.FirstAsync<PccEvent.SessionEnded>(from: from);

        Assert.That(await stage.Pcc.RequestAsync(s_there), Is.InstanceOf<PathReply.Lost>());
        Assert.That(() => PccCommands.PerformAsync([stage.Pcc], "delegate a 10.0.0.4"), Throws.InstanceOf<CommandException>().With.Message.Contains("10.0.0.1"));
        Assert.That(await PccCommands.PerformAsync([stage.Pcc], "status"), Does.EndWith("session ended"));
    }

    [TestCase("delegate a", "destination")]
    [TestCase("delegate a 10.0.0.4 exclude 0xg", "0xg")]
    [TestCase("delegate a 10.0.0.4 quickly", "quickly")]
    [TestCase("@2 list", "@2")]
    public async Task Command_that_cannot_be_performed_says_which_word(string line, string word)
    {
        await using var stage = await Stage.OpenAsync();
        Assert.That(() => PccCommands.PerformAsync([stage.Pcc], line), Throws.InstanceOf<CommandException>().With.Message.Contains(word));
    }

    [Test]
    public async Task Mask_of_a_command_may_begin_with_0x()
    {
        await using var stage = await Stage.OpenAsync();
        await PccCommands.PerformAsync([stage.Pcc], "delegate a 10.0.0.4 exclude 0x14");
        Assert.That((await stage.Pce.NextReportAsync()).Attributes.Lspa!.ExcludeAny, Is.EqualTo(0x14));
    }

    private static PcUpd Update(uint srp, uint plsp, LspFlags flags, params uint[] labels) =>
        new([new UpdateRequest(new LspObject(new PlspId(plsp), flags)) { Srp = Srp(srp), Ero = Route(labels) }]);

    private static PcInitiate Initiate(uint srp, string name, params uint[] labels) =>
        new([new InitiateRequest(new LspObject(PlspId.None) { Tlvs = [new SymbolicPathName(name)] })
        {
            Srp = Srp(srp), EndPoints = EndPointsObject.Between(s_here, s_there), Ero = Route(labels),
        }]);

    private static SrpObject Srp(uint id) => new(new SrpId(id)) { Tlvs = [PathSetupType.SegmentRouting] };

    private static EroObject Route(params uint[] labels) => new(labels.Select(Subobject (label) => SrEro.FromLabel(label)).ToValueList());

    private sealed record Stage(ScriptedPce Pce, EmulatedPcc Pcc, List<StateReport> Synchronized) : IAsyncDisposable
    {
        public static async Task<Stage> OpenAsync(params LspPlan[] lsps)
        {
            var pce = await ScriptedPce.StartAsync();
            var options = new EmulatedPccOptions(pce.EndPoint, s_here) { SourceAddress = IPAddress.Parse("127.3.2.1"), MaximumSidDepth = 4 };
            var pcc = EmulatedPcc.StartAsync(options, ScriptedPce.Loops, lsps);
            var reports = await pce.EstablishAsync();
            return new Stage(pce, await pcc, reports);
        }

        public async ValueTask DisposeAsync()
        {
            await Pcc.DisposeAsync();
            await Pce.DisposeAsync();
        }
    }
}
