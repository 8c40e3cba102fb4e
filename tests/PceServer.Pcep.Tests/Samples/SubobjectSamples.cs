using PceServer.Wire;

namespace PceServer.Pcep.Tests.Samples;

/// <summary>Subobjects of every type, and SR-ERO and SRv6-ERO in every form of their NAI.</summary>
internal static class SubobjectSamples
{
    private static readonly Ipv4Address s_a = Ipv4Address.Parse("192.0.2.1");
    private static readonly Ipv4Address s_b = Ipv4Address.Parse("192.0.2.2");
    private static readonly Ipv6Address s_c = Ipv6Address.Parse("2001:db8::1");
    private static readonly Ipv6Address s_d = Ipv6Address.Parse("fe80::2");

    public static IReadOnlyList<Nai> Nais { get; } =
    [
        new Ipv4NodeNai(s_a),
        new Ipv6NodeNai(s_c),
        new Ipv4AdjacencyNai(s_a, s_b),
        new Ipv6AdjacencyNai(s_c, s_d),
        new UnnumberedAdjacencyNai(s_a, 11, s_b, 12),
        new Ipv6LinkLocalAdjacencyNai(s_d, 11, s_c, 12),
    ];

    /// <summary>Subobjects of RSVP-TE and of exclusions.</summary>
    public static IReadOnlyList<Subobject> Plain { get; } =
    [
        new Ipv4Subobject(s_a),
        new Ipv4Subobject(s_b, 24) { Loose = true },
        new Ipv6Subobject(s_c) { Attribute = 1 },
        new LabelSubobject(0x80, 2, [0, 0, 3, 0xe8]),
        new UnnumberedSubobject(s_a, 17),
        new AsSubobject(65001),
        new AsSubobject(4_200_000_000) { FourOctets = true },
        new PathKeyIpv4Subobject(9, s_a),
        new PathKeyIpv6Subobject(10, s_c),
        new SrlgSubobject(4242) { Attribute = 2 },
        new ExrsSubobject([new Ipv4Subobject(s_a) { Attribute = 1 }, new SrlgSubobject(7) { Loose = true }]),
        new UnknownSubobject(99, [1, 2]),
    ];

    /// <summary>Lists of one kind of segment each: a list may not mix them.</summary>
    public static IReadOnlyList<ValueList<Subobject>> Segments { get; } =
    [
        Labels(null), Labels(128),
        [SrEro.FromIndex(5), .. Nais.Select(nai => SrEro.FromIndex(6, nai))],
        Nais.Select(nai => (Subobject)SrEro.FromNai(nai)).ToValueList(),
        [new SrEro { Flags = SrEroFlags.MplsLabel | SrEroFlags.LabelStackEntry | SrEroFlags.NaiAbsent, Sid = new SrSid(0x05DC10FF) }],
        Srv6(null), Srv6(new SidStructure(32, 16, 16, 0)),
        Nais.Where(IsSrv6).Select(nai => (Subobject)new Srv6Ero { Flags = Srv6EroFlags.SidAbsent, NaiType = nai.Type, Nai = nai }).ToValueList(),
    ];

    private static ValueList<Subobject> Labels(byte? algorithm) =>
        [SrEro.FromLabel(16001, null, algorithm), .. Nais.Select(nai => SrEro.FromLabel(16002, nai, algorithm))];

    private static ValueList<Subobject> Srv6(SidStructure? structure) =>
        [Srv6Ero.FromSid(s_c, 1, null, structure), .. Nais.Where(IsSrv6).Select(nai => Srv6Ero.FromSid(s_c, 5, nai, structure))];

    private static bool IsSrv6(Nai nai) => nai.Type is NaiType.Ipv6Node or NaiType.Ipv6Adjacency or NaiType.Ipv6LinkLocalAdjacency;
}
