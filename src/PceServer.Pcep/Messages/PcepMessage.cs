using PceServer.Wire;

namespace PceServer.Pcep;

/// <summary>A PCEP message (RFC 5440 §6.1): <c>Ver:3 Flags:5 Message-Type:8 Message-Length:16 / objects</c>.</summary>
public abstract record PcepMessage
{
    public const int HeaderOctets = 4;
    public const byte Version = 1;

    public abstract MessageType Type { get; }

    /// <summary>Five bits, none assigned; kept as they came.</summary>
    public byte HeaderFlags { get; init; }

    /// <summary>Writes the objects in the order of the RFC's grammar.</summary>
    public abstract void WriteObjects(ref WireWriter writer);

    /// <summary>As a dissector would show it.</summary>
    public sealed override string ToString() => PcepText.Format(this);
}

/// <summary>Open (RFC 5440 §6.2): <c>OPEN</c>.</summary>
public sealed record Open(OpenObject OpenObject) : PcepMessage
{
    public override MessageType Type => MessageType.Open;

    public override void WriteObjects(ref WireWriter writer) => OpenObject.Write(ref writer);
}

/// <summary>Keepalive (RFC 5440 §6.3): a header alone.</summary>
public sealed record Keepalive : PcepMessage
{
    public static readonly Keepalive Instance = new();

    public override MessageType Type => MessageType.Keepalive;

    public override void WriteObjects(ref WireWriter writer)
    {
    }
}

/// <summary>Close (RFC 5440 §6.8): <c>CLOSE</c>.</summary>
public sealed record Close(CloseObject CloseObject) : PcepMessage
{
    public Close(CloseReason reason) : this(new CloseObject(reason))
    {
    }

    public override MessageType Type => MessageType.Close;

    public override void WriteObjects(ref WireWriter writer) => CloseObject.Write(ref writer);
}

/// <summary>StartTLS (RFC 8253 §3.2): a header alone.</summary>
public sealed record StartTls : PcepMessage
{
    public static readonly StartTls Instance = new();

    public override MessageType Type => MessageType.StartTls;

    public override void WriteObjects(ref WireWriter writer)
    {
    }
}

/// <summary>A message of a type that we do not know: kept as it came.</summary>
public sealed record UnknownMessage(MessageType MessageType, ValueList<byte> Body) : PcepMessage
{
    public override MessageType Type => MessageType;

    public override void WriteObjects(ref WireWriter writer) => writer.Bytes(Body.Span);
}
