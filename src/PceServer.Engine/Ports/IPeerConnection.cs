using PceServer.Topology;

namespace PceServer.Engine.Ports;

/// <summary>A connection as the engine needs it; whoever owns the sockets provides it. Every member may be called from any thread and returns at once.</summary>
public interface IPeerConnection
{
    IpAddress RemoteAddress { get; }

    int RemotePort { get; }

    IpAddress LocalAddress { get; }

    /// <summary>True when we opened it.</summary>
    bool IsInitiator { get; }

    /// <summary>False stops reading from the peer while the engine is behind.</summary>
    bool IsReading { set; }

    /// <summary>Closes once everything sent has gone out.</summary>
    void Close();
}
