using System.Globalization;

namespace PceServer.Pcep;

/// <summary>The names that the registries give to code points.</summary>
public static class PcepNames
{
    private static readonly Dictionary<byte, string> s_objects = new()
    {
        [1] = "OPEN",
        [2] = "RP",
        [3] = "NO-PATH",
        [4] = "END-POINTS",
        [5] = "BANDWIDTH",
        [6] = "METRIC",
        [7] = "ERO",
        [8] = "RRO",
        [9] = "LSPA",
        [10] = "IRO",
        [11] = "SVEC",
        [12] = "NOTIFICATION",
        [13] = "PCEP-ERROR",
        [14] = "LOAD-BALANCING",
        [15] = "CLOSE",
        [16] = "PATH-KEY",
        [17] = "XRO",
        [19] = "MONITORING",
        [20] = "PCC-ID-REQ",
        [21] = "OF",
        [22] = "CLASSTYPE",
        [24] = "GLOBAL-CONSTRAINTS",
        [25] = "PCE-ID",
        [26] = "PROC-TIME",
        [27] = "OVERLOAD",
        [28] = "UNREACH-DESTINATION",
        [29] = "SERO",
        [30] = "SRRO",
        [31] = "BNC",
        [32] = "LSP",
        [33] = "SRP",
        [34] = "VENDOR-INFORMATION",
        [35] = "BU",
        [36] = "INTER-LAYER",
        [37] = "SWITCH-LAYER",
        [38] = "REQ-ADAP-CAP",
        [39] = "SERVER-INDICATION",
        [40] = "ASSOCIATION",
        [41] = "S2LS",
        [42] = "WA",
        [43] = "FLOWSPEC",
        [44] = "CCI",
        [45] = "PATH-ATTRIB",
        [46] = "BPI",
        [47] = "EPR",
        [48] = "PPA",
    };

    private static readonly Dictionary<ushort, string> s_tlvs = new()
    {
        [1] = "NO-PATH-VECTOR",
        [2] = "OVERLOAD-DURATION",
        [3] = "REQ-MISSING",
        [4] = "OF-LIST",
        [5] = "ORDER",
        [6] = "P2MP-CAPABLE",
        [7] = "VENDOR-INFORMATION-TLV",
        [8] = "WAVELENGTH-SELECTION",
        [9] = "WAVELENGTH-RESTRICTION",
        [10] = "WAVELENGTH-ALLOCATION",
        [11] = "OPTICAL-INTERFACE-CLASS-LIST",
        [12] = "CLIENT-SIGNAL",
        [13] = "H-PCE-CAPABILITY",
        [14] = "DOMAIN-ID",
        [15] = "H-PCE-FLAG",
        [16] = "STATEFUL-PCE-CAPABILITY",
        [17] = "SYMBOLIC-PATH-NAME",
        [18] = "IPV4-LSP-IDENTIFIERS",
        [19] = "IPV6-LSP-IDENTIFIERS",
        [20] = "LSP-ERROR-CODE",
        [21] = "RSVP-ERROR-SPEC",
        [23] = "LSP-DB-VERSION",
        [24] = "SPEAKER-ENTITY-ID",
        [26] = "SR-PCE-CAPABILITY",
        [28] = "PATH-SETUP-TYPE",
        [29] = "OP-CONF-ASSOC-RANGE",
        [30] = "GLOBAL-ASSOCIATION-SOURCE",
        [31] = "EXTENDED-ASSOCIATION-ID",
        [32] = "P2MP-IPV4-LSP-IDENTIFIERS",
        [33] = "P2MP-IPV6-LSP-IDENTIFIERS",
        [34] = "PATH-SETUP-TYPE-CAPABILITY",
        [35] = "ASSOC-TYPE-LIST",
        [36] = "AUTO-BANDWIDTH-CAPABILITY",
        [37] = "AUTO-BANDWIDTH-ATTRIBUTES",
        [38] = "PATH-PROTECTION-ASSOCIATION",
        [39] = "IPV4-ADDRESS",
        [40] = "IPV6-ADDRESS",
        [41] = "UNNUMBERED-ENDPOINT",
        [42] = "LABEL-REQUEST",
        [43] = "LABEL-SET",
        [44] = "PROTECTION-ATTRIBUTE",
        [45] = "GMPLS-CAPABILITY",
        [46] = "DISJOINTNESS-CONFIGURATION",
        [47] = "DISJOINTNESS-STATUS",
        [48] = "POLICY-PARAMETERS-TLV",
        [49] = "SCHED-LSP-ATTRIBUTE",
        [50] = "SCHED-PD-LSP-ATTRIBUTE",
        [51] = "PCE-FLOWSPEC-CAPABILITY",
        [52] = "FLOW-FILTER",
        [53] = "L2-FLOW-FILTER",
        [54] = "BIDIRECTIONAL-LSP-ASSOCIATION",
        [55] = "TE-PATH-BINDING",
        [56] = "SRPOLICY-POL-NAME",
        [57] = "SRPOLICY-CPATH-ID",
        [58] = "SRPOLICY-CPATH-NAME",
        [59] = "SRPOLICY-CPATH-PREFERENCE",
        [60] = "MULTIPATH-CAP",
        [61] = "MULTIPATH-WEIGHT",
        [62] = "MULTIPATH-BACKUP",
        [63] = "MULTIPATH-OPPDIR-PATH",
        [64] = "LSP-EXTENDED-FLAG",
        [65] = "VIRTUAL-NETWORK-TLV",
        [66] = "SR-ALGORITHM",
        [67] = "COLOR",
        [68] = "COMPUTATION-PRIORITY",
        [69] = "EXPLICIT-NULL-LABEL-POLICY",
        [70] = "INVALIDATION",
        [71] = "SRPOLICY-CAPABILITY",
        [72] = "PATH-MODIFICATION",
        [73] = "SR-P2MP-POLICY-CAPABILITY",
        [74] = "IPV4-SR-P2MP-INSTANCE-ID",
        [75] = "IPV6-SR-P2MP-INSTANCE-ID",
        [65505] = "CISCO-BINDING-SID",
        [65507] = "JUNIPER-EXTENDED-ASSOCIATION-ID",
        [65508] = "JUNIPER-SRPOLICY-CPATH-ID",
        [65509] = "JUNIPER-SRPOLICY-CPATH-PREFERENCE",
    };

    private static readonly Dictionary<byte, string> s_subobjects = new()
    {
        [1] = "IPv4",
        [2] = "IPv6",
        [3] = "LABEL",
        [4] = "UNNUMBERED",
        [5] = "SR-ERO (draft)",
        [6] = "SR-RRO (draft)",
        [32] = "AS",
        [33] = "EXRS",
        [34] = "SRLG",
        [36] = "SR-ERO",
        [40] = "SRv6-ERO",
        [64] = "PATH-KEY-IPv4",
        [65] = "PATH-KEY-IPv6",
    };

    private static readonly string[] s_messages =
        ["", "Open", "Keepalive", "PCReq", "PCRep", "PCNtf", "PCErr", "Close", "PCMonReq", "PCMonRep", "PCRpt", "PCUpd", "PCInitiate", "StartTLS"];

    public static string Message(MessageType type) =>
        type is >= MessageType.Open and <= MessageType.StartTls ? s_messages[(int)type] : Unknown("message", (byte)type);

    public static string Object(byte objectClass) => s_objects.GetValueOrDefault(objectClass) ?? Unknown("object", objectClass);

    public static string Tlv(ushort type) => s_tlvs.GetValueOrDefault(type) ?? Unknown("TLV", type);

    public static string Subobject(byte type) => s_subobjects.GetValueOrDefault(type) ?? Unknown("subobject", type);

    private static string Unknown(string kind, int code) => string.Create(CultureInfo.InvariantCulture, $"{kind} {code}");
}
