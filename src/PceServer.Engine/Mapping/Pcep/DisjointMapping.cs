using PceServer.Engine.Lsps;
using PceServer.PathComputation;
using PceServer.Pcep;
using PceServer.Wire;

namespace PceServer.Engine.Mapping.Pcep;

/// <summary>What a message says of its LSP's disjointness group.</summary>
/// <param name="Joins">The group that it is in; null where the message names none or an error was found.</param>
/// <param name="Leaves">R=1: it is in no such group any more (RFC 8697 §6.1).</param>
internal sealed record DisjointStatement(DisjointMembership? Joins, bool Leaves, (PcepErrorCode Error, string Reason)? Fault)
{
    public static readonly DisjointStatement Silent = new(null, false, null);
}

/// <summary>ASSOCIATION of type 2 with its TLVs (RFC 8800 §5.1, §5.2).</summary>
internal static class DisjointMapping
{
    /// <summary>The R flag means something in reports and updates only (RFC 8697 §6.1, §6.3.2).</summary>
    public static DisjointStatement ToDomain(PathComputationRequest request) => ToDomain(request.Associations, mayLeave: false);

    public static DisjointStatement ToDomain(ValueList<AssociationObject> associations, bool mayLeave = true)
    {
        var said = DisjointStatement.Silent;
        foreach (var association in associations)
        {
            if (association.AssociationType != AssociationType.Disjoint)
                continue;
            if (mayLeave && (association.Flags & AssociationFlags.Removal) != 0)
                said = said with { Leaves = true };
            else if (association.Tlv<DisjointnessConfiguration>() is not { } asked)
                said = said with { Fault = (PcepErrors.DisjointnessConfigurationMissing, "DISJOINTNESS-CONFIGURATION is missing") };
            else if (Function(association) is { } function && Objective(function) is null)
                said = said with { Fault = (PcepErrors.IncompatibleOf, $"objective function {(ushort)function} is none of a disjointness group") };
            else if (Membership(association, asked.Flags) is var membership && said.Joins is { } other && other.Group != membership.Group)
                return new(null, said.Leaves, (PcepErrors.CannotJoinAssociation, "an LSP is in one disjointness group at most"));
            else
                said = said with { Joins = membership };
        }
        return said.Fault is null ? said : said with { Joins = null };
    }

    /// <summary>The group of an update or a reply, with the level reached where there is one (RFC 8800 §5.2).</summary>
    public static AssociationObject ToWire(DisjointMembership membership, Disjointness? reached)
    {
        var key = membership.Group;
        ITlv[] tlvs =
        [
            new DisjointnessConfiguration(Flags(membership.Level) | (membership.IsStrict ? DisjointnessFlags.Strict : 0) | (membership.IsFirst ? DisjointnessFlags.ShortestPath : 0)),
            .. reached is { } level ? new ITlv[] { new DisjointnessStatus(Flags(level) | (membership.IsFirst ? DisjointnessFlags.ShortestPath : 0)) } : [],
            .. membership.Objective is { } objective ? new ITlv[] { new OfList([Code(objective)]) } : [],
            .. key.GlobalSource != 0 ? new ITlv[] { new GlobalAssociationSource(key.GlobalSource) } : [],
            .. key.ExtendedId.Length > 0 ? new ITlv[] { new ExtendedAssociationId(Convert.FromHexString(key.ExtendedId).ToValueList()) } : [],
        ];
        return new AssociationObject(AssociationType.Disjoint, new AssociationId(key.Id), key.Source.ToWire()) { Tlvs = tlvs.ToValueList() };
    }

    private static DisjointMembership Membership(AssociationObject association, DisjointnessFlags flags)
    {
        var key = new DisjointGroupKey(
            association.AssociationId.Value, association.AssociationSource.ToDomain(),
            association.Tlv<GlobalAssociationSource>()?.AsNumber ?? 0,
            association.Tlv<ExtendedAssociationId>() is { } extended ? Convert.ToHexStringLower(extended.Identifier.Span) : "");
        return new(key, Level(flags), (flags & DisjointnessFlags.Strict) != 0, (flags & DisjointnessFlags.ShortestPath) != 0)
        {
            Objective = Function(association) is { } function ? Objective(function) : null,
        };
    }

    /// <summary>The first of the OF-List; the others are ignored (RFC 8800 §5.3).</summary>
    private static ObjectiveFunction? Function(AssociationObject association) => association.Tlv<OfList>() is { Codes: { Count: > 0 } codes } ? codes[0] : null;

    /// <summary>What a set is to share least; null for a function that says something else.</summary>
    public static SetObjective? Objective(ObjectiveFunction function) => function switch
    {
        ObjectiveFunction.MinimizeSharedLinks => SetObjective.FewestSharedLinks,
        ObjectiveFunction.MinimizeSharedSrlgs => SetObjective.FewestSharedSrlgs,
        ObjectiveFunction.MinimizeSharedNodes => SetObjective.FewestSharedNodes,
        _ => null,
    };

    private static ObjectiveFunction Code(SetObjective objective) => objective switch
    {
        SetObjective.FewestSharedSrlgs => ObjectiveFunction.MinimizeSharedSrlgs,
        SetObjective.FewestSharedNodes => ObjectiveFunction.MinimizeSharedNodes,
        _ => ObjectiveFunction.MinimizeSharedLinks,
    };

    private static Disjointness Level(DisjointnessFlags flags) =>
        ((flags & DisjointnessFlags.LinkDiverse) != 0 ? Disjointness.Link : 0)
        | ((flags & DisjointnessFlags.NodeDiverse) != 0 ? Disjointness.Node : 0)
        | ((flags & DisjointnessFlags.SrlgDiverse) != 0 ? Disjointness.Srlg : 0);

    private static DisjointnessFlags Flags(Disjointness level) =>
        (level.HasFlag(Disjointness.Link) ? DisjointnessFlags.LinkDiverse : 0)
        | (level.HasFlag(Disjointness.Node) ? DisjointnessFlags.NodeDiverse : 0)
        | (level.HasFlag(Disjointness.Srlg) ? DisjointnessFlags.SrlgDiverse : 0);
}
