using System.Threading.Channels;
using PceServer.Bgp;
using PceServer.Bgp.LinkState;
using PceServer.Bgp.Session;
using PceServer.Topology;
using PceServer.Transport;
using PceServer.Wire;

namespace PceServer.Emulation;

/// <summary>Writes announcements on one established session, in order, no faster than the peer reads.</summary>
internal sealed class FeederSession
{
    private const int MessagesPerWrite = 64;

    private readonly BgpChannel _channel;
    private readonly NegotiatedSession _session;
    private readonly ValueList<byte> _nextHop;
    private readonly AutonomousSystem _localAs;
    private readonly Channel<Func<Task>> _work = Channel.CreateUnbounded<Func<Task>>(new UnboundedChannelOptions { SingleReader = true });

    public FeederSession(BgpChannel channel, NegotiatedSession session, AutonomousSystem localAs)
    {
        _channel = channel;
        _session = session;
        _localAs = localAs;
        _nextHop = ValueList.Own(channel.LocalEndPoint.Address.GetAddressBytes());
        _ = Task.Run(WorkAsync);
    }

    public void Announce(IReadOnlyList<TopologyChange> changes) => _work.Writer.TryWrite(() => WriteAsync(changes.SelectMany(Updates)));

    public void EndOfRib() => _work.Writer.TryWrite(() => WriteAsync([BgpUpdate.EndOfRibMarker(AddressFamily.LinkState)]));

    public void Then(Action done) => _work.Writer.TryWrite(() =>
    {
        done();
        return Task.CompletedTask;
    });

    public void Stop() => _work.Writer.TryComplete();

    private async Task WorkAsync()
    {
        await foreach (var work in _work.Reader.ReadAllAsync().ConfigureAwait(false))
        {
            try
            {
                await work().ConfigureAwait(false);
            }
            catch (Exception)
            {
                // The connection is gone: the session says so by itself, and a new one starts from the whole table.
                _work.Writer.TryComplete();
                return;
            }
        }
    }

    private async Task WriteAsync(IEnumerable<BgpMessage> messages)
    {
        foreach (var batch in messages.Chunk(MessagesPerWrite))
            await _channel.SendAsync(batch).ConfigureAwait(false);
    }

    private IEnumerable<BgpUpdate> Updates(TopologyChange change)
    {
        var nlri = NlriEncoding.Of(change);
        return change is NodeChange { Attributes: null } or LinkChange { Attributes: null } or PrefixChange { Attributes: null }
            ? UpdatePacking.Withdraw(AddressFamily.LinkState, [nlri], _session.Parameters)
            : UpdatePacking.Announce(AddressFamily.LinkState, _nextHop, Attributes(AttributeEncoding.Of(change)), [nlri], _session.Parameters);
    }

    private ValueList<PathAttribute> Attributes(LinkStateAttribute? linkState)
    {
        var attributes = new List<PathAttribute>(4) { new Origin(OriginCode.Igp) };
        if (_session.Parameters.IsInternal)
            attributes.AddRange([AsPath.Empty, new LocalPreference(LocalPreference.Default)]);
        else
            attributes.Add(AsPath.Sequence(_localAs));
        if (linkState is not null)
            attributes.Add(linkState);
        return attributes.ToValueList();
    }
}
