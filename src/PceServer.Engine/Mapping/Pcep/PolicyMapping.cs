using PceServer.Engine.Lsps;
using PceServer.Pcep;
using PceServer.Wire;

namespace PceServer.Engine.Mapping.Pcep;

/// <summary>The SR Policy association of an LSP (RFC 9862 §4).</summary>
internal static class PolicyMapping
{
    public static PolicyIdentity? ToDomain(ValueList<AssociationObject> associations)
    {
        foreach (var association in associations)
        {
            if (association.AssociationType == AssociationType.SrPolicy && (association.Flags & AssociationFlags.Removal) == 0)
            {
                var (color, endpoint) = association.Tlv<ExtendedAssociationId>()?.SrPolicy ?? default;
                return new PolicyIdentity(association.AssociationSource.ToDomain(), color, endpoint.ToDomain());
            }
        }
        return null;
    }
}
