using PceServer.Bgp.LinkState;
using PceServer.Wire;

namespace PceServer.Bgp.Tests;

/// <summary>Octets that other implementations use in their tests, each treated as its kind demands.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class VectorTests
{
    private static readonly BgpSessionParameters TwoOctets = BgpSessionParameters.Default with { FourOctetAs = false };

    // TLVs that belong into an NLRI and are read there.
    private static bool IsDescriptor(int code) => code is 256 or 257 or (>= 259 and <= 262) or 264 or 265 or 518 || IsNodeSubTlv(code);

    private static bool IsNodeSubTlv(int code) => code is >= 512 and <= 517;

    [Test]
    public void Updates_of_others_decode_and_are_written_back_unchanged()
    {
        foreach (var vector in Vector.Read("bgpls-update.jsonl"))
        {
            var (decoded, parameters) = DecodeAtItsAsWidth(vector.Octets);
            // ONOS sends ORIGIN with flags 0x04; that is an attribute flags error by RFC 7606 §3 c, which without routes to withdraw ends the session (§5.2).
            var isOnos = vector.Name.StartsWith("onos/", StringComparison.Ordinal);
            var hasReach = decoded.Message is BgpUpdate { Reach: not null };
            var hasOrigin = vector.Octets.AsSpan().IndexOf(new byte[] { 0x04, 0x01, 0x01 }) >= 0;
            Assert.Multiple(() =>
            {
                Assert.That(Convert.ToHexString(BgpCodec.Encode(decoded.Message!, parameters)), Is.EqualTo(Convert.ToHexString(vector.Octets)), vector.Name);
                Assert.That(decoded.Fault is null, Is.EqualTo(!(isOnos && hasOrigin) || hasReach), vector.Name);
                Assert.That(decoded.TreatAsWithdraw, Is.EqualTo(isOnos && hasOrigin && hasReach), vector.Name);
                Assert.That(decoded.Findings, Has.None.Matches<BgpFinding>(f => f.Kind is BgpFindingKind.NlriDiscard or BgpFindingKind.AttributeDiscard), vector.Name);
            });
        }
    }

    [Test]
    public void Bad_updates_of_others_are_answered_as_the_rfcs_say()
    {
        var seen = new List<string>();
        foreach (var vector in Vector.Read("bgpls-update-negative.jsonl"))
        {
            var (decoded, _) = DecodeAtItsAsWidth(vector.Octets);
            var number = vector.Name.Split("Test")[^1].Split('.')[0];
            var kinds = decoded.Findings.Select(f => f.Kind).Where(k => k is not (BgpFindingKind.LinkStateAttributeMissing or BgpFindingKind.TreatAsWithdraw));
            seen.Add($"{number}: {(decoded.Fault is { } fault ? fault.Error.ToString() : string.Join(" ", kinds))}");
        }
        Assert.That(seen, Is.EqualTo(new[]
        {
            // An attribute of 0x0100 octets swallows the rest: no routes can be read (RFC 7606 §5.2).
            "08: 3/1", "09: 3/1", "12: 3/1", "13: 3/1", "14: 3/1", "17: 3/1",
            // No TLV 256: kept and passed over. TLV overruns the NLRI; descriptors out of order; an NLRI that swallows part of the next.
            "26: Semantic", "27: NlriDiscard", "32: NlriDiscard", "33: NlriDiscard",
            // NLRI longer than MP_REACH_NLRI: nothing behind it can be found.
            "34: 3/9",
            "35: Semantic AttributeDiscard", "36: AttributeDiscard", "37: AttributeDiscard", "39: AttributeDiscard",
        }));
    }

    [Test]
    public void Nlris_of_others_are_read_or_discarded_for_a_reason()
    {
        var unusable = new List<string>();
        foreach (var vector in Vector.Read("bgpls-nlri.jsonl"))
        {
            var decoded = Wrap.Nlri(vector.Octets);
            Assert.That(decoded.Fault, Is.Null, vector.Name);
            foreach (var nlri in ((BgpUpdate)decoded.Message!).Reach!.Nlri)
                Assert.That(LinkStateNlri.Parse(nlri.Key, AddressFamily.LinkState), Is.EqualTo(nlri), vector.Name);
            unusable.AddRange(decoded.Findings.Select(f => $"{vector.ShortName.Replace("Test_LsAddrPrefix.", "")} {f.Kind}"));
        }
        Assert.That(unusable, Is.EqualTo(new[]
        {
            // Node descriptors without any router id.
            "test_unpack_node_nlri.L864 Semantic", "test_unpack_link_nlri.L882 Semantic",
            "test_unpack_prefix_v4_nlri.L901 Semantic", "test_unpack_prefix_v6_nlri.L919 Semantic",
            "L4625 NlriDiscard", // TLV 256 overruns the NLRI
            "L4635 Semantic", // 257 where 256 is due
            "L4716 Semantic", // link without 257
            "L4738 NlriDiscard", // 264 behind 265
            "L4762 Semantic", // prefix without 265
            "L4773 Semantic", // prefix length 64 in an IPv4 prefix
            "L4796 NlriDiscard", "L4820 Semantic", "L4831 Semantic",
            "test_bgp_ls_nlri_parse.L133 Semantic", // no router id
            "test_bgp_ls_nlri_ipv4_parse.L162 NlriDiscard", "test_bgp_ls_nlri_ipv6_parse.L198 NlriDiscard", // 263 behind 265
        }));
    }

    [Test]
    public void Attributes_of_others_are_read()
    {
        foreach (var vector in Vector.Read("bgpls-attr29.jsonl"))
        {
            var decoded = Wrap.Attribute29(vector.Octets.AsSpan(3));
            Assert.That(decoded.Findings, Is.Empty, vector.Name);
            Assert.That(((BgpUpdate)decoded.Message!).LinkState!.Octets.ToArray(), Is.EqualTo(vector.Octets[3..]), vector.Name);
        }
    }

    [Test]
    public void Tlvs_of_others_are_read_or_set_aside_for_a_reason()
    {
        var setAside = new SortedSet<int>();
        foreach (var vector in Vector.Read("bgpls-tlv.jsonl"))
        {
            var first = (vector.Octets[0] << 8) | vector.Octets[1];
            if (IsDescriptor(first))
                continue;
            var decoded = Wrap.Attribute29(vector.Octets);
            Assert.That(decoded.Fault, Is.Null, vector.Name);
            foreach (var finding in decoded.Findings)
            {
                Assert.That(finding.Kind, Is.EqualTo(BgpFindingKind.Semantic).Or.EqualTo(BgpFindingKind.AttributeDiscard), vector.Name);
                // Every one is a vector of an error test: its value is too short, too long or empty.
                setAside.Add(first);
            }
            if (((BgpUpdate)decoded.Message!).LinkState is { } attribute)
            {
                Assert.That(LinkStateTlvs.ToOctets(attribute.Tlvs), Is.EqualTo(vector.Octets), vector.Name);
                // One vector puts the descriptor 518 behind a 263; as attribute it is unknown, and kept.
                Assert.That(attribute.Tlvs.OfType<UnknownTlv>().Where(t => !IsDescriptor(t.Type)), Is.Empty, vector.Name);
            }
        }
        Assert.That(setAside, Is.EqualTo(new[]
        {
            258, 1024, 1028, 1029, 1030, 1031, 1034, 1035, 1036, 1039, 1088, 1089, 1090, 1091, 1095, 1099, 1101, 1102, 1103,
            1114, 1115, 1116, 1152, 1158, 1161, 1171, 1250, 1251, 1252,
        }));
    }

    [Test]
    public void Descriptor_tlvs_of_others_are_read_inside_an_nlri()
    {
        var refused = new List<string>();
        foreach (var vector in Vector.Read("bgpls-tlv.jsonl"))
        {
            var code = (vector.Octets[0] << 8) | vector.Octets[1];
            if (!IsDescriptor(code))
                continue;
            var decoded = Wrap.Nlri(InNlri(code, vector.Octets));
            Assert.That(decoded.Fault, Is.Null, vector.Name);
            if (decoded.Findings.Count > 0)
                refused.Add($"{vector.ShortName.Replace("Test_", "")} {decoded.Findings[0].Kind}");
        }
        Assert.That(refused, Is.EqualTo(new[]
        {
            // Prefix length 239, and no prefix length at all.
            "LsTLVDecode.L2597 Semantic", "LsTLVDecode.L2598 Semantic",
            // Lengths that cannot be, all from error tests.
            "LsTLVIPv4InterfaceAddr.L2691 Semantic", "LsTLVIPv4NeighborAddr.L2727 Semantic", "LsTLVIPv6InterfaceAddr.L2764 Semantic",
            "LsTLVIPv6NeighborAddr.L2801 Semantic", "LsTLVAutonomousSystem.L3069 Semantic", "LsTLVBgpLsID.L3098 Semantic",
            "LsTLVIgpRouterID.L3129 Semantic", "LsTLVBgpRouterID.L3157 Semantic",
            // A confederation member alone names no node.
            "LsTLVBgpConfederationMember.L3184 Semantic",
            "LsTLVBgpConfederationMember.L3186 Semantic", "LsTLVOspfAreaID.L3215 Semantic", "LsTLVOspfRouteType.L3244 Semantic",
            // A prefix length without the prefix.
            "LsTLVIPReachability.L3276 Semantic",
            // 514 in front of 513; an empty TLV 256; 512 twice.
            "LsNodeDescriptor.L4554 NlriDiscard",
            "TestUnmarshalAppSpecLinkAttr.invalid SAIBMLen value (e.g. 1 \u2014 not 0/4/8).L472 Semantic",
            "TestUnmarshalTLV.duplicate TLV type.L37 NlriDiscard",
        }));
    }

    [Test]
    public void Bad_fragments_of_others_never_throw_wherever_they_stand()
    {
        foreach (var vector in Vector.Read("bgpls-fragment-negative.jsonl"))
        {
            Assert.That(() => Wrap.Attribute29(vector.Octets), Throws.Nothing, vector.Name);
            Assert.That(() => Wrap.Nlri(vector.Octets), Throws.Nothing, vector.Name);
            Assert.That(() => Wrap.Nlri(vector.Octets, safi: 72), Throws.Nothing, vector.Name);
            Assert.That(() => BgpCodec.Decode(vector.Octets, BgpSessionParameters.Default), Throws.Nothing, vector.Name);
            Assert.That(BgpCodec.Decode(vector.Octets, BgpSessionParameters.Default).Fault, Is.Not.Null, vector.Name);
        }
    }

    /// <summary>The smallest NLRI in which a descriptor TLV has its place.</summary>
    private static byte[] InNlri(int code, byte[] tlv)
    {
        byte[] head = [2, 0, 0, 0, 0, 0, 0, 0, 0];
        var node = Wrap.Tlv(256, Wrap.Tlv(515, [0, 0, 0, 0, 0, 1]));
        var remote = Wrap.Tlv(257, Wrap.Tlv(515, [0, 0, 0, 0, 0, 2]));
        var prefix = Wrap.Tlv(265, [8, 10]);
        return code switch
        {
            256 => Wrap.Tlv(1, [.. head, .. tlv]),
            257 => Wrap.Tlv(2, [.. head, .. node, .. tlv]),
            264 => Wrap.Tlv(3, [.. head, .. node, .. tlv, .. prefix]),
            265 => Wrap.Tlv(3, [.. head, .. node, .. tlv]),
            518 => Wrap.Tlv(6, [.. head, .. node, .. tlv]),
            515 or (>= 259 and <= 262) => code == 515
                ? Wrap.Tlv(1, [.. head, .. Wrap.Tlv(256, tlv)])
                : Wrap.Tlv(2, [.. head, .. node, .. remote, .. tlv]),
            _ => Wrap.Tlv(1, [.. head, .. Wrap.Tlv(256, code < 515 ? [.. tlv, .. HasRouterId(tlv) ? [] : Wrap.Tlv(515, [0, 0, 0, 0, 0, 1])] : tlv)]),
        };
    }

    private static bool HasRouterId(byte[] tlvs) => tlvs.AsSpan().IndexOf(new byte[] { 2, 3, 0 }) >= 0;

    private static (BgpDecoded Decoded, BgpSessionParameters Parameters) DecodeAtItsAsWidth(byte[] octets)
    {
        var four = BgpCodec.Decode(octets, BgpSessionParameters.Default);
        return four.Findings.Any(f => f.Code == (byte)PathAttributeCode.AsPath)
            ? (BgpCodec.Decode(octets, TwoOctets), TwoOctets)
            : (four, BgpSessionParameters.Default);
    }
}
