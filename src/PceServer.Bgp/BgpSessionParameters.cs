namespace PceServer.Bgp;

/// <summary>What the two OPENs of a session settled, as far as bytes depend on it.</summary>
public sealed record BgpSessionParameters
{
    /// <summary>Header 19 octets, body the rest (RFC 4271 §4).</summary>
    public const int StandardMaximumMessageOctets = 4096;

    /// <summary>RFC 8654 §3.</summary>
    public const int ExtendedMaximumMessageOctets = 65535;

    /// <summary>Before the OPENs: nothing agreed.</summary>
    public static readonly BgpSessionParameters Initial = new() { FourOctetAs = false };

    /// <summary>What two present-day speakers settle on; also how a lone message is read offline.</summary>
    public static readonly BgpSessionParameters Default = new();

    /// <summary>AS numbers in AS_PATH and AGGREGATOR have four octets (RFC 6793 §4.1).</summary>
    public bool FourOctetAs { get; init; } = true;

    /// <summary>We advertised extended messages, so the peer may send them (RFC 8654 §4).</summary>
    public bool ReceivesExtendedMessages { get; init; }

    /// <summary>The peer advertised extended messages, so we may send them (RFC 8654 §4).</summary>
    public bool SendsExtendedMessages { get; init; }

    /// <summary>iBGP: LOCAL_PREF, ORIGINATOR_ID and CLUSTER_LIST count.</summary>
    public bool IsInternal { get; init; } = true;

    /// <summary>Read path attribute 99 as attribute 29, as routers from before the code point was assigned send it.</summary>
    public bool AcceptsLegacyLinkStateAttribute { get; init; }

    public int MaximumReceivedOctets => ReceivesExtendedMessages ? ExtendedMaximumMessageOctets : StandardMaximumMessageOctets;

    public int MaximumSentOctets => SendsExtendedMessages ? ExtendedMaximumMessageOctets : StandardMaximumMessageOctets;
}
