namespace PceServer.Pcep;

/// <summary>What was agreed with a peer, or configured for it, that changes how its messages are judged.</summary>
public sealed record DecodeOptions
{
    public static readonly DecodeOptions Default = new();

    /// <summary>Answer the deviations of <see cref="Deviations.Table"/> with their errors instead of accepting them.</summary>
    public bool Strict { get; init; }

    /// <summary>Both sides set RELAX: in stateful messages an object with P clear may be ignored (RFC 9753 §3.1).</summary>
    public bool Relax { get; init; }

    /// <summary>Not both sides set the S flag of SR-PCE-CAPABILITY: an SR-Algorithm in LSPA or at a segment is refused (RFC 9933 §5).</summary>
    public bool RefuseSrAlgorithm { get; init; }
}
