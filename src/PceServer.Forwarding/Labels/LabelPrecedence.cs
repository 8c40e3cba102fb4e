namespace PceServer.Forwarding.Labels;

/// <summary>Whether a label of the SRGB that is also given to something local means the one or the other (RFC 8660 §2.5.1).</summary>
internal static class LabelPrecedence
{
    /// <summary>
    /// True when a local label keeps its place against the prefix SID: it was given explicitly, its protocol has the smaller administrative distance, or the node
    /// has no way to the prefix and so nothing to install for it.
    /// </summary>
    public static bool KeepsFrom(ForwardingTables tables, int node, NodeLabels labels, uint label, Fec fec) =>
        labels.HasLocalInSrgb && labels.Find(label) is { } local && (IsPreferred(local, fec) || !FecChoice.HasRoute(tables, node, fec));

    public static bool IsPreferred(LocalLabel local, Fec fec) => local.Rank.Distance < RouteKind.AdministrativeDistance(fec.Domain.Protocol);
}
