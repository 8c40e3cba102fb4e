using PceServer.Wire;

namespace PceServer.Bgp;

/// <summary>Error code and subcode of a NOTIFICATION (RFC 4271 §4.5).</summary>
public readonly record struct BgpError(byte Code, byte Subcode)
{
    public override string ToString() => $"{Code}/{Subcode}";
}

/// <summary>Every NOTIFICATION that this speaker can send, with its source.</summary>
public static class BgpErrors
{
    /// <summary>The marker is not all ones (RFC 4271 §6.1).</summary>
    public static readonly BgpError ConnectionNotSynchronized = new(1, 1);

    /// <summary>Data: the length field (RFC 4271 §6.1, RFC 8654 §4).</summary>
    public static readonly BgpError BadMessageLength = new(1, 2);

    /// <summary>Data: the type field (RFC 4271 §6.1).</summary>
    public static readonly BgpError BadMessageType = new(1, 3);

    /// <summary>RFC 4271 §6.2: an optional parameter is recognised but malformed.</summary>
    public static readonly BgpError OpenUnspecific = new(2, 0);

    /// <summary>Data: the largest version spoken here, two octets (RFC 4271 §6.2).</summary>
    public static readonly BgpError UnsupportedVersion = new(2, 1);

    public static readonly BgpError BadPeerAs = new(2, 2);

    /// <summary>Zero, or our own from an internal peer (RFC 6286 §2.2).</summary>
    public static readonly BgpError BadBgpIdentifier = new(2, 3);

    public static readonly BgpError UnsupportedOptionalParameter = new(2, 4);

    /// <summary>One or two seconds (RFC 4271 §6.2).</summary>
    public static readonly BgpError UnacceptableHoldTime = new(2, 6);

    /// <summary>Data: the capabilities that we require (RFC 5492 §5).</summary>
    public static readonly BgpError UnsupportedCapability = new(2, 7);

    public static readonly BgpError MalformedAttributeList = new(3, 1);

    /// <summary>Data: the attribute (RFC 4271 §6.3).</summary>
    public static readonly BgpError UnrecognizedWellKnownAttribute = new(3, 2);

    /// <summary>Data: the attribute (RFC 4271 §6.3, RFC 4760 §7).</summary>
    public static readonly BgpError OptionalAttributeError = new(3, 9);

    public static readonly BgpError InvalidNetworkField = new(3, 10);

    public static readonly BgpError HoldTimerExpired = new(4, 0);

    /// <summary>Data: the type of the message (RFC 6608 §4).</summary>
    public static readonly BgpError UnexpectedMessageInOpenSent = new(5, 1);

    public static readonly BgpError UnexpectedMessageInOpenConfirm = new(5, 2);

    public static readonly BgpError UnexpectedMessageInEstablished = new(5, 3);

    /// <summary>Data: address family and the limit (RFC 4486 §4).</summary>
    public static readonly BgpError MaximumPrefixesReached = new(6, 1);

    /// <summary>Data: shutdown communication (RFC 9003 §2).</summary>
    public static readonly BgpError AdministrativeShutdown = new(6, 2);

    public static readonly BgpError PeerDeconfigured = new(6, 3);

    public static readonly BgpError AdministrativeReset = new(6, 4);

    public static readonly BgpError ConnectionRejected = new(6, 5);

    public static readonly BgpError OtherConfigurationChange = new(6, 6);

    public static readonly BgpError ConnectionCollisionResolution = new(6, 7);

    public static readonly BgpError OutOfResources = new(6, 8);

    /// <summary>Data: the malformed ROUTE-REFRESH (RFC 7313 §5).</summary>
    public static readonly BgpError InvalidRouteRefreshLength = new(7, 1);
}

/// <summary>A fault that ends the session: what the NOTIFICATION says, and what was wrong where.</summary>
public sealed record BgpFault(BgpError Error, ValueList<byte> Data, WireFault Fault)
{
    public override string ToString() => $"{Error}: {Fault}";
}

/// <summary>What was done about a fault that does not end the session, in rising severity (RFC 7606 §2, RFC 9552 §8.2.2).</summary>
public enum BgpFindingKind
{
    /// <summary>Meaning, not form: the element is kept and passed over by consumers.</summary>
    Semantic,

    /// <summary>Link-state NLRI announced without its attribute: information was lost on the way (RFC 9552 §8.2.2).</summary>
    LinkStateAttributeMissing,

    /// <summary>A second attribute of the same type, not used (RFC 7606 §3).</summary>
    DuplicateAttribute,

    AttributeDiscard,

    NlriDiscard,

    TreatAsWithdraw,
}

/// <summary>One fault in an UPDATE that was handled without ending the session; peers' counters count these by kind.</summary>
/// <param name="Code">Path attribute code, or zero for the UPDATE as a whole.</param>
/// <param name="IsReadable">Nothing was lost in reading: a wrong flag, a repetition, something that is merely absent.</param>
public readonly record struct BgpFinding(BgpFindingKind Kind, byte Code, WireFault Fault, bool IsReadable = false)
{
    public override string ToString() => $"{Kind} (attribute {Code}): {Fault}";
}
