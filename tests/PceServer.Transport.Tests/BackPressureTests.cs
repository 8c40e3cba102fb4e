using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Net;
using PceServer.Bgp;
using PceServer.Pcep;

namespace PceServer.Transport.Tests;

/// <summary>A sender that is as fast as it can be against a reader that is slow: real sockets, messages numbered one by one.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class BackPressureTests
{
    private const int Messages = 12_000;
    private const int MessageOctets = 4024;

    /// <summary>Both kernels' buffers at their largest, and more.</summary>
    private const int MostUnderWay = 24 * 1024 * 1024;

    private static readonly EventLoops s_loops = new(2);
    private static readonly IPEndPoint s_here = new(IPAddress.Loopback, 0);

    [Test]
    public async Task Bgp_reader_that_lags_slows_its_peer_down_and_loses_nothing()
    {
        using var reader = new SlowReader();
        await using var listener = await BgpListener.StartAsync(s_here, s_loops, reader.Attach);
        await Outrun(reader, listener.EndPoint, BgpMessage);
    }

    [Test]
    public async Task Pcep_reader_that_lags_slows_its_peer_down_and_loses_nothing()
    {
        using var reader = new SlowReader();
        await using var listener = await PcepListener.StartAsync(s_here, s_loops, reader.Attach);
        await Outrun(reader, listener.EndPoint, PcepMessage);
    }

    private static async Task Outrun(SlowReader reader, IPEndPoint endpoint, Func<int, byte[]> message)
    {
        var octets = Enumerable.Range(0, Messages).SelectMany(message).ToArray();
        using var peer = await RawPeer.ConnectAsync(endpoint);
        var sent = peer.SendUntilStuck(octets);
        Assert.That((sent, reader.Waiting), Is.EqualTo((sent, reader.MostWaiting)), "nothing is taken yet");
        Assert.That(sent, Is.InRange(1, MostUnderWay), "the peer waits for us");

        var rest = Task.Run(() => peer.SendAsync(octets[sent..]));
        for (var number = 0; number < Messages; number++)
            Assert.That(await reader.TakeAsync(), Is.EqualTo(number));
        await rest;
        // What one read brings comes on top: 64 KiB are 17 messages, and one read may be under way.
        Assert.That(reader.MostWaiting, Is.InRange(SlowReader.Limit, SlowReader.Limit + 40));
        Assert.That(reader.Pauses, Is.GreaterThan(10));
    }

    /// <summary>NOTIFICATION with the number as error code and subcode.</summary>
    private static byte[] BgpMessage(int number) =>
        [.. Enumerable.Repeat((byte)0xFF, 16), MessageOctets >> 8, MessageOctets & 0xFF, 3, (byte)(number >> 8), (byte)number, .. new byte[MessageOctets - 21]];

    /// <summary>PCNtf with the number as type and value, and a TLV that nobody knows behind it.</summary>
    private static byte[] PcepMessage(int number)
    {
        const int objectOctets = MessageOctets - 4, tlvOctets = objectOctets - 12;
        return
        [
            0x20, 5, MessageOctets >> 8, MessageOctets & 0xFF, 12, 0x10, objectOctets >> 8, objectOctets & 0xFF, 0, 0, (byte)(number >> 8), (byte)number,
            0xFF, 0xF0, tlvOctets >> 8, tlvOctets & 0xFF, .. new byte[tlvOctets],
        ];
    }

    /// <summary>Keeps the numbers of messages until they are taken; pauses reading at a limit and goes on at half of it.</summary>
    private sealed class SlowReader : IPcepChannelHandler, IBgpChannelHandler, IDisposable
    {
        public const int Limit = 100;

        private readonly ConcurrentQueue<int> _numbers = new();
        private readonly SemaphoreSlim _arrived = new(0);
        private readonly Lock _turn = new();
        private PeerChannel _channel = null!;

        public int Waiting => _numbers.Count;

        public int MostWaiting { get; private set; }

        public int Pauses { get; private set; }

        public SlowReader Attach(PeerChannel channel)
        {
            _channel = channel;
            return this;
        }

        public async Task<int> TakeAsync()
        {
            Assert.That(await _arrived.WaitAsync(TimeSpan.FromSeconds(20)), "the next message comes");
            _numbers.TryDequeue(out var number);
            lock (_turn)
            {
                if (!_channel.IsReading && _numbers.Count <= Limit / 2)
                    _channel.IsReading = true;
            }
            return number;
        }

        public void OnMessages(ImmutableArray<BgpDecoded> messages)
        {
            foreach (var message in messages)
            {
                var error = ((BgpNotification)message.Message!).Error;
                Came((error.Code << 8) | error.Subcode);
            }
        }

        public void OnMessage(DecodedMessage message)
        {
            var notification = ((PcNtf)message.Message!).Groups[0].Notifications[0];
            Came((notification.NotificationType << 8) | notification.NotificationValue);
        }

        public void OnFramingFault(BgpFault fault) => Came(-1);

        public void OnFramingFault(PcepFramingFault fault) => Came(-1);

        public void OnClosed(ChannelClosed closed) => Came(-2);

        public void Dispose() => _arrived.Dispose();

        private void Came(int number)
        {
            _numbers.Enqueue(number);
            lock (_turn)
            {
                MostWaiting = Math.Max(MostWaiting, _numbers.Count);
                if (_channel.IsReading && _numbers.Count >= Limit)
                {
                    _channel.IsReading = false;
                    Pauses++;
                }
            }
            _arrived.Release();
        }
    }
}
