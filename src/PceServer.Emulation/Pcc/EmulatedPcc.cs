using PceServer.Pcep;
using PceServer.Pcep.Session;
using PceServer.Transport;

namespace PceServer.Emulation;

/// <summary>
/// A router as a PCE sees it: opens a session, reports its LSPs, delegates, asks for paths, and does what PCUpd and PCInitiate say or answers
/// with the mandated error. One object is one TCP connection; safe to call from any thread.
/// </summary>
public sealed class EmulatedPcc : IPcepSessionOwner, IAsyncDisposable
{
    private readonly TimeProvider _time;
    private readonly Dictionary<RequestId, TaskCompletionSource<PathReply>> _requests = [];
    private readonly LspHolder _lsps;
    private readonly EmulatedPccOptions _options;
    private PcepSessionDriver _session = null!;
    private PcepChannel _channel = null!;
    private uint _lastRequest;

    private EmulatedPcc(EmulatedPccOptions options, IEnumerable<LspPlan> lsps, TimeProvider time)
    {
        _options = options;
        _time = time;
        _lsps = new LspHolder(options, lsps);
    }

    /// <summary>Everything that happened, to read and to wait for.</summary>
    public Journal<PccEvent> Journal { get; } = new();

    public EmulatedPccOptions Options => _options;

    /// <summary>The session is over.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>The LSPs as they stand now.</summary>
    public IReadOnlyList<EmulatedLsp> Lsps => _session.Do(() => (IReadOnlyList<EmulatedLsp>)[.. _lsps.All]);

    /// <summary>Connects and starts the session; wait for <see cref="PccEvent.Synchronized"/> to see it up.</summary>
    /// <param name="lsps">LSPs that it has already, reported when state is synchronised (RFC 8231 §5.6).</param>
    /// <exception cref="TransportException">The PCE cannot be reached.</exception>
    public static async Task<EmulatedPcc> ConnectAsync(
        EmulatedPccOptions options, EventLoops loops, IEnumerable<LspPlan>? lsps = null,
        TimeProvider? time = null, ConnectOptions? connect = null, CancellationToken cancellation = default)
    {
        var pcc = new EmulatedPcc(options, lsps ?? [], time ?? TimeProvider.System);
        connect ??= ConnectOptions.Default;
        if (options.SourceAddress is { } source)
            connect = connect with { LocalEndPoint = new System.Net.IPEndPoint(source, 0) };
        await PcepConnector.ConnectAsync(options.Pce, loops, pcc.Attach, connect, cancellation: cancellation).ConfigureAwait(false);
        return pcc;
    }

    /// <summary>Connects and waits until state is synchronised.</summary>
    public static async Task<EmulatedPcc> StartAsync(
        EmulatedPccOptions options, EventLoops loops, IEnumerable<LspPlan>? lsps = null,
        TimeProvider? time = null, ConnectOptions? connect = null, CancellationToken cancellation = default)
    {
        var pcc = await ConnectAsync(options, loops, lsps, time, connect, cancellation).ConfigureAwait(false);
        var first = await pcc.Journal.FirstAsync<PccEvent>(e => e is PccEvent.Synchronized or PccEvent.SessionEnded, 0, cancellation).ConfigureAwait(false);
        return first is PccEvent.SessionEnded ended
            ? throw new TransportException($"session with {options.Pce} was not established: {ended.End}")
            : pcc;
    }

    /// <summary>Makes an LSP and reports it.</summary>
    public EmulatedLsp Add(LspPlan plan) => _session.Do(() =>
    {
        var lsp = _lsps.Add(plan);
        Report(lsp, SrpId.Unsolicited);
        return lsp;
    });

    /// <summary>Takes delegation back, or gives it again (RFC 8231 §5.7).</summary>
    public void Delegate(string name, bool isDelegated) => Change(name, lsp => lsp with { IsDelegated = isDelegated });

    /// <summary>Changes what the path of an LSP has to keep to.</summary>
    public void Constrain(string name, AttributeList constraints) => Change(name, lsp => lsp with { Constraints = constraints });

    public void Remove(string name) => _session.Do(() =>
    {
        if (_lsps.Named(name) is { } lsp)
            Drop(lsp, SrpId.Unsolicited);
        return true;
    });

    /// <summary>Asks for a path (RFC 5440 §6.4) and waits for the answer; <see cref="PathReply.Lost"/> when the session is over, or ends before it comes.</summary>
    public async Task<PathReply> RequestAsync(Wire.Ipv4Address destination, AttributeList? constraints = null, CancellationToken cancellation = default)
    {
        var reply = new TaskCompletionSource<PathReply>(TaskCreationOptions.RunContinuationsAsynchronously);
        _session.Do(() =>
        {
            if (HasEnded)
                return reply.TrySetResult(new PathReply.Lost("the session is over"));
            var id = new RequestId(++_lastRequest);
            _requests[id] = reply;
            _session.Send(PccMessages.Request(id, _options.RouterId, destination, constraints ?? AttributeList.Empty));
            return true;
        });
        return await reply.Task.WaitAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>Waits until the LSP of a name is as wished, from the present on: an LSP that is so already counts.</summary>
    public async Task<EmulatedLsp> LspAsync(string name, Func<EmulatedLsp, bool> predicate, CancellationToken cancellation = default)
    {
        bool Matches(EmulatedLsp lsp) => lsp.Name == name && predicate(lsp);
        var from = Journal.Position;
        if (Lsps.FirstOrDefault(Matches) is { } present)
            return present;
        return (await Journal.FirstAsync<PccEvent.LspChanged>(e => Matches(e.Lsp), from, cancellation).ConfigureAwait(false)).Lsp;
    }

    /// <summary>Sends any message, fit or not: for trying a PCE.</summary>
    public void Send(PcepMessage message) => _session.Send(message);

    /// <summary>Ends the session with a Close and waits until the connection is gone.</summary>
    public async ValueTask DisposeAsync()
    {
        _session.Stop(CloseReason.NoExplanation);
        await _channel.CloseAsync().ConfigureAwait(false);
    }

    /// <summary>Breaks the connection without a word, as a crash does.</summary>
    public void Crash() => _channel.Abort(CloseCause.LocalClosed, "crash");

    void IPcepSessionOwner.Established(OpenObject localOpen, OpenObject remoteOpen)
    {
        foreach (var lsp in _lsps.All)
            _session.Send(PccMessages.Report(lsp, SrpId.Unsolicited, isSync: true));
        _session.Send(PccMessages.EndOfSync());
        Journal.Add(new PccEvent.Synchronized(remoteOpen));
    }

    void IPcepSessionOwner.Sent(PcepMessage message) => Journal.Add(new PccEvent.MessageSent(message));

    void IPcepSessionOwner.Received(PcepMessage message)
    {
        Journal.Add(new PccEvent.MessageReceived(message));
        switch (message)
        {
            case PcRep reply:
                foreach (var response in reply.Responses)
                    Answer(response.Rp.RequestId, PathAnswer(response));
                break;
            case PcErr error:
                Refused(error);
                break;
            case PcUpd update:
                foreach (var request in update.Requests)
                    Perform(_lsps.Judge(request));
                break;
            case PcInitiate initiate:
                foreach (var request in initiate.Requests)
                    Perform(_lsps.Judge(request));
                break;
        }
    }

    void IPcepSessionOwner.Ended(PcepSessionEnd end)
    {
        HasEnded = true;
        foreach (var request in _requests.Values)
            request.TrySetResult(new PathReply.Lost(end.Reason));
        _requests.Clear();
        Journal.Add(new PccEvent.SessionEnded(end));
    }

    private IPcepChannelHandler Attach(PcepChannel channel)
    {
        var settings = new PcepSessionSettings(PcepRole.Pcc, PccMessages.Open(_options, 1)) { OpenPolicy = _options.OpenPolicy };
        _channel = channel;
        _session = new PcepSessionDriver(channel, settings, this, _time);
        _session.Start();
        return _session;
    }

    private void Change(string name, Func<EmulatedLsp, EmulatedLsp> change) => _session.Do(() =>
    {
        if (_lsps.Named(name) is { } lsp)
            Report(_lsps.Keep(change(lsp)), SrpId.Unsolicited);
        return true;
    });

    private void Perform(LspVerdict verdict)
    {
        switch (verdict)
        {
            case LspVerdict.Refuse refuse:
                _session.Send(PccMessages.Error(refuse.Error, refuse.Srp));
                break;
            case LspVerdict.Remove remove:
                foreach (var lsp in remove.Lsps)
                    Drop(lsp, remove.Srp);
                break;
            case LspVerdict.Keep keep:
                Report(_lsps.Keep(keep.Lsp), keep.Srp);
                if (keep.Lsp.State == OperationalState.GoingUp)
                    Activate(keep.Lsp, keep.Srp);
                break;
        }
    }

    private void Activate(EmulatedLsp lsp, SrpId srp)
    {
        bool Now()
        {
            // Meanwhile another update may have come, or the LSP may be gone.
            if (_lsps.Named(lsp.Name) is { State: OperationalState.GoingUp } present && present.PathChanges == lsp.PathChanges)
                Report(_lsps.Keep(present with { State = OperationalState.Active }), srp);
            return true;
        }
        if (_options.ActivationDelay == TimeSpan.Zero)
            Now();
        else
            _ = Task.Delay(_options.ActivationDelay, _time).ContinueWith(_ => _session.Do(Now), TaskScheduler.Default);
    }

    private void Report(EmulatedLsp lsp, SrpId srp)
    {
        _session.Send(PccMessages.Report(lsp, srp));
        Journal.Add(new PccEvent.LspChanged(lsp));
    }

    private void Drop(EmulatedLsp lsp, SrpId srp)
    {
        _lsps.Remove(lsp);
        _session.Send(PccMessages.Report(lsp, srp, isRemoval: true));
        Journal.Add(new PccEvent.LspRemoved(lsp));
    }

    private void Refused(PcErr error)
    {
        foreach (var group in error.Groups)
        {
            foreach (var rp in group.Requests)
                Answer(rp.RequestId, new PathReply.Refused(group.Errors[0].Error));
        }
    }

    private void Answer(RequestId id, PathReply reply)
    {
        if (_requests.Remove(id, out var waiting))
            waiting.TrySetResult(reply);
        else
            _session.Send(PccMessages.Error(PcepErrors.UnknownRequest, null));
    }

    private static PathReply PathAnswer(PathComputationResponse response) =>
        response.NoPath is not null || response.Paths.Count == 0 ? new PathReply.NoPath(response) : new PathReply.Found(response.Paths[0]);
}
