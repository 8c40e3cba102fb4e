using System.Collections.Immutable;
using PceServer.Topology;
using PceServer.Wire;
using Ls = PceServer.Bgp.LinkState;

namespace PceServer.Engine.Mapping.LinkState;

/// <summary>SIDs and label blocks. Their flags mean what the protocol of the NLRI says; a SID whose V and L contradict each other is passed over (RFC 8667 §2.1.1.1).</summary>
internal static class SidMapping
{
    private const byte PrefixFlagsKnownToTheTopology = 0x0F;

    /// <summary>Ranges that start at a label; one that starts at an index gives none.</summary>
    public static LabelBlock Block(ValueList<Ls.SidRange> ranges)
    {
        var block = ImmutableArray.CreateBuilder<LabelRange>(ranges.Count);
        foreach (var range in ranges)
        {
            if (range.First.IsLabel)
                block.Add(new LabelRange(new Label(range.First.Value), range.Size));
        }
        return block.Count == 0 ? LabelBlock.Empty : new LabelBlock(block.ToImmutable());
    }

    public static PrefixSid? Prefix(Ls.PrefixSid sid, Ls.ProtocolId protocol) => sid.Kind == Ls.SidValueKind.Invalid
        ? null
        : new PrefixSid(sid.Value, sid.Kind == Ls.SidValueKind.Label, sid.Algorithm, (PrefixSidFlags)((byte)sid.Meaning(protocol) & PrefixFlagsKnownToTheTopology));

    public static AdjacencySid? Adjacency(Ls.AdjacencySid sid, Ls.ProtocolId protocol) => sid.Kind(protocol) is var kind && kind == Ls.SidValueKind.Invalid
        ? null
        : new AdjacencySid(sid.Value, kind == Ls.SidValueKind.Label, (AdjacencySidFlags)sid.Meaning(protocol), sid.Weight);

    public static AdjacencySid? Adjacency(Ls.LanAdjacencySid sid, Ls.ProtocolId protocol) => sid.Kind(protocol) is var kind && kind == Ls.SidValueKind.Invalid
        ? null
        : new AdjacencySid(
            sid.Value, kind == Ls.SidValueKind.Label, (AdjacencySidFlags)sid.Meaning(protocol), sid.Weight,
            new IgpRouterId((ulong)sid.Neighbor.Value, sid.Neighbor.Octets));

    public static PeerSid? Peer(ITlv tlv)
    {
        var (kind, value, meaning, weight, which) = tlv switch
        {
            Ls.PeerNodeSid sid => (sid.Kind, sid.Value, sid.Meaning, sid.Weight, PeerSidKind.Node),
            Ls.PeerAdjacencySid sid => (sid.Kind, sid.Value, sid.Meaning, sid.Weight, PeerSidKind.Adjacency),
            Ls.PeerSetSid sid => (sid.Kind, sid.Value, sid.Meaning, sid.Weight, PeerSidKind.Set),
            _ => (Ls.SidValueKind.Invalid, 0u, Ls.AdjacencySidMeaning.None, (byte)0, PeerSidKind.Node),
        };
        return kind == Ls.SidValueKind.Invalid ? null : new PeerSid(which, value, kind == Ls.SidValueKind.Label, (AdjacencySidFlags)meaning, weight);
    }

    public static ImmutableArray<SidDepth> OtherDepths(ValueList<Ls.Msd> depths)
    {
        var others = ImmutableArray.CreateBuilder<SidDepth>();
        foreach (var depth in depths)
        {
            if (depth.Type != Ls.Msd.BaseMplsImposition)
                others.Add(new SidDepth(depth.Type, depth.Value));
        }
        return others.ToImmutable();
    }
}
