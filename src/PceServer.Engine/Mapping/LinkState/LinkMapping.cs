using System.Collections.Immutable;
using PceServer.Topology;
using Ls = PceServer.Bgp.LinkState;

namespace PceServer.Engine.Mapping.LinkState;

/// <summary>
/// Attribute 29 of a link (RFC 9552 §5.3.2, RFC 9085 §2.2, RFC 8571, RFC 9104). Values announced for SR Policy, or for any application, go before those
/// announced for all (RFC 9294 §4); values for flexible algorithms are kept beside them.
/// </summary>
internal sealed class LinkMapping
{
    private readonly SharedLinkArrays _shared = new();

    public LinkAttributes Map(Ls.LinkNlri nlri, Ls.LinkStateAttribute? attribute)
    {
        if (attribute is null)
            return LinkAttributes.None;
        var facts = new LinkFacts();
        var sids = ImmutableArray<AdjacencySid>.Empty;
        var peers = ImmutableArray<PeerSid>.Empty;
        var endX = ImmutableArray<Srv6EndXSid>.Empty;
        var hasApplications = false;
        foreach (var tlv in attribute.Tlvs)
        {
            switch (tlv)
            {
                case Ls.AdjacencySid sid when SidMapping.Adjacency(sid, nlri.Protocol) is { } adjacency: sids = sids.Add(adjacency); break;
                case Ls.LanAdjacencySid sid when SidMapping.Adjacency(sid, nlri.Protocol) is { } adjacency: sids = sids.Add(adjacency); break;
                case Ls.PeerNodeSid or Ls.PeerAdjacencySid or Ls.PeerSetSid when SidMapping.Peer(tlv) is { } peer: peers = peers.Add(peer); break;
                case Ls.Srv6EndXSid or Ls.IsisSrv6LanEndXSid or Ls.Ospfv3Srv6LanEndXSid: endX = endX.Add(Srv6Mapping.EndX(tlv)); break;
                case Ls.ApplicationSpecificLinkAttributes: hasApplications = true; break;
                default: facts.Take(tlv); break;
            }
        }
        var link = WithApplications(attribute, facts, sids, peers, hasApplications);
        return endX.IsEmpty ? link : link with { Srv6EndXSids = endX };
    }

    private LinkAttributes WithApplications(
        Ls.LinkStateAttribute attribute, LinkFacts facts, ImmutableArray<AdjacencySid> sids, ImmutableArray<PeerSid> peers, bool hasApplications)
    {
        if (!hasApplications)
            return facts.ToAttributes(sids, peers, null, _shared);
        var forFlexAlgo = facts;
        var isOwnToFlexAlgo = Apply(attribute, ref forFlexAlgo, Ls.StandardApplication.FlexibleAlgorithm);
        Apply(attribute, ref facts, Ls.StandardApplication.SrPolicy);
        return facts.ToAttributes(sids, peers, isOwnToFlexAlgo ? forFlexAlgo.ToAttributes(sids, peers, null, _shared) : null, _shared);
    }

    /// <summary>
    /// Values announced for this application; those for any application only where no announcement names this one (RFC 9479 §4.2, RFC 9492 §5).
    /// True when there were any.
    /// </summary>
    private static bool Apply(Ls.LinkStateAttribute attribute, ref LinkFacts facts, Ls.StandardApplication application)
    {
        var isNamed = false;
        foreach (var tlv in attribute.Tlvs)
            isNamed |= tlv is Ls.ApplicationSpecificLinkAttributes own && own.Names(application);
        var found = false;
        foreach (var tlv in attribute.Tlvs)
        {
            if (tlv is not Ls.ApplicationSpecificLinkAttributes own || (isNamed ? !own.Names(application) : !own.IsForAnyApplication))
                continue;
            foreach (var inner in own.SubTlvs)
                facts.Take(inner);
            found = true;
        }
        return found;
    }
}
