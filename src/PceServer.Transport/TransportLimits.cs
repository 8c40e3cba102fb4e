namespace PceServer.Transport;

/// <summary>What one endpoint grants its peers before it turns them away. Every limit that is hit is logged and counted.</summary>
public sealed record TransportLimits
{
    public static readonly TransportLimits Default = new();

    /// <summary>Connections open at the same time; more are closed as they are accepted.</summary>
    public int MaximumConnections { get; init; } = 20_000;

    /// <summary>Connections that one source address may open at once after a rest.</summary>
    public int AcceptBurstPerSource { get; init; } = 100;

    /// <summary>How fast the burst of a source address fills up again.</summary>
    public double AcceptsPerSecondPerSource { get; init; } = 20;

    /// <summary>Octets waiting to be written; a peer that lets more pile up is cut off.</summary>
    public int WriteHighWaterOctets { get; init; } = 16 * 1024 * 1024;

    /// <summary>After our last octet, how long the peer may take to close its side.</summary>
    public TimeSpan CloseLinger { get; init; } = TimeSpan.FromSeconds(2);

    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Pending connections in the kernel.</summary>
    public int Backlog { get; init; } = 1024;
}
