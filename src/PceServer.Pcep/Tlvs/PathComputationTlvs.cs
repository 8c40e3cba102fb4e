using PceServer.Wire;

namespace PceServer.Pcep;

/// <summary>Why there is no path: the bits of the NO-PATH-VECTOR TLV (RFC 5440 §7.5), numbered as IANA does with 0 the most significant.</summary>
[Flags]
public enum NoPathReasons : uint
{
    None = 0,
    PceUnavailable = 1u << 0,
    UnknownDestination = 1u << 1,
    UnknownSource = 1u << 2,
    BrpcChainUnavailable = 1u << 3,
    PksExpansionFailure = 1u << 4,
    NoGcoMigrationPath = 1u << 5,
    NoGcoSolution = 1u << 6,
    P2mpReachabilityProblem = 1u << 7,
    DestinationDomainUnknown = 1u << 9,
    UnresponsiveChildPce = 1u << 10,
    NoResourceInDomain = 1u << 11,
    DestinationNotInDomain = 1u << 12,
    DisjointPathNotFound = 1u << 20,
    DisjointComputationNotSupported = 1u << 21,
}

/// <summary>NO-PATH-VECTOR: <c>Flags:32</c> (RFC 5440 §7.5).</summary>
public sealed record NoPathVector(NoPathReasons Flags) : ITlv<NoPathVector>
{
    public static ushort Code => 1;

    public ushort Type => Code;

    public static NoPathVector Read(ref WireReader reader) => new((NoPathReasons)reader.U32());

    public void Write(ref WireWriter writer) => writer.U32((uint)Flags);
}

/// <summary>OVERLOAD-DURATION: estimated seconds of congestion (RFC 5440 §7.14).</summary>
public sealed record OverloadDuration(uint Seconds) : ITlv<OverloadDuration>
{
    public static ushort Code => 2;

    public ushort Type => Code;

    public static OverloadDuration Read(ref WireReader reader) => new(reader.U32());

    public void Write(ref WireWriter writer) => writer.U32(Seconds);
}

/// <summary>REQ-MISSING: the request that a synchronized set lacks (RFC 5440 §7.15).</summary>
public sealed record ReqMissing([property: FieldName("requestIdNumber")] RequestId RequestId) : ITlv<ReqMissing>
{
    public static ushort Code => 3;

    public ushort Type => Code;

    public static ReqMissing Read(ref WireReader reader) => new(new RequestId(reader.U32()));

    public void Write(ref WireWriter writer) => writer.U32(RequestId.Value);
}

/// <summary>OF-List: the objective functions that a PCE supports, or that an association uses (RFC 5541 §2.1).</summary>
public sealed record OfList([property: FieldName("ofCodes")] ValueList<ObjectiveFunction> Codes) : ITlv<OfList>
{
    public static ushort Code => 4;

    public ushort Type => Code;

    public static OfList Read(ref WireReader reader)
    {
        var codes = new ObjectiveFunction[reader.Remaining / 2];
        for (var i = 0; i < codes.Length; i++)
            codes[i] = (ObjectiveFunction)reader.U16();
        return new OfList(ValueList.Own(codes));
    }

    public void Write(ref WireWriter writer)
    {
        foreach (var code in Codes.Span)
            writer.U16((ushort)code);
    }
}

/// <summary>Order: in which order LSPs are to be deleted and set up (RFC 5557 §5.4): <c>Delete-Order:32 / Setup-Order:32</c>.</summary>
public sealed record Order(uint DeleteOrder, uint SetupOrder) : ITlv<Order>
{
    public static ushort Code => 5;

    public ushort Type => Code;

    public static Order Read(ref WireReader reader) => new(reader.U32(), reader.U32());

    public void Write(ref WireWriter writer)
    {
        writer.U32(DeleteOrder);
        writer.U32(SetupOrder);
    }
}

/// <summary>VENDOR-INFORMATION-TLV: <c>Enterprise Number:32 / data</c> (RFC 7470 §4).</summary>
public sealed record VendorInformationTlv(uint EnterpriseNumber, ValueList<byte> Data) : ITlv<VendorInformationTlv>
{
    public static ushort Code => 7;

    public ushort Type => Code;

    /// <summary>What it says of an SR Policy, where it is of the form that enterprise 9 uses.</summary>
    [Shown]
    public CiscoPolicy? CiscoPolicy => CiscoPolicy.Read(EnterpriseNumber, Data);

    public static VendorInformationTlv Read(ref WireReader reader) => new(reader.U32(), ValueList.Create(reader.Rest()));

    public void Write(ref WireWriter writer)
    {
        writer.U32(EnterpriseNumber);
        writer.Bytes(Data.Span);
    }
}
