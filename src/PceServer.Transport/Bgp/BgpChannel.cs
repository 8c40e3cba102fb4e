using DotNetty.Transport.Channels;
using Microsoft.Extensions.Logging;
using PceServer.Bgp;

namespace PceServer.Transport;

/// <summary>A BGP connection (RFC 4271 §3). Messages go out in the order in which they are sent.</summary>
public sealed class BgpChannel : PeerChannel
{
    private BgpSessionParameters _parameters = BgpSessionParameters.Initial;

    internal BgpChannel(IChannel channel, bool isInitiator, TransportLimits limits, ILogger log) : base(channel, isInitiator, limits, log)
    {
    }

    /// <summary>How messages are read and written from now on; set when the OPENs have settled it.</summary>
    public BgpSessionParameters Parameters
    {
        get => Volatile.Read(ref _parameters);
        set => Volatile.Write(ref _parameters, value);
    }

    public void Send(BgpMessage message) => SendAsync(message);

    /// <summary>The task ends when the kernel has the message: for senders of more than the peer may be able to take.</summary>
    public Task SendAsync(BgpMessage message) => BgpPipeline.Write(this, [message]);

    /// <summary>Sends several messages in one write.</summary>
    public Task SendAsync(IReadOnlyList<BgpMessage> messages) => BgpPipeline.Write(this, messages);
}
