namespace PceServer.Topology;

/// <summary>
/// A mapping server's range: the prefix that carries it and the following ones of its length get <see cref="First"/> and the following
/// indices (RFC 8667 §2.4, RFC 9085 §2.3.5).
/// </summary>
public readonly record struct SidRange(ushort Size, PrefixSid First, bool IsAttached = false);
