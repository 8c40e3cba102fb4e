using PceServer.Wire;

namespace PceServer.Pcep;

/// <summary>
/// P2MP-IPV4-LSP-IDENTIFIERS (RFC 8623 §7.1): <c>sender:32 / LSP-ID:16 Tunnel-ID:16 / Extended Tunnel ID:32 / P2MP ID:32</c>, in the LSP object of a
/// tree.
/// </summary>
public sealed record P2mpIpv4LspIdentifiers(
    [property: FieldName("ipv4TunnelSenderAddress")] Ipv4Address TunnelSenderAddress,
    LspId LspId,
    TunnelId TunnelId,
    uint ExtendedTunnelId,
    uint P2mpId) : ITlv<P2mpIpv4LspIdentifiers>
{
    public static ushort Code => 32;

    public ushort Type => Code;

    public static P2mpIpv4LspIdentifiers Read(ref WireReader reader) =>
        new(reader.Ipv4(), new LspId(reader.U16()), new TunnelId(reader.U16()), reader.U32(), reader.U32());

    public void Write(ref WireWriter writer)
    {
        writer.Ipv4(TunnelSenderAddress);
        writer.U16(LspId.Value);
        writer.U16(TunnelId.Value);
        writer.U32(ExtendedTunnelId);
        writer.U32(P2mpId);
    }
}

/// <summary>
/// P2MP-IPV6-LSP-IDENTIFIERS (RFC 8623 §7.1): <c>sender:128 / LSP-ID:16 Tunnel-ID:16 / Extended Tunnel ID:128 / P2MP ID:32</c>, in the LSP object of a
/// tree.
/// </summary>
public sealed record P2mpIpv6LspIdentifiers(
    [property: FieldName("ipv6TunnelSenderAddress")] Ipv6Address TunnelSenderAddress,
    LspId LspId,
    TunnelId TunnelId,
    Ipv6Address ExtendedTunnelId,
    uint P2mpId) : ITlv<P2mpIpv6LspIdentifiers>
{
    public static ushort Code => 33;

    public ushort Type => Code;

    public static P2mpIpv6LspIdentifiers Read(ref WireReader reader) =>
        new(reader.Ipv6(), new LspId(reader.U16()), new TunnelId(reader.U16()), reader.Ipv6(), reader.U32());

    public void Write(ref WireWriter writer)
    {
        writer.Ipv6(TunnelSenderAddress);
        writer.U16(LspId.Value);
        writer.U16(TunnelId.Value);
        writer.Ipv6(ExtendedTunnelId);
        writer.U32(P2mpId);
    }
}
