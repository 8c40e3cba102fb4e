using System.Net;
using System.Net.Sockets;
using PceServer.Pcep;

namespace PceServer.Transport.Tests;

public sealed class EventLoopsTests
{
    [Test, CancelAfter(60_000)]
    public async Task Loops_that_are_ended_as_soon_as_they_are_made_end_and_are_not_given_up(CancellationToken cancellation)
    {
        var givenUp = 0;
        await Parallel.ForAsync(0, 100, cancellation, async (_, _) =>
        {
            var loops = new EventLoops(4);
            await loops.DisposeAsync();
            if (!loops.HasEnded)
                Interlocked.Increment(ref givenUp);
        });
        Assert.That(givenUp, Is.Zero);
    }

    [Test, CancelAfter(60_000)]
    public async Task Loops_end_behind_the_listeners_and_connections_that_were_on_them(CancellationToken cancellation)
    {
        var givenUp = 0;
        await Parallel.ForAsync(0, 60, cancellation, async (i, _) =>
        {
            var loops = new EventLoops(2);
            var listeners = new List<PcepListener>();
            var peers = new List<Socket>();
            for (var l = 0; l < 2; l++)
                listeners.Add(await PcepListener.StartAsync(new IPEndPoint(IPAddress.Loopback, 0), loops, _ => new Deaf()));
            for (var p = 0; p < i % 4; p++)
            {
                var peer = new Socket(SocketType.Stream, ProtocolType.Tcp);
                await peer.ConnectAsync(listeners[p % 2].EndPoint, cancellation);
                peers.Add(peer);
            }
            foreach (var listener in listeners)
                await listener.DisposeAsync();
            await loops.DisposeAsync();
            if (!loops.HasEnded)
                Interlocked.Increment(ref givenUp);
            peers.ForEach(peer => peer.Dispose());
        });
        Assert.That(givenUp, Is.Zero);
    }

    private sealed class Deaf : IPcepChannelHandler
    {
        public void OnMessage(DecodedMessage message)
        {
        }

        public void OnFramingFault(PcepFramingFault fault)
        {
        }

        public void OnClosed(ChannelClosed closed)
        {
        }
    }
}
