using PceServer.Wire;

namespace PceServer.Pcep;

/// <summary>Bits of STATEFUL-PCE-CAPABILITY; unassigned ones are kept (RFC 8231 §7.1.1).</summary>
[Flags]
public enum StatefulCapabilities : uint
{
    None = 0,

    /// <summary>U, LSP-UPDATE-CAPABILITY.</summary>
    LspUpdate = 1u << 0,

    /// <summary>S, INCLUDE-DB-VERSION (RFC 8232).</summary>
    IncludeDbVersion = 1u << 1,

    /// <summary>I, LSP-INSTANTIATION-CAPABILITY (RFC 8281).</summary>
    LspInstantiation = 1u << 2,

    /// <summary>T, TRIGGERED-RESYNC (RFC 8232).</summary>
    TriggeredResync = 1u << 3,

    /// <summary>D, DELTA-LSP-SYNC-CAPABILITY (RFC 8232).</summary>
    DeltaLspSync = 1u << 4,

    /// <summary>F, TRIGGERED-INITIAL-SYNC (RFC 8232).</summary>
    TriggeredInitialSync = 1u << 5,
    P2mp = 1u << 6,
    P2mpLspUpdate = 1u << 7,
    P2mpLspInstantiation = 1u << 8,
    LspScheduling = 1u << 9,
    PeriodicLspScheduling = 1u << 10,

    /// <summary>C, COLOR-CAPABILITY (RFC 9863 §3.1).</summary>
    Color = 1u << 11,

    /// <summary>R, stateful processing of the P and I flags (RFC 9753 §3.1).</summary>
    Relax = 1u << 14,
}

/// <summary>STATEFUL-PCE-CAPABILITY: <c>Flags:32</c> (RFC 8231 §7.1.1).</summary>
public sealed record StatefulPceCapability(StatefulCapabilities Flags) : ITlv<StatefulPceCapability>
{
    public static ushort Code => 16;

    public ushort Type => Code;

    public bool Has(StatefulCapabilities flag) => (Flags & flag) == flag;

    public static StatefulPceCapability Read(ref WireReader reader) => new((StatefulCapabilities)reader.U32());

    public void Write(ref WireWriter writer) => writer.U32((uint)Flags);
}

/// <summary>IPV4-LSP-IDENTIFIERS (RFC 8231 §7.3.1): <c>sender:32 / LSP-ID:16 Tunnel-ID:16 / Extended Tunnel ID:32 / endpoint:32</c>.</summary>
public sealed record Ipv4LspIdentifiers(
    [property: FieldName("ipv4TunnelSenderAddress")] Ipv4Address TunnelSenderAddress,
    LspId LspId,
    TunnelId TunnelId,
    uint ExtendedTunnelId,
    [property: FieldName("ipv4TunnelEndpointAddress")] Ipv4Address TunnelEndpointAddress) : ITlv<Ipv4LspIdentifiers>
{
    public static ushort Code => 18;

    public ushort Type => Code;

    public static Ipv4LspIdentifiers Read(ref WireReader reader) =>
        new(reader.Ipv4(), new LspId(reader.U16()), new TunnelId(reader.U16()), reader.U32(), reader.Ipv4());

    public void Write(ref WireWriter writer)
    {
        writer.Ipv4(TunnelSenderAddress);
        writer.U16(LspId.Value);
        writer.U16(TunnelId.Value);
        writer.U32(ExtendedTunnelId);
        writer.Ipv4(TunnelEndpointAddress);
    }
}

/// <summary>IPV6-LSP-IDENTIFIERS (RFC 8231 §7.3.1): <c>sender:128 / LSP-ID:16 Tunnel-ID:16 / Extended Tunnel ID:128 / endpoint:128</c>.</summary>
public sealed record Ipv6LspIdentifiers(
    [property: FieldName("ipv6TunnelSenderAddress")] Ipv6Address TunnelSenderAddress,
    LspId LspId,
    TunnelId TunnelId,
    Ipv6Address ExtendedTunnelId,
    [property: FieldName("ipv6TunnelEndpointAddress")] Ipv6Address TunnelEndpointAddress) : ITlv<Ipv6LspIdentifiers>
{
    public static ushort Code => 19;

    public ushort Type => Code;

    public static Ipv6LspIdentifiers Read(ref WireReader reader) =>
        new(reader.Ipv6(), new LspId(reader.U16()), new TunnelId(reader.U16()), reader.Ipv6(), reader.Ipv6());

    public void Write(ref WireWriter writer)
    {
        writer.Ipv6(TunnelSenderAddress);
        writer.U16(LspId.Value);
        writer.U16(TunnelId.Value);
        writer.Ipv6(ExtendedTunnelId);
        writer.Ipv6(TunnelEndpointAddress);
    }
}

/// <summary>Values of LSP-ERROR-CODE (RFC 8231 §7.3.3).</summary>
public enum LspError : uint
{
    None = 0,
    UnknownReason = 1,
    LimitReached = 2,
    TooManyPendingUpdates = 3,
    UnacceptableParameters = 4,
    InternalError = 5,
    AdministrativelyBroughtDown = 6,
    Preempted = 7,
    RsvpSignalingError = 8,

    /// <summary>Of drafts; deprecated (RFC 9863 §6.4).</summary>
    UnsupportedColor = 9,

    /// <summary>RFC 9603 §8.4.</summary>
    SidVerificationFailure = 10,
}

/// <summary>LSP-ERROR-CODE: <c>code:32</c> (RFC 8231 §7.3.3).</summary>
public sealed record LspErrorCode([property: FieldName("lspErrorCode")] LspError Error) : ITlv<LspErrorCode>
{
    public static ushort Code => 20;

    public ushort Type => Code;

    public static LspErrorCode Read(ref WireReader reader) => new((LspError)reader.U32());

    public void Write(ref WireWriter writer) => writer.U32((uint)Error);
}

/// <summary>RSVP-ERROR-SPEC: a whole RSVP ERROR_SPEC or USER_ERROR_SPEC object, header included (RFC 8231 §7.3.4).</summary>
public sealed record RsvpErrorSpec(ValueList<byte> RsvpObject) : ITlv<RsvpErrorSpec>
{
    public static ushort Code => 21;

    public ushort Type => Code;

    public static RsvpErrorSpec Read(ref WireReader reader) => new(ValueList.Create(reader.Rest()));

    public void Write(ref WireWriter writer) => writer.Bytes(RsvpObject.Span);
}

/// <summary>LSP-DB-VERSION: <c>version:64</c>; 0 and 0xFFFFFFFFFFFFFFFF are reserved (RFC 8232 §3.3.1).</summary>
public sealed record LspDbVersion(ulong Version) : ITlv<LspDbVersion>
{
    public static ushort Code => 23;

    public ushort Type => Code;

    public bool IsReserved => Version is 0 or ulong.MaxValue;

    public static LspDbVersion Read(ref WireReader reader) => new(reader.U64());

    public void Write(ref WireWriter writer) => writer.U64(Version);
}

/// <summary>SPEAKER-ENTITY-ID: octets that name a speaker across sessions, at least one (RFC 8232 §3.3.2).</summary>
public sealed record SpeakerEntityId([property: FieldName("speakerEntityIdentifier")] ValueList<byte> Identifier) : ITlv<SpeakerEntityId>
{
    public static ushort Code => 24;

    public ushort Type => Code;

    public static SpeakerEntityId Read(ref WireReader reader)
    {
        if (!reader.More)
            reader.Fail("SPEAKER-ENTITY-ID is empty");
        return new SpeakerEntityId(ValueList.Create(reader.Rest()));
    }

    public void Write(ref WireWriter writer) => writer.Bytes(Identifier.Span);
}
