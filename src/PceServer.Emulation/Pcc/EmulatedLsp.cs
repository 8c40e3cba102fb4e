using PceServer.Pcep;
using PceServer.Wire;

namespace PceServer.Emulation;

/// <summary>An LSP that an emulated router is to have.</summary>
public sealed record LspPlan(string Name, Ipv4Address Destination)
{
    /// <summary>What the path has to keep to; reported with the LSP.</summary>
    public AttributeList Constraints { get; init; } = AttributeList.Empty;

    /// <summary>Handed to the PCE (RFC 8231 §5.7); otherwise only reported.</summary>
    public bool IsDelegated { get; init; } = true;

    /// <summary>The path it starts with; empty = none, the LSP is down.</summary>
    public ValueList<uint> Labels { get; init; }
    public ValueList<AssociationObject> Associations { get; init; }
}

/// <summary>An LSP of an emulated router as it stands; a new value for each change.</summary>
public sealed record EmulatedLsp(string Name, PlspId PlspId, Ipv4Address Source, Ipv4Address Destination)
{
    public AttributeList Constraints { get; init; } = AttributeList.Empty;
    public ValueList<AssociationObject> Associations { get; init; }
    public bool IsDelegated { get; init; }
    public bool IsPceInitiated { get; init; }
    public bool IsAdministrativelyUp { get; init; } = true;
    public OperationalState State { get; init; }

    /// <summary>The SR-ERO in use, in the form in which it came.</summary>
    public EroObject Ero { get; init; } = EroObject.Empty;

    /// <summary>The request that brought the present path; unsolicited when the router chose it.</summary>
    public SrpId LastSrp { get; init; }

    /// <summary>How often the path has changed since the LSP was made.</summary>
    public int PathChanges { get; init; }

    public bool CarriesTraffic => State is OperationalState.Up or OperationalState.Active;

    /// <summary>The label stack, top first.</summary>
    public ValueList<uint> Labels => Ero.Subobjects.OfType<SrEro>().Select(segment => segment.Label ?? 0).ToValueList();

    public override string ToString() => $"{Name} {Source}->{Destination} {State} [{string.Join(' ', (IEnumerable<uint>)Labels)}]";
}
