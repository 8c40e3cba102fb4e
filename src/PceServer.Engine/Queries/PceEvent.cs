using PceServer.Engine.Lsps;

namespace PceServer.Engine.Queries;

public enum PceEventKind : byte
{
    Session, Lsp, Topology, Bgp, Drift,
}

/// <summary>Something that happened, for whoever watches.</summary>
/// <param name="Message">One sentence.</param>
public sealed record PceEvent(DateTimeOffset Time, PceEventKind Kind, string Message)
{
    public PccId? Pcc { get; init; }
    public string? Lsp { get; init; }
    public ulong TopologyVersion { get; init; }
}
