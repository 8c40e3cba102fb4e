using PceServer.Wire;

namespace PceServer.Pcep;

/// <summary>The object classes and types of PCEP: one line per code that we read, and the codes that we only carry.</summary>
public static class ObjectRegistry
{
    internal delegate PcepObject Reader(ref WireReader body);

    // Class and type make twelve bits: an index is all that a lookup costs.
    private static readonly Reader?[] s_readers = new Reader?[4096];
    private static readonly bool[] s_knownClasses = new bool[256];
    private static readonly List<ObjectCode> s_codes = [];

    // Assigned objects that we write back as they came, without looking inside.
    private static readonly bool[] s_carried = new bool[4096];

    static ObjectRegistry()
    {
        Add(OpenObject.Key, OpenObject.Read);
        Add(RpObject.Key, RpObject.Read);
        Add(NoPathObject.Key, NoPathObject.Read);
        Add(EndPointsIpv4Object.Key, EndPointsIpv4Object.Read);
        Add(EndPointsIpv6Object.Key, EndPointsIpv6Object.Read);
        Add(BandwidthObject.RequestedKey, BandwidthObject.ReadRequested);
        Add(BandwidthObject.ExistingKey, BandwidthObject.ReadExisting);
        Add(MetricObject.Key, MetricObject.Read);
        Add(EroObject.Key, EroObject.Read);
        Add(RroObject.Key, RroObject.Read);
        Add(LspaObject.Key, LspaObject.Read);
        Add(IroObject.Key, IroObject.Read);
        Add(SvecObject.Key, SvecObject.Read);
        Add(NotificationObject.Key, NotificationObject.Read);
        Add(PcepErrorObject.Key, PcepErrorObject.Read);
        Add(CloseObject.Key, CloseObject.Read);
        Add(PathKeyObject.Key, PathKeyObject.Read);
        Add(XroObject.Key, XroObject.Read);
        Add(OfObject.Key, OfObject.Read);
        Add(LspObject.Key, LspObject.Read);
        Add(SrpObject.Key, SrpObject.Read);
        Add(VendorInformationObject.Key, VendorInformationObject.Read);
        Add(AssociationObject.Ipv4Key, AssociationObject.ReadIpv4);
        Add(AssociationObject.Ipv6Key, AssociationObject.ReadIpv6);
        Add(PathAttribObject.Key, PathAttribObject.Read);
        Add(LoadBalancingObject.Key, LoadBalancingObject.Read);
        Add(ClassTypeObject.Key, ClassTypeObject.Read);
        Add(GlobalConstraintsObject.Key, GlobalConstraintsObject.Read);
        Add(BandwidthUtilizationObject.Key, BandwidthUtilizationObject.Read);
        Add(CciObject.Key, CciObject.Read);
        AddMonitoring();
        AddP2mp();
        AddCarried();
    }

    private static void AddMonitoring()
    {
        Add(MonitoringObject.Key, MonitoringObject.Read);
        Add(PccIdReqObject.Ipv4Key, PccIdReqObject.ReadIpv4);
        Add(PccIdReqObject.Ipv6Key, PccIdReqObject.ReadIpv6);
        Add(PceIdObject.Ipv4Key, PceIdObject.ReadIpv4);
        Add(PceIdObject.Ipv6Key, PceIdObject.ReadIpv6);
        Add(ProcTimeObject.Key, ProcTimeObject.Read);
        Add(OverloadObject.Key, OverloadObject.Read);
    }

    private static void AddP2mp()
    {
        Add(EndPointsP2mpObject.Ipv4Key, EndPointsP2mpObject.ReadIpv4);
        Add(EndPointsP2mpObject.Ipv6Key, EndPointsP2mpObject.ReadIpv6);
        Add(UnreachDestinationObject.Ipv4Key, UnreachDestinationObject.ReadIpv4);
        Add(UnreachDestinationObject.Ipv6Key, UnreachDestinationObject.ReadIpv6);
        Add(SeroObject.Key, SeroObject.Read);
        Add(SrroObject.Key, SrroObject.Read);
        Add(BranchNodeCapabilityObject.BranchKey, BranchNodeCapabilityObject.ReadBranch);
        Add(BranchNodeCapabilityObject.NonBranchKey, BranchNodeCapabilityObject.ReadNonBranch);
    }

    private static void AddCarried()
    {
        Carry(4, 5);
        Carry(5, 3, 4, 5);
        Carry(36, 1);
        Carry(37, 1);
        Carry(38, 1);
        Carry(39, 1);
        Carry(41, 1);
        Carry(42, 1);
        Carry(43, 1);
        Carry(44, 2);
        Carry(46, 1, 2);
        Carry(47, 1, 2);
        Carry(48, 1, 2);
    }

    /// <summary>All codes that are read into a type of their own.</summary>
    public static IReadOnlyList<ObjectCode> Codes => s_codes;

    /// <summary>A class of which we know at least one type: another type of it earns 3/2, not 3/1.</summary>
    public static bool KnowsClass(byte objectClass) => s_knownClasses[objectClass];

    public static bool Knows(ObjectCode code) => s_readers[Index(code)] is not null;

    /// <summary>An assigned object that we keep as it came.</summary>
    public static bool Carries(ObjectCode code) => s_carried[Index(code)];

    internal static Reader? Find(ObjectCode code) => s_readers[Index(code)];

    private static int Index(ObjectCode code) => (code.Class << 4) | (code.Type & 15);

    private static void Carry(byte objectClass, params ReadOnlySpan<byte> types)
    {
        s_knownClasses[objectClass] = true;
        foreach (var type in types)
            s_carried[Index(new ObjectCode(objectClass, type))] = true;
    }

    private static void Add(ObjectCode code, Reader reader)
    {
        s_readers[Index(code)] = reader;
        s_knownClasses[code.Class] = true;
        s_codes.Add(code);
    }
}
