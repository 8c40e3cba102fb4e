namespace PceServer.Pcep;

/// <summary>How the 128 bits of an SRv6 SID are divided (RFC 9603 §4.3.1.1): locator block, locator node, function, argument, each in bits.</summary>
public readonly record struct SidStructure(byte LocatorBlock, byte LocatorNode, byte Function, byte Argument)
{
    public bool IsTooLong => LocatorBlock + LocatorNode + Function + Argument > 128;
}
