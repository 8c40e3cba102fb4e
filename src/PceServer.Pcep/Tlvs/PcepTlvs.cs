using PceServer.Wire;

namespace PceServer.Pcep;

/// <summary>The TLV name spaces of PCEP: one line per code point.</summary>
public static class PcepTlvs
{
    /// <summary>TLVs of objects.</summary>
    public static TlvRegistry Registry { get; } = new TlvRegistry()
        .Add<NoPathVector>()
        .Add<OverloadDuration>()
        .Add<ReqMissing>()
        .Add<OfList>()
        .Add<Order>()
        .Add<VendorInformationTlv>()
        .Add<StatefulPceCapability>()
        .Add<SymbolicPathName>()
        .Add<Ipv4LspIdentifiers>()
        .Add<Ipv6LspIdentifiers>()
        .Add<LspErrorCode>()
        .Add<RsvpErrorSpec>()
        .Add<LspDbVersion>()
        .Add<SpeakerEntityId>()
        .Add<SrPceCapability>()
        .Add<PathSetupType>()
        .Add<OperatorConfiguredAssociationRange>()
        .Add<GlobalAssociationSource>()
        .Add<ExtendedAssociationId>()
        .Add<PathSetupTypeCapability>()
        .Add<AssocTypeList>();

    /// <summary>Sub-TLVs of PATH-SETUP-TYPE-CAPABILITY.</summary>
    public static TlvRegistry PathSetupSubTlvs { get; } = new TlvRegistry()
        .Add<SrPceCapability>();
}
