namespace PceServer.Wire;

/// <summary>Why bytes could not be read, and where: the offset counts octets from the start of the message; the code is the protocol's own.</summary>
public readonly record struct WireFault(string Reason, int Offset, ushort Code = 0)
{
    public override string ToString() => $"{Reason} at octet {Offset}";
}
