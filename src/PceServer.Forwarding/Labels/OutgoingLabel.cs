using PceServer.Topology;

namespace PceServer.Forwarding.Labels;

/// <summary>What a packet carries to a next hop in the place of a prefix SID (RFC 8660 §2.10, RFC 8667 §2.1.1.1).</summary>
internal static class OutgoingLabel
{
    /// <summary>
    /// Null when the label is popped: the next hop owns the prefix and did not ask otherwise. False when the next hop announces no label for the SID.
    /// </summary>
    public static bool TryFind(ForwardingTables tables, int next, Fec fec, out Label? label)
    {
        label = null;
        if (fec.TryFind(next, out var announcer) && announcer.IsOwner)
        {
            if (fec.IsMapped || (announcer.Flags & PrefixSidFlags.NoPenultimateHopPopping) == 0)
                return true;
            if ((announcer.Flags & PrefixSidFlags.ExplicitNull) != 0)
            {
                label = fec.Prefix.Address.IsIpv6 ? Label.Ipv6ExplicitNull : Label.Ipv4ExplicitNull;
                return true;
            }
        }
        if (fec.Sid.IsLabel || !tables.Labels(next).TryLabel(fec.Sid.Value, out var swapped))
            return false;
        label = new Label(swapped);
        return true;
    }
}
