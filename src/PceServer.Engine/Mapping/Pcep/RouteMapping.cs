using System.Collections.Immutable;
using PceServer.Engine.Lsps;
using PceServer.Engine.Paths;
using PceServer.Pcep;
using PceServer.Topology;
using PceServer.Wire;

namespace PceServer.Engine.Mapping.Pcep;

/// <summary>How a peer wants its segments.</summary>
/// <param name="IsLegacy">It has sent the code point of the drafts, and gets it back.</param>
internal readonly record struct SegmentForm(EroNai Nai, bool IsLegacy);

/// <summary>Routes on the wire to label stacks, and proven paths to SR-ERO.</summary>
internal static class RouteMapping
{
    public static ReportedPath ToDomain(RouteObject? route)
    {
        if (route is null || route.Subobjects.Count == 0)
            return ReportedPath.Empty;
        var labels = ImmutableArray.CreateBuilder<Label>(route.Subobjects.Count);
        var hops = ImmutableArray.CreateBuilder<string>(route.Subobjects.Count);
        foreach (var subobject in route.Subobjects)
        {
            if (subobject is SrEro { Label: { } label })
                labels.Add(new Label(label));
            hops.Add(Text(subobject));
        }
        return new(labels.Count == hops.Count ? labels.ToImmutable() : default, hops.ToImmutable());
    }

    /// <summary>Every SID as a label (M=1); the NAI only where it is wanted and known (RFC 8664 §4.3.1).</summary>
    public static EroObject ToWire(RecordedPath path, SegmentForm form) => new(path.Segments.Select(segment => (Subobject)(
        SrEro.FromLabel(segment.Label.Value, form.Nai == EroNai.None ? null : Nai(segment)) with { LegacyType = form.IsLegacy ? SrEro.LegacyEroCode : null })).ToValueList());

    /// <summary>Bare labels: nobody said what they stand for (F=1, M=1).</summary>
    public static EroObject ToWire(ImmutableArray<Label> labels, SegmentForm form) => new(labels.Select(label => (Subobject)(
        SrEro.FromLabel(label.Value) with { LegacyType = form.IsLegacy ? SrEro.LegacyEroCode : null })).ToValueList());

    public static bool HasSegmentRouting(RouteObject? route)
    {
        foreach (var subobject in route?.Subobjects ?? default)
        {
            if (subobject is SrEro)
                return true;
        }
        return false;
    }

    private static Nai? Nai(RecordedSegment segment) => segment switch
    {
        { Link: { LocalAddress: { } local, RemoteAddress: { } remote } } => new Ipv4AdjacencyNai(local.ToIpv4(), remote.ToIpv4()),
        { Link: { LocalIpv6Address: { } local, RemoteIpv6Address: { } remote } } => new Ipv6AdjacencyNai(local.ToWire().Ipv6, remote.ToWire().Ipv6),
        { Kind: SegmentKind.Node, NodeAddress: { IsIpv6: false } node } => new Ipv4NodeNai(node.ToIpv4()),
        { Kind: SegmentKind.Node, NodeAddress: { IsIpv6: true } node } => new Ipv6NodeNai(node.ToWire().Ipv6),
        _ => null,
    };

    private static string Text(Subobject subobject) => subobject switch
    {
        SrEro { Label: { } label, Nai: null } => $"label {label}",
        SrEro { Label: { } label, Nai: { } nai } => $"label {label} {Text(nai)}",
        SrEro { Index: { } index } sr => $"index {index}{(sr.Nai is null ? "" : " " + Text(sr.Nai))}",
        SrEro { Nai: { } nai } => Text(nai),
        Ipv4Subobject hop => $"{hop.Address}/{hop.PrefixLength}{(hop.Loose ? " loose" : "")}",
        Ipv6Subobject hop => $"{hop.Address}/{hop.PrefixLength}{(hop.Loose ? " loose" : "")}",
        UnnumberedSubobject hop => $"{hop.RouterId}#{hop.InterfaceId}",
        AsSubobject hop => $"AS {hop.AsNumber}",
        _ => $"subobject {subobject.Type}",
    };

    private static string Text(Nai nai) => nai switch
    {
        Ipv4NodeNai node => node.Node.ToString(),
        Ipv6NodeNai node => node.Node.ToString(),
        Ipv4AdjacencyNai link => $"{link.Local}->{link.Remote}",
        Ipv6AdjacencyNai link => $"{link.Local}->{link.Remote}",
        _ => nai.Type.ToString(),
    };
}
