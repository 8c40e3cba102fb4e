using PceServer.Pcep;

namespace PceServer.Engine.Ports;

/// <summary>The TCP connection of a PCC.</summary>
public interface IPccConnection : IPeerConnection
{
    /// <summary>How messages are to be judged from now on.</summary>
    DecodeOptions DecodeOptions { set; }

    void Send(PcepMessage message);
}

/// <summary>What the engine wants to hear of a PCC's connection; calls come one at a time and return at once.</summary>
public interface IPccSink
{
    void Received(in DecodedMessage message);

    /// <summary>The octets cannot be cut into messages (RFC 5440 §6.1).</summary>
    void FramingFault(string reason);

    /// <summary>The connection is gone; the last call.</summary>
    void Closed(string detail);
}
