using PceServer.Engine.Lsps;
using PceServer.Pcep;

namespace PceServer.Engine.Mapping.Pcep;

/// <summary>State reports in domain words (RFC 8231 §6.1).</summary>
internal static class ReportMapping
{
    public static LspReport ToDomain(StateReport report)
    {
        var lsp = report.Lsp;
        var mapping = new DemandMapping();
        var demand = mapping.Map(report.Attributes, endPoints: null);
        var unhonoured = mapping.Unhonoured.Where(u => u.IsMandatory).Select(u => (Unhonoured?)u).FirstOrDefault();
        return new LspReport(new PlspId(lsp.PlspId.Value))
        {
            SrpId = report.Srp?.SrpId.Value ?? 0,
            IsSync = lsp.Has(LspFlags.Sync),
            IsRemoved = lsp.Has(LspFlags.Remove),
            IsDelegated = lsp.Has(LspFlags.Delegate),
            IsAdministrativelyUp = lsp.Has(LspFlags.Administrative),
            IsPceInitiated = lsp.Has(LspFlags.Create),
            State = lsp.Operational <= OperationalState.GoingUp ? (LspState)lsp.Operational : LspState.Unknown,
            Name = string.IsNullOrEmpty(lsp.Name) ? null : lsp.Name,
            Identifiers = Identifiers(lsp),
            PathSetupType = SetupType(report),
            Path = RouteMapping.ToDomain(report.Ero),
            Actual = report.Rro is null ? null : RouteMapping.ToDomain(report.Rro),
            Demand = demand,
            Unhonoured = unhonoured?.Reason,
            UnhonouredError = unhonoured?.Error ?? default,
            ErrorCode = lsp.Tlv<LspErrorCode>() is { Error: not LspError.None } error ? (uint)error.Error : null,
            Policy = PolicyMapping.ToDomain(report.Associations),
            Bindings = BindingMapping.ToDomain(lsp),
        };
    }

    /// <summary>The stated type; without one, what the path itself shows.</summary>
    private static byte? SetupType(StateReport report) =>
        report.Srp?.Tlv<PathSetupType>() is { } stated ? (byte)stated.Pst
            : RouteMapping.HasSegmentRouting(report.Ero) ? (byte)PathSetup.SegmentRouting : null;

    private static LspIdentifiers? Identifiers(LspObject lsp)
    {
        if (lsp.Ipv4Identifiers is { } v4)
        {
            return new(
                v4.TunnelSenderAddress.ToDomain(), v4.LspId.Value, v4.TunnelId.Value, v4.ExtendedTunnelId, v4.TunnelEndpointAddress.ToDomain());
        }
        return lsp.Ipv6Identifiers is { } v6
            ? new(v6.TunnelSenderAddress.ToDomain(), v6.LspId.Value, v6.TunnelId.Value, v6.ExtendedTunnelId.Value, v6.TunnelEndpointAddress.ToDomain())
            : null;
    }
}
