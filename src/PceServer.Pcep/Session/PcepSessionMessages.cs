namespace PceServer.Pcep.Session;

/// <summary>The messages that the machine itself sends.</summary>
public static class PcepSessionMessages
{
    public static PcepMessage Open(OpenObject open) => new Open(open);

    public static PcepMessage Close(CloseReason reason) => new Close(reason);

    /// <summary>A PCErr; with the Open that we would rather have, when it proposes one (RFC 5440 §6.7).</summary>
    public static PcepMessage Error(PcepErrorCode error, OpenObject? wanted = null) => new PcErr(error) { OpenObject = wanted };
}
