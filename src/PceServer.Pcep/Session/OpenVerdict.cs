namespace PceServer.Pcep.Session;

/// <summary>What a side thinks of the peer's Open, or of values that the peer proposes for ours. Reached before the machine steps, and part of its event.</summary>
public abstract record OpenVerdict
{
    private OpenVerdict()
    {
    }

    public sealed record Acceptable : OpenVerdict
    {
        public static readonly Acceptable Instance = new();
    }

    /// <summary>Would do with other values: those of <paramref name="Wanted"/> go back in a PCErr 1/4 (RFC 5440 §6.2).</summary>
    public sealed record Negotiable(OpenObject Wanted, string Reason) : OpenVerdict;

    /// <summary>Will not do: the error is sent and the session ends.</summary>
    public sealed record Refused(PcepErrorCode Error, string Reason) : OpenVerdict;
}
