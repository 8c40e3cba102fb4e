using PceServer.Pcep;
using PceServer.Topology;

namespace PceServer.Engine.Mapping.Pcep;

/// <summary>Subobjects of IRO and XRO as elements of the network.</summary>
internal static class ElementMapping
{
    /// <summary>The attribute octet of an XRO subobject (RFC 5521 §2.1.1).</summary>
    private const byte Interface = 0;
    private const byte NodeAttribute = 1;

    /// <summary>What to keep away from; null where it cannot be honoured: a prefix shorter than a host, or a kind that we do not know.</summary>
    public static NetworkElement? ToExcluded(Subobject subobject) => subobject switch
    {
        Ipv4Subobject { PrefixLength: 32 } hop => Addressed(hop.Address.ToDomain(), hop.Attribute),
        Ipv6Subobject { PrefixLength: 128 } hop => Addressed(hop.Address.ToDomain(), hop.Attribute),
        UnnumberedSubobject { Attribute: Interface } hop => new() { UnnumberedLink = (hop.RouterId.ToDomain(), hop.InterfaceId) },
        UnnumberedSubobject { Attribute: NodeAttribute } hop => new() { Node = hop.RouterId.ToDomain() },
        SrlgSubobject srlg => new() { Srlg = srlg.SrlgId },
        AsSubobject system => new() { AutonomousSystem = system.AsNumber },
        _ => null,
    };

    /// <summary>What to pass (RFC 7896 §2); null where it cannot be honoured.</summary>
    public static NetworkElement? ToIncluded(Subobject subobject) => subobject switch
    {
        Ipv4Subobject { PrefixLength: 32 } hop => new() { Node = hop.Address.ToDomain() },
        Ipv6Subobject { PrefixLength: 128 } hop => new() { Node = hop.Address.ToDomain() },
        UnnumberedSubobject hop => new() { UnnumberedLink = (hop.RouterId.ToDomain(), hop.InterfaceId) },
        AsSubobject system => new() { AutonomousSystem = system.AsNumber },
        _ => null,
    };

    private static NetworkElement? Addressed(IpAddress address, byte attribute) => attribute switch
    {
        Interface => new() { Link = address },
        NodeAttribute => new() { Node = address },
        _ => null,
    };
}
