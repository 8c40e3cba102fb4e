using PceServer.Wire;

namespace PceServer.Transport;

/// <summary>The octets cannot be cut into BGP messages (RFC 4271 §6.1): message header error of subcode 1 (marker) or 2 (length, with the bad length as data).</summary>
public readonly record struct BgpFramingFault(byte Subcode, ValueList<byte> NotificationOctets, string Reason)
{
    public override string ToString() => Reason;
}
