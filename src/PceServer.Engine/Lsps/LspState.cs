namespace PceServer.Engine.Lsps;

/// <summary>Operational state as last reported (RFC 8231 §7.3).</summary>
public enum LspState : byte
{
    Down = 0, Up = 1, Active = 2, GoingDown = 3, GoingUp = 4,
    /// <summary>Its session is gone, or it has never been reported.</summary>
    Unknown = 255,
}
