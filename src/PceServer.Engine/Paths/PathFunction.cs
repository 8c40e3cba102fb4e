namespace PceServer.Engine.Paths;

/// <summary>Objective functions of one path (RFC 5541 §4, RFC 8233 §3.3). All but the last break ties by the metric that is to be minimised.</summary>
public enum PathFunction : byte
{
    /// <summary>MCP.</summary>
    LeastCost,

    /// <summary>MLP: the most loaded link is the least loaded one.</summary>
    LeastLoad,

    /// <summary>MBP: the narrowest link has most bandwidth left.</summary>
    MostResidualBandwidth,

    /// <summary>MUP: the most utilized link, as measured, is the least utilized one.</summary>
    LeastUtilization,

    /// <summary>MRUP: the same of what is reserved, which is what MLP weighs.</summary>
    LeastReservation,

    /// <summary>MPLP: the least loss of packets.</summary>
    LeastLoss,
}
