using System.Collections.Immutable;
using PceServer.Engine.Paths;
using PceServer.Pcep;
using PceServer.Topology;
using PceServer.Wire;

namespace PceServer.Engine.Mapping.Pcep;

/// <summary>What could not be honoured, and the error that it earns where its P flag is set.</summary>
/// <param name="What">The object; one without the P flag goes back in the reply, marked as ignored (RFC 5440 §7.2).</param>
internal readonly record struct Unhonoured(PcepErrorCode Error, PcepObject What, string Reason)
{
    public bool IsMandatory => What.MustBeProcessed;
}

/// <summary>
/// Objects that state what a path must be, as a <see cref="DemandPatch"/>. What cannot be honoured is collected: with P=1 it earns its error, with P=0 it is
/// left out (RFC 5440 §7.2).
/// </summary>
internal sealed class DemandMapping
{
    private readonly ImmutableArray<Unhonoured>.Builder _unhonoured = ImmutableArray.CreateBuilder<Unhonoured>();

    public ImmutableArray<Unhonoured> Unhonoured => _unhonoured.ToImmutable();

    public DemandPatch Map(AttributeList attributes, EndPointsObject? endPoints)
    {
        foreach (var utilization in attributes.BandwidthUtilizations)
            Refuse(PcepErrors.UnsupportedPerformanceConstraint, utilization, "bounds of bandwidth utilization are not supported");
        foreach (var vendor in attributes.VendorInformation.Where(vendor => vendor.CiscoPolicy is null))
            Refuse(PcepErrors.UnsupportedObjectClass, vendor, $"VENDOR-INFORMATION of enterprise {vendor.EnterpriseNumber} is not known");
        return Patch(attributes, endPoints);
    }

    private DemandPatch Patch(AttributeList attributes, EndPointsObject? endPoints) => new()
    {
        Source = Given(endPoints?.SourceAddress),
        Destination = Given(endPoints?.DestinationAddress),
        Attributes = attributes.Lspa is { } lspa ? Attributes(lspa) : null,
        BandwidthBytesPerSecond = Bandwidth(attributes.Bandwidth),
        Function = Function(attributes.Of),
        Metrics = Metrics(attributes.Metrics),
        Exclusions = attributes.Xro is { } xro ? Exclusions(xro) : default,
        Inclusions = attributes.Iro is { } iro ? Inclusions(iro) : default,
    };

    private static IpAddress? Given(WireAddress? address) => address is { IsZero: false } given ? given.ToDomain() : null;

    private AttributeStatement Attributes(LspaObject lspa)
    {
        var algorithm = lspa.Tlv<SrAlgorithm>()?.Algorithm ?? 0;
        // The shortest path, the strict shortest path, and flexible ones; the others are not assigned (RFC 9933 §5.2.1).
        if (algorithm is > 1 and < 128)
        {
            Refuse(PcepErrors.UnsupportedConstraints, lspa, $"SR-Algorithm {algorithm} is not assigned");
            algorithm = 0;
        }
        return new(
            new AdminGroup(lspa.ExcludeAny), new AdminGroup(lspa.IncludeAny), new AdminGroup(lspa.IncludeAll), Math.Min(lspa.SetupPriority, (byte)7),
            Protection(lspa.Flags), algorithm);
    }

    /// <summary>RFC 9488 §5: L says which kind of adjacency SIDs, E whether that is a must.</summary>
    private static ProtectionWish Protection(LspaFlags flags) => (flags & (LspaFlags.LocalProtection | LspaFlags.ProtectionEnforcement)) switch
    {
        LspaFlags.LocalProtection | LspaFlags.ProtectionEnforcement => ProtectionWish.ProtectedMandatory,
        LspaFlags.LocalProtection => ProtectionWish.ProtectedPreferred,
        LspaFlags.ProtectionEnforcement => ProtectionWish.UnprotectedMandatory,
        _ => ProtectionWish.UnprotectedPreferred,
    };

    private ulong? Bandwidth(BandwidthObject? bandwidth)
    {
        if (bandwidth is null)
            return null;
        if (!float.IsNaN(bandwidth.Bandwidth) && bandwidth.Bandwidth >= 0)
            return bandwidth.Bandwidth >= ulong.MaxValue ? ulong.MaxValue : (ulong)bandwidth.Bandwidth;
        Refuse(PcepErrors.UnsupportedParameter, bandwidth, "BANDWIDTH is not a number of bytes per second");
        return null;
    }

    private PathFunction? Function(OfObject? of)
    {
        if (of is not null && FunctionMapping.ToDomain(of.OfCode) is { } function)
            return function;
        if (of is not null)
            Refuse(PcepErrors.UnsupportedParameter, of, $"objective function {(ushort)of.OfCode} is none of a single path");
        return null;
    }

    private ImmutableArray<MetricStatement> Metrics(ValueList<MetricObject> metrics)
    {
        var statements = ImmutableArray.CreateBuilder<MetricStatement>(metrics.Count);
        foreach (var metric in metrics)
        {
            if (MetricMapping.ToDomain(metric) is { } statement)
                statements.Add(statement);
            else
                Refuse(MetricMapping.ErrorOf(metric), metric, $"METRIC of type {(byte)metric.Type} with value {metric.MetricValue} is not supported");
        }
        return statements.ToImmutable();
    }

    public ImmutableArray<Exclusion> Exclusions(XroObject xro)
    {
        var exclusions = ImmutableArray.CreateBuilder<Exclusion>(xro.Subobjects.Count);
        foreach (var subobject in xro.Subobjects)
        {
            if (ElementMapping.ToExcluded(subobject) is { } element)
                exclusions.Add(new Exclusion(element, subobject.Loose));
            else if (!subobject.Loose)
                Refuse(PcepErrors.UnsupportedParameter, xro, $"XRO subobject {subobject.Type} cannot be honoured");
        }
        return exclusions.ToImmutable();
    }

    private ImmutableArray<Inclusion> Inclusions(IroObject iro)
    {
        var inclusions = ImmutableArray.CreateBuilder<Inclusion>(iro.Subobjects.Count);
        foreach (var subobject in iro.Subobjects)
        {
            if (ElementMapping.ToIncluded(subobject) is { } element)
                inclusions.Add(new Inclusion(element, subobject.Loose));
            else
                Refuse(PcepErrors.UnsupportedParameter, iro, $"IRO subobject {subobject.Type} cannot be honoured");
        }
        return inclusions.ToImmutable();
    }

    private void Refuse(PcepErrorCode error, PcepObject what, string reason) => _unhonoured.Add(new(error, what, reason));
}
