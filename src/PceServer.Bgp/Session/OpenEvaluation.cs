using PceServer.Wire;

namespace PceServer.Bgp.Session;

/// <summary>Makes our OPEN and judges the peer's.</summary>
public static class OpenEvaluation
{
    /// <summary>The OPEN that this configuration sends. Graceful restart is offered without families: we restart empty, but we send and await End-of-RIB (RFC 4724 §3).</summary>
    public static BgpOpen Offer(BgpPeerConfiguration configuration)
    {
        var capabilities = new List<Capability>();
        foreach (var family in configuration.Families)
            capabilities.Add(new MultiprotocolCapability(family));
        if (configuration.RouteRefresh)
        {
            capabilities.Add(new RouteRefreshCapability());
            capabilities.Add(new EnhancedRouteRefreshCapability());
        }
        if (configuration.ExtendedMessages)
            capabilities.Add(new ExtendedMessageCapability());
        capabilities.Add(new GracefulRestartCapability(0, 0, []));
        capabilities.Add(new FourOctetAsCapability(configuration.LocalAs));
        return BgpOpen.Of(configuration.LocalAs, configuration.HoldTimeSeconds, configuration.LocalIdentifier, [.. capabilities]);
    }

    /// <summary>Judges the fields in the order of RFC 4271 §6.2, then the capabilities (RFC 5492 §5). One of the two results is null.</summary>
    public static (NegotiatedSession? Session, BgpNotification? Refusal) Evaluate(BgpOpen open, BgpPeerConfiguration configuration)
    {
        var peerAs = open.AutonomousSystem;
        if (peerAs.Number == 0 || (configuration.RemoteAs is { } expected && expected != peerAs))
            return (null, BgpNotification.For(BgpErrors.BadPeerAs));
        var isInternal = peerAs == configuration.LocalAs;
        if (open.Identifier.Value == 0 || (isInternal && open.Identifier == configuration.LocalIdentifier))
            return (null, BgpNotification.For(BgpErrors.BadBgpIdentifier));
        foreach (var parameter in open.Parameters)
        {
            if (parameter is UnknownParameter)
                return (null, BgpNotification.For(BgpErrors.UnsupportedOptionalParameter));
        }
        if (open.HoldTimeSeconds is 1 or 2)
            return (null, BgpNotification.For(BgpErrors.UnacceptableHoldTime));
        var session = Negotiate(open, configuration, peerAs, isInternal);
        return session.Families.Count > 0 ? (session, null) : (null, LinkStateMissing(configuration));
    }

    private static NegotiatedSession Negotiate(BgpOpen open, BgpPeerConfiguration configuration, AutonomousSystem peerAs, bool isInternal)
    {
        var theirs = open.Capabilities.ToList();
        var extended = theirs.OfType<ExtendedMessageCapability>().Any();
        return new NegotiatedSession
        {
            PeerAs = peerAs,
            PeerIdentifier = open.Identifier,
            HoldTime = TimeSpan.FromSeconds(Math.Min(open.HoldTimeSeconds, configuration.HoldTimeSeconds)),
            Families = configuration.Families.Where(f => theirs.OfType<MultiprotocolCapability>().Any(m => m.Family == f)).ToValueList(),
            RouteRefresh = configuration.RouteRefresh && theirs.OfType<RouteRefreshCapability>().Any(),
            EnhancedRouteRefresh = configuration.RouteRefresh && theirs.OfType<EnhancedRouteRefreshCapability>().Any(),
            GracefulRestart = theirs.OfType<GracefulRestartCapability>().LastOrDefault(),
            PeerOpen = open,
            Parameters = new BgpSessionParameters
            {
                FourOctetAs = theirs.OfType<FourOctetAsCapability>().Any(),
                ReceivesExtendedMessages = configuration.ExtendedMessages,
                SendsExtendedMessages = extended,
                IsInternal = isInternal,
                AcceptsLegacyLinkStateAttribute = configuration.AcceptsLegacyLinkStateAttribute,
            },
        };
    }

    /// <summary>The data of 2/7 are the capabilities that we require, as they stand in an OPEN (RFC 5492 §5).</summary>
    private static BgpNotification LinkStateMissing(BgpPeerConfiguration configuration)
    {
        var writer = new WireWriter(32);
        foreach (var family in configuration.Families)
            new MultiprotocolCapability(family).Write(ref writer);
        var data = ValueList.Create(writer.Written);
        writer.Dispose();
        return new BgpNotification(BgpErrors.UnsupportedCapability, data);
    }
}
