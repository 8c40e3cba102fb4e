namespace PceServer.Engine.Queries;

/// <summary>Whether the engine can answer: ready once a topology is loaded.</summary>
/// <param name="Reason">Why not, when it is not ready.</param>
public sealed record EngineHealth(bool IsReady, string? Reason);
