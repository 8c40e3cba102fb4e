namespace PceServer.Forwarding.Labels;

/// <summary>
/// What border routers announce anew when their own routes have changed: a prefix that one has lost is withdrawn from the other level or area, and the metric of
/// another moves by as much as the router's cost did (RFC 2328 §12.4.3, RFC 5302 §3.1). A snapshot shows only what they announced before.
/// </summary>
internal static class Readvertisement
{
    /// <summary>Border after border hears of it; longer chains, and routers that feed each other in a ring, are left as they are after so many.</summary>
    public const int MaximumRounds = 8;

    /// <summary>The tables after all have announced what they reach now.</summary>
    public static ForwardingTables Settle(ForwardingTables before, ForwardingTables after)
    {
        var topology = before.Topology;
        var claims = PrefixSidClaim.Of(topology).ToArray();
        var passed = Enumerable.Range(0, claims.Length).Where(i => claims[i].IsPassedOn && !claims[i].IsOwned(topology) && !RouteKind.IsOspfExternal(claims[i].Prefix))
            .Select(i => (Place: i, Claim: claims[i], Before: CostOf(before, claims[i]))).Where(p => p.Before is not null).ToArray();
        var changes = new long?[passed.Length];
        Array.Fill(changes, 0);
        for (var round = 0; round < MaximumRounds; round++)
        {
            var next = Array.ConvertAll(passed, p => CostOf(after, p.Claim) is { } cost ? (long)cost - (long)p.Before!.Value : (long?)null);
            if (next.AsSpan().SequenceEqual(changes))
                break;
            changes = next;
            var withdrawn = new HashSet<int>();
            for (var i = 0; i < passed.Length; i++)
            {
                claims[passed[i].Place] = passed[i].Claim with { MetricChange = changes[i] ?? 0 };
                if (changes[i] is null)
                    withdrawn.Add(passed[i].Place);
            }
            after = after.With(FecTable.Of(topology, claims.Where((_, i) => !withdrawn.Contains(i))));
        }
        return after;
    }

    private static ulong? CostOf(ForwardingTables tables, PrefixSidClaim claim)
    {
        var algorithm = claim.HasOwnMetric(tables.Topology) ? claim.Sid.Algorithm : (byte)0;
        return FecChoice.CostOf(tables, claim.Prefix.Node.Value, claim.Prefix.Key.Prefix, algorithm);
    }
}
