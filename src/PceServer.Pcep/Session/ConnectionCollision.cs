using System.Net;

namespace PceServer.Pcep.Session;

/// <summary>Two connections with one peer, neither session up yet: the one that the side with the higher address opened stays (RFC 5440 appendix A).</summary>
public static class ConnectionCollision
{
    /// <summary>True when this connection has to give way.</summary>
    /// <param name="isInitiator">We opened this connection.</param>
    public static bool GivesWay(bool isInitiator, IPAddress local, IPAddress remote)
    {
        var localIsHigher = Compare(local, remote) > 0;
        return isInitiator != localIsHigher;
    }

    private static int Compare(IPAddress left, IPAddress right) =>
        left.GetAddressBytes().AsSpan().SequenceCompareTo(right.GetAddressBytes());
}
