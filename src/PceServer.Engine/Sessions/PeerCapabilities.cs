using System.Collections.Immutable;
using System.Text;
using PceServer.Engine.Lsps;
using PceServer.Engine.Paths;
using PceServer.Pcep;
using PceServer.Topology;

namespace PceServer.Engine.Sessions;

/// <summary>What a PCC's Open said.</summary>
internal sealed record PeerCapabilities
{
    public bool IsStateful { get; init; }

    /// <summary>U: it takes PCUpd (RFC 8231 §7.1.1).</summary>
    public bool CanUpdate { get; init; }
    public bool CanInitiate { get; init; }
    public ImmutableArray<byte> PathSetupTypes { get; init; } = [0];
    public bool SupportsSegmentRouting { get; init; }
    public SidDepthRule SidDepth { get; init; }

    /// <summary>R: the P flag of stateful messages counts (RFC 9753 §3.1).</summary>
    public bool IsRelaxed { get; init; }

    /// <summary>S: it knows the SR-Algorithm (RFC 9933 §4.1.1).</summary>
    public bool KnowsSrAlgorithm { get; init; }

    /// <summary>An older peer states SR by the top-level TLV and knows no path setup types (RFC 8664 appendix A).</summary>
    public bool IsLegacySegmentRouting { get; init; }

    public static PeerCapabilities Of(OpenObject open)
    {
        var setups = open.PathSetupTypes;
        var legacy = setups is null && open.Sr is not null;
        return new()
        {
            IsStateful = open.Stateful is not null,
            CanUpdate = open.Stateful?.Has(StatefulCapabilities.LspUpdate) ?? false,
            CanInitiate = open.Stateful?.Has(StatefulCapabilities.LspInstantiation) ?? false,
            PathSetupTypes = setups is not null ? [.. setups.PathSetupTypes.Select(p => (byte)p)] : legacy ? [0, 1] : [0],
            SupportsSegmentRouting = legacy || (setups?.Supports(PathSetup.SegmentRouting) ?? false),
            SidDepth = new(SessionLimit(open.Sr)),
            IsRelaxed = open.Stateful?.Has(StatefulCapabilities.Relax) ?? false,
            KnowsSrAlgorithm = open.Sr is { } sr && (sr.Flags & SrCapabilities.SrAlgorithm) != 0,
            IsLegacySegmentRouting = legacy,
        };
    }

    /// <summary>Who the peer is: its SPEAKER-ENTITY-ID, else its address. An id that is no printable text is shown in hexadecimal.</summary>
    public static PccId Identity(OpenObject open, IpAddress address)
    {
        if (open.Tlv<SpeakerEntityId>() is not { } entity)
            return new(address.ToString());
        var octets = entity.Identifier.Span;
        foreach (var octet in octets)
        {
            if (octet is < 0x20 or > 0x7E)
                return new($"0x{Convert.ToHexStringLower(octets)}");
        }
        return new(Encoding.ASCII.GetString(octets));
    }

    /// <summary>X=1 sets no limit; MSD 0 without it says nothing, and then BGP-LS may know (RFC 8664 §5.1).</summary>
    private static int? SessionLimit(SrPceCapability? sr) =>
        sr is null || (sr.Flags & SrCapabilities.UnlimitedMsd) != 0 || sr.Msd == 0 ? null : sr.Msd;
}
