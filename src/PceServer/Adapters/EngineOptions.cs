using PceServer.Engine;
using PceServer.Options;
using PceServer.Topology;

namespace PceServer.Adapters;

/// <summary>The operator's settings in the engine's words.</summary>
internal static class EngineOptions
{
    public static PceEngineOptions From(PceOptions options) => new()
    {
        NoPath = options.NoPath == NoPathAnswer.Keep ? NoPathPolicy.Keep : NoPathPolicy.EmptyEro,
        FlushQuiet = TimeSpan.FromMilliseconds(options.Topology.CoalesceMilliseconds),
        FlushDelay = TimeSpan.FromMilliseconds(options.Topology.CoalesceMilliseconds * 10),
        Pcep = new PcepEngineOptions
        {
            KeepaliveSeconds = options.Pcep.KeepaliveSeconds,
            DeadTimerSeconds = options.Pcep.DeadTimerSeconds,
            StateTimeout = TimeSpan.FromSeconds(options.Pcep.StateTimeoutSeconds),
            MaximumLspsPerPcc = (int)options.Pcep.MaximumLsps,
            Peers = [.. options.Pcep.Peers.Select(p => new Engine.PcepPeerOptions(IpAddress.From(p.Address), p.Node, p.Strict))],
        },
        Bgp = new BgpEngineOptions
        {
            LocalAs = options.Bgp.LocalAs,
            RouterId = IpAddress.From(options.Bgp.RouterId),
            HoldTimeSeconds = options.Bgp.HoldTimeSeconds,
            StaleTime = TimeSpan.FromSeconds(options.Bgp.StaleSeconds),
            Peers = [.. options.Bgp.Peers.Select(BgpPeerOf)],
        },
    };

    private static Engine.BgpPeerOptions BgpPeerOf(Options.BgpPeerOptions peer) => new(
        IpAddress.From(peer.Address), peer.RemoteAs, peer.Port, peer.Passive, (int)Math.Min(peer.MaximumNlris, int.MaxValue))
    {
        Vpn = peer.Vpn,
        LegacyAttribute = peer.LegacyAttribute,
    };
}
