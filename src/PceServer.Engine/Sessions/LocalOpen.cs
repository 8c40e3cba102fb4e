using PceServer.Pcep;

namespace PceServer.Engine.Sessions;

/// <summary>
/// The Open of this PCE: stateful with update and initiation, segment routing as the only path setup type; unknown objects of stateful messages
/// are ignored where the peer agrees (RFC 9753 §3.1), and so is the SR-Algorithm spoken of (RFC 9933 §4.1.1).
/// </summary>
internal static class LocalOpen
{
    /// <summary>As a PCE: N=0 and MSD=0 with X=1 (RFC 8664 §5.1).</summary>
    public static OpenObject Of(PcepEngineOptions options, byte sessionId) => new(options.KeepaliveSeconds, options.DeadTimerSeconds, sessionId)
    {
        Tlvs =
        [
            new StatefulPceCapability(StatefulCapabilities.LspUpdate | StatefulCapabilities.LspInstantiation | StatefulCapabilities.Relax),
            new PathSetupTypeCapability([PathSetup.SegmentRouting], [new SrPceCapability(SrCapabilities.UnlimitedMsd | SrCapabilities.SrAlgorithm, 0)]),
            // Last: a peer that stops at a TLV which it does not know has read all of the others.
            new AssocTypeList([AssociationType.Disjoint]),
        ],
    };
}
