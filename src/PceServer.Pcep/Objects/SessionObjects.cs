using PceServer.Wire;

namespace PceServer.Pcep;

/// <summary>
/// OPEN (RFC 5440 §7.3): <c>Ver:3 Flags:5 Keepalive:8 DeadTimer:8 SID:8 / TLVs</c>; both timers in seconds, 0 = none.
/// </summary>
public sealed record OpenObject(byte Keepalive, byte DeadTimer, byte Sid) : PcepTlvObject
{
    public static readonly ObjectCode Key = new(1, 1);

    public override ObjectCode Code => Key;

    public byte Version { get; init; } = 1;

    /// <summary>Five bits, none assigned.</summary>
    public byte Flags { get; init; }

    public StatefulPceCapability? Stateful => Tlv<StatefulPceCapability>();

    public PathSetupTypeCapability? PathSetupTypes => Tlv<PathSetupTypeCapability>();

    /// <summary>The SR capability inside PATH-SETUP-TYPE-CAPABILITY, else the top-level one of older peers.</summary>
    public SrPceCapability? Sr => PathSetupTypes?.Sr ?? Tlv<SrPceCapability>();

    internal static OpenObject Read(ref WireReader body)
    {
        var first = body.U8();
        var open = new OpenObject(body.U8(), body.U8(), body.U8()) { Version = (byte)(first >> 5), Flags = (byte)(first & 31), Tlvs = PaddedTlvs.Read(ref body) };
        if (open.Tlv<SrPceCapability>() is not null)
            body.Note(DeviationNotes.TopLevelSrCapability);
        if (open.Sr is { Msd: 0 } sr && (sr.Flags & SrCapabilities.UnlimitedMsd) == 0)
            body.Note(DeviationNotes.MsdUnsaid);
        return open;
    }

    public override void WriteBody(ref WireWriter writer)
    {
        writer.U8((byte)((Version << 5) | (Flags & 31)));
        writer.U8(Keepalive);
        writer.U8(DeadTimer);
        writer.U8(Sid);
        WriteTlvs(ref writer);
    }
}

/// <summary>Why a session is closed (RFC 5440 §7.17).</summary>
public enum CloseReason : byte
{
    NoExplanation = 1,
    DeadTimerExpired = 2,
    MalformedMessage = 3,
    TooManyUnknownRequests = 4,
    TooManyUnrecognizedMessages = 5,
}

/// <summary>CLOSE (RFC 5440 §7.17): <c>Reserved:16 Flags:8 Reason:8 / TLVs</c>.</summary>
public sealed record CloseObject(CloseReason Reason) : PcepTlvObject
{
    public static readonly ObjectCode Key = new(15, 1);

    public override ObjectCode Code => Key;

    public ushort Reserved { get; init; }

    public byte Flags { get; init; }

    internal static CloseObject Read(ref WireReader body)
    {
        var reserved = body.Reserved16();
        var flags = body.U8();
        return new CloseObject((CloseReason)body.U8()) { Reserved = reserved, Flags = flags, Tlvs = PaddedTlvs.Read(ref body) };
    }

    public override void WriteBody(ref WireWriter writer)
    {
        writer.U16(Reserved);
        writer.U8(Flags);
        writer.U8((byte)Reason);
        WriteTlvs(ref writer);
    }
}

/// <summary>NOTIFICATION (RFC 5440 §7.14): <c>Reserved:8 Flags:8 Type:8 Value:8 / TLVs</c>.</summary>
public sealed record NotificationObject(byte NotificationType, byte NotificationValue) : PcepTlvObject
{
    public static readonly ObjectCode Key = new(12, 1);

    public override ObjectCode Code => Key;

    public byte Reserved { get; init; }

    public byte Flags { get; init; }

    internal static NotificationObject Read(ref WireReader body)
    {
        var reserved = body.Reserved8();
        var flags = body.U8();
        return new NotificationObject(body.U8(), body.U8()) { Reserved = reserved, Flags = flags, Tlvs = PaddedTlvs.Read(ref body) };
    }

    public override void WriteBody(ref WireWriter writer)
    {
        writer.U8(Reserved);
        writer.U8(Flags);
        writer.U8(NotificationType);
        writer.U8(NotificationValue);
        WriteTlvs(ref writer);
    }
}

/// <summary>PCEP-ERROR (RFC 5440 §7.15): <c>Reserved:8 Flags:8 Error-Type:8 Error-value:8 / TLVs</c>.</summary>
public sealed record PcepErrorObject(PcepErrorCode Error) : PcepTlvObject
{
    public static readonly ObjectCode Key = new(13, 1);

    public override ObjectCode Code => Key;

    [Shown]
    public byte ErrorType => Error.Type;

    [Shown]
    public byte ErrorValue => Error.Value;

    /// <summary>The meaning of type and value, in a few words.</summary>
    [Shown]
    public string ErrorName => PcepErrors.Name(Error);

    public byte Reserved { get; init; }

    public byte Flags { get; init; }

    internal static PcepErrorObject Read(ref WireReader body)
    {
        var reserved = body.Reserved8();
        var flags = body.U8();
        return new PcepErrorObject(new PcepErrorCode(body.U8(), body.U8())) { Reserved = reserved, Flags = flags, Tlvs = PaddedTlvs.Read(ref body) };
    }

    public override void WriteBody(ref WireWriter writer)
    {
        writer.U8(Reserved);
        writer.U8(Flags);
        writer.U8(Error.Type);
        writer.U8(Error.Value);
        WriteTlvs(ref writer);
    }
}
