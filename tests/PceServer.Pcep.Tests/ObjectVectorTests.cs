using PceServer.Wire;

namespace PceServer.Pcep.Tests;

/// <summary>Objects octet by octet from the figures that define them: every field holds a value of its own, every flag has its bit.</summary>
public class ObjectVectorTests
{
    private const string Ipv6 = "20010db8 00000000 00000000 00000001";
    private static readonly Ipv4Address s_ipv4 = Ipv4Address.Parse("10.0.0.1");
    private static readonly Ipv6Address s_ipv6 = Ipv6Address.Parse("2001:db8::1");

    private static IEnumerable<TestCaseData> Session()
    {
        yield return Form("OPEN with OF-List", "01100014 201e7801 00040006 00010004 00060000", new OpenObject(30, 120, 1)
        {
            Tlvs =
            [
                new OfList(
                [
                    ObjectiveFunction.MinimumCostPath, ObjectiveFunction.MinimizeAggregateBandwidthConsumption, ObjectiveFunction.MinimizeCumulativeCost,
                ]),
            ],
        });
        yield return Form("NOTIFICATION with OVERLOAD-DURATION", "0c100010 00000201 00020004 0000003c",
            new NotificationObject(2, 1) { Tlvs = [new OverloadDuration(60)] });
        yield return Form("PCEP-ERROR with REQ-MISSING", "0d100010 00000700 00030004 0000000b",
            new PcepErrorObject(PcepErrors.SynchronizedRequestMissing) { Tlvs = [new ReqMissing(new RequestId(11))] });
        yield return Form("CLOSE", "0f100008 00000003", new CloseObject(CloseReason.MalformedMessage));
    }

    private static IEnumerable<TestCaseData> Requests()
    {
        yield return Form("RP", "0212000c 000007bd 00000007", new RpObject(
            new RequestId(7),
            RpFlags.MakeBeforeBreak | RpFlags.ReportOrder | RpFlags.PathKey | RpFlags.SupplyOf | RpFlags.LooseAccepted | RpFlags.Bidirectional
            | RpFlags.Reoptimization | (RpFlags)5));
        yield return Form("RP with Order", "02120018 00000200 00000007 00050008 00000001 00000004",
            new RpObject(new RequestId(7), RpFlags.ReportOrder) { Tlvs = [new Order(1, 4)] });
        yield return Form("NO-PATH with NO-PATH-VECTOR", "03100010 00800000 00010004 00000077", new NoPathObject
        {
            UnsatisfiedConstraints = true,
            Tlvs =
            [
                new NoPathVector(
                    NoPathReasons.PceUnavailable | NoPathReasons.UnknownDestination | NoPathReasons.UnknownSource | NoPathReasons.PksExpansionFailure
                    | NoPathReasons.NoGcoMigrationPath | NoPathReasons.NoGcoSolution),
            ],
        });
        yield return Form("END-POINTS of IPv6", "04220024" + Ipv6 + Ipv6, new EndPointsIpv6Object(s_ipv6, s_ipv6) { HeaderFlags = ObjectFlags.ProcessingRule });
        yield return Form("SVEC", "0b100010 00000007 00000009 0000000a",
            new SvecObject(SvecFlags.LinkDiverse | SvecFlags.NodeDiverse | SvecFlags.SrlgDiverse, [new RequestId(9), new RequestId(10)]));
        yield return Form("LOAD-BALANCING", "0e10000c 00000004 447a0000", new LoadBalancingObject(4, 1000));
        yield return Form("CLASSTYPE", "16120008 00000003", new ClassTypeObject(3));
        yield return Form("GLOBAL-CONSTRAINTS", "18100008 08501e0a", new GlobalConstraintsObject(8, 80, 30, 10));
        yield return Form("PATH-KEY of 32 bits", "1010000c 40080009 0a000001", new PathKeyObject([new PathKeyIpv4Subobject(9, s_ipv4)]));
        yield return Form("PATH-KEY of 128 bits", "10100018 41140009" + Ipv6, new PathKeyObject([new PathKeyIpv6Subobject(9, s_ipv6)]));
    }

    private static IEnumerable<TestCaseData> Attributes()
    {
        yield return Form("BANDWIDTH of an existing LSP", "05200008 47f42400", new BandwidthObject(125_000) { IsExisting = true });
        yield return Form("METRIC", "0610000c 00000302 41200000", new MetricObject(MetricType.Te, 10, MetricFlags.Bound | MetricFlags.Computed));
        yield return Form("LSPA", "09100014 00000001 00000002 00000004 03020100",
            new LspaObject(1, 2, 4) { SetupPriority = 3, HoldingPriority = 2, Flags = LspaFlags.LocalProtection });
        yield return Form("OF", "15100008 00060000", new OfObject(ObjectiveFunction.MinimizeCumulativeCost));
        yield return Form("XRO", "11100018 00000001 81080a00 00012001 22080000 10920002",
            new XroObject([new Ipv4Subobject(s_ipv4) { Loose = true, Attribute = 1 }, new SrlgSubobject(4242)]) { Flags = 1 });
        yield return Form("IRO with EXRS", "0a100010 210c0000 22080000 00070002", new IroObject([new ExrsSubobject([new SrlgSubobject(7)])]));
        yield return Form("VENDOR-INFORMATION", "2210000c 0000002a 01020304", new VendorInformationObject(42, Raw.Octets("01020304")));
        yield return Form("ASSOCIATION with POLICY-PARAMETERS", "28100018 00000000 00030001 0a000001 00300004 474f4c44",
            new AssociationObject(AssociationType.Policy, new AssociationId(1), s_ipv4) { Tlvs = [new PolicyParameters(Raw.Octets("474f4c44"))] });
    }

    private static IEnumerable<TestCaseData> Monitoring()
    {
        yield return Form("MONITORING", "1310000c 0000001b 00000005", new MonitoringObject(
            new MonitoringId(5), MonitoringFlags.Incomplete | MonitoringFlags.Overload | MonitoringFlags.General | MonitoringFlags.Liveness));
        yield return Form("PCC-ID-REQ", "14200014" + Ipv6, new PccIdReqObject(s_ipv6));
        yield return Form("PCE-ID", "19100008 0a000001", new PceIdObject(s_ipv4));
        yield return Form("PROC-TIME", "1a10001c 00000001 0000000a 00000001 00000014 00000005 00000002", new ProcTimeObject(10, 1, 20, 5, 2) { Flags = 1 });
        yield return Form("OVERLOAD", "1b100008 0000003c", new OverloadObject(60));
    }

    private static TestCaseData Form(string name, string hex, PcepObject expected) => new TestCaseData(hex, expected).SetArgDisplayNames(name);

    [TestCaseSource(nameof(Session))]
    [TestCaseSource(nameof(Requests))]
    [TestCaseSource(nameof(Attributes))]
    [TestCaseSource(nameof(Monitoring))]
    public void Object_reads_and_writes_as_its_figure_draws_it(string hex, PcepObject expected)
    {
        var octets = Raw.Message(MessageType.PcReq, Raw.Rp, Raw.EndPoints, hex);
        var decoded = PcepCodec.Decode(octets);
        Assert.That(decoded.Objects[2], Is.EqualTo(expected));
        Assert.That(decoded.Deviations & ~DeviationSet.DuplicateObject, Is.EqualTo(DeviationSet.None));
        var writer = new WireWriter(64);
        expected.Write(ref writer);
        Assert.That(Convert.ToHexStringLower(writer.ToArray()), Is.EqualTo(hex.Replace(" ", "", StringComparison.Ordinal)));
        writer.Dispose();
    }
}
