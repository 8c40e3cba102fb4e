using System.Net.Sockets;
using DotNetty.Common.Utilities;
using DotNetty.Transport.Channels;

namespace PceServer.Transport;

/// <summary>
/// The last stage of a pipeline, whatever the protocol: makes the channel once the connection is up, hands it what the framing found, and tells how it ended.
/// It is the boundary at which a defect of a handler is caught: it costs that connection and no other.
/// </summary>
internal abstract class ChannelReader<TChannel> : ChannelHandlerAdapter
    where TChannel : PeerChannel
{
    private TChannel? _channel;

    protected abstract TChannel Open(IChannel channel);

    /// <summary>Takes one frame or one framing fault; the frame is released by the caller.</summary>
    protected abstract void Receive(object message);

    protected abstract void Closed(ChannelClosed closed);

    public override void ChannelActive(IChannelHandlerContext context)
    {
        try
        {
            _channel = Open(context.Channel);
        }
        catch (Exception defect)
        {
            ExceptionCaught(context, defect);
        }
    }

    public override void ChannelRead(IChannelHandlerContext context, object message)
    {
        try
        {
            if (_channel is { IsClosing: false })
                Receive(message);
        }
        catch (Exception defect)
        {
            _channel?.Failed(defect);
        }
        finally
        {
            ReferenceCountUtil.Release(message);
        }
    }

    public override void ChannelInactive(IChannelHandlerContext context)
    {
        if (_channel is not { } channel)
            return;
        _channel = null;
        try
        {
            Closed(channel.Closed());
        }
        catch (Exception defect)
        {
            channel.Failed(defect);
        }
    }

    public override void ExceptionCaught(IChannelHandlerContext context, Exception exception)
    {
        if (exception.GetBaseException() is SocketException broken)
            _channel?.Broke(broken);
        else
            _channel?.Failed(exception);
        context.CloseAsync();
    }
}
