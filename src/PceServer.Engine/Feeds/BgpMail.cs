using System.Collections.Immutable;
using PceServer.Bgp;
using PceServer.Bgp.Session;
using PceServer.Engine.Ports;
using PceServer.Engine.Queries;

namespace PceServer.Engine.Feeds;

/// <summary>What the BGP speaker is told; it takes one at a time.</summary>
internal abstract record BgpMail
{
    /// <summary>The operator's wish: peers come up.</summary>
    public sealed record Start : BgpMail;

    public sealed record Stop(TaskCompletionSource Done) : BgpMail;

    public sealed record Accepted(BgpSink Sink) : BgpMail;

    public sealed record Dialed(BgpPeer Peer, BgpSink Sink) : BgpMail;

    public sealed record DialFailed(BgpPeer Peer) : BgpMail;

    /// <param name="Weight">What the messages count for in the sink's limit.</param>
    public sealed record Received(BgpSink Sink, ImmutableArray<BgpDecoded> Messages, int Weight) : BgpMail;

    public sealed record Closed(BgpSink Sink, string Detail) : BgpMail;

    public sealed record TimerElapsed(BgpPeer Peer, BgpTimer Timer, ConnectionSide Side, int Generation) : BgpMail;

    /// <summary>The peer has said nothing for a while: its first announcement is over.</summary>
    public sealed record LoadQuiet(BgpPeer Peer) : BgpMail;

    public sealed record Settle(TaskCompletionSource Done) : BgpMail;

    /// <summary>An operator asks for routes.</summary>
    public sealed record Ask(BgpRouteQuestion Question, TaskCompletionSource<BgpRouteListing> Done) : BgpMail;
}

/// <summary>One connection as the speaker knows it.</summary>
internal sealed class BgpSink(BgpSpeaker speaker, IBgpConnection connection) : IBgpSink
{
    private const int MostWaiting = 4096;
    private readonly Backlog _backlog = new(connection, MostWaiting);

    public IBgpConnection Connection { get; } = connection;

    /// <summary>Whose connection it is; null for a stranger's. Set by the speaker.</summary>
    public BgpPeer? Peer { get; set; }

    public ConnectionSide Side => Connection.IsInitiator ? ConnectionSide.Outgoing : ConnectionSide.Incoming;

    public void Received(ImmutableArray<BgpDecoded> messages)
    {
        var weight = 0;
        foreach (var message in messages)
            weight += Weight(message);
        // Counted first: the speaker may be quicker than this line.
        _backlog.Add(weight);
        speaker.Post(new BgpMail.Received(this, messages, weight));
    }

    public void FramingFault(BgpFault fault) => Received([new BgpDecoded(null, fault)]);

    public void Closed(string detail) => speaker.Post(new BgpMail.Closed(this, detail));

    /// <summary>Messages of this weight wait no longer.</summary>
    public void Taken(int weight) => _backlog.Take(weight);

    /// <summary>An UPDATE may hold a thousand NLRIs: it is these that are counted before the peer is slowed down.</summary>
    private static int Weight(BgpDecoded message) =>
        message.Message is BgpUpdate update ? 1 + (update.Reach?.Nlri.Count ?? 0) + (update.Unreach?.Nlri.Count ?? 0) : 1;
}
