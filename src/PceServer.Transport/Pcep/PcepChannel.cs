using DotNetty.Transport.Channels;
using Microsoft.Extensions.Logging;
using PceServer.Pcep;

namespace PceServer.Transport;

/// <summary>A PCEP connection (RFC 5440 §5). Messages go out in the order in which they are sent.</summary>
public sealed class PcepChannel : PeerChannel
{
    private DecodeOptions _decodeOptions = DecodeOptions.Default;
    private volatile bool _usesLegacySegments;

    internal PcepChannel(IChannel channel, bool isInitiator, TransportLimits limits, ILogger log) : base(channel, isInitiator, limits, log)
    {
    }

    /// <summary>How messages that arrive from now on are judged: what is configured for the peer, and what the Opens settle.</summary>
    public DecodeOptions DecodeOptions
    {
        get => Volatile.Read(ref _decodeOptions);
        set => Volatile.Write(ref _decodeOptions, value);
    }

    /// <summary>The peer has sent SR subobjects with the code points of the drafts, so that it is sent those in turn.</summary>
    internal bool UsesLegacySegments
    {
        get => _usesLegacySegments;
        set => _usesLegacySegments = value;
    }

    public void Send(PcepMessage message) => SendAsync(message);

    /// <summary>The task ends when the kernel has the message: for senders of more than the peer may be able to take.</summary>
    public Task SendAsync(PcepMessage message) => PcepPipeline.Write(this, message);
}
