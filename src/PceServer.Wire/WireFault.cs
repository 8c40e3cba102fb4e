namespace PceServer.Wire;

/// <summary>Why bytes could not be read, and where: the offset counts octets from the start of the message.</summary>
public readonly record struct WireFault(string Reason, int Offset)
{
    public override string ToString() => $"{Reason} at octet {Offset}";
}
