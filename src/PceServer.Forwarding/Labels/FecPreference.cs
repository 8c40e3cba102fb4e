namespace PceServer.Forwarding.Labels;

/// <summary>Which of two FECs keeps a label that both claim: the one of the numerically smaller encoding, so that all nodes agree (RFC 8660 §2.5.1).</summary>
internal static class FecPreference
{
    public static int Compare(Fec one, Fec other)
    {
        // An explicit announcement wins over a mapping server's (RFC 8661 §3.2).
        var order = one.IsMapped.CompareTo(other.IsMapped);
        if (order == 0)
            order = one.Prefix.Address.IsIpv6.CompareTo(other.Prefix.Address.IsIpv6);
        if (order == 0)
            order = one.Prefix.Length.CompareTo(other.Prefix.Length);
        if (order == 0)
            order = one.Prefix.Address.CompareTo(other.Prefix.Address);
        return order != 0 ? order : one.Sid.Algorithm.CompareTo(other.Sid.Algorithm);
    }
}
