using PceServer.Engine.Mapping.Pcep;
using PceServer.Pcep;

namespace PceServer.Engine.Sessions;

/// <summary>What a request may not ask of this PCE, apart from its constraints.</summary>
internal static class RequestRules
{
    public static (PcepErrorCode Error, string Reason)? Fault(PathComputationRequest request, PccState state) =>
        SetupType(request, state) ?? EndPoints(request) ?? Associations(request) ?? Others(request);

    /// <summary>RFC 8408 §5: a type that is not supported is refused; an older peer says none and means SR.</summary>
    private static (PcepErrorCode, string)? SetupType(PathComputationRequest request, PccState state)
    {
        if (request.Rp.Tlv<PathSetupType>() is null && state.Peer.IsLegacySegmentRouting)
            return null;
        return request.Rp.PathSetup == PathSetup.SegmentRouting && state.Peer.SupportsSegmentRouting
            ? null
            : (PcepErrors.UnsupportedPathSetupType, $"path setup type {(byte)request.Rp.PathSetup} is not supported");
    }

    private static (PcepErrorCode, string)? EndPoints(PathComputationRequest request) => request switch
    {
        { Rp.Flags: var flags } when (flags & RpFlags.P2mp) != 0 => (PcepErrors.P2mpNotSupported, "P2MP computation is not supported"),
        { EndPoints: { DestinationAddress: null } } => (PcepErrors.UnsupportedObjectType, "END-POINTS of a type without one destination"),
        _ => null,
    };

    private static (PcepErrorCode, string)? Associations(PathComputationRequest request)
    {
        if (DisjointMapping.ToDomain(request).Fault is { } fault)
            return fault;
        foreach (var association in request.Associations)
        {
            if (association.MustBeProcessed && association.AssociationType is not (AssociationType.SrPolicy or AssociationType.Disjoint))
                return (PcepErrors.AssociationTypeNotSupported, $"association type {association.AssociationType} is not supported");
        }
        return null;
    }

    // RFC 5455 §3.3: the P flag is a must, and class type 0 is said by no object at all.
    private static (PcepErrorCode, string) Fault(ClassTypeObject asked) => asked switch
    {
        { MustBeProcessed: false } => (PcepErrors.ProcessingRuleClear, "CLASSTYPE has the P flag clear"),
        { ClassType: 0 } => (PcepErrors.InvalidClassType, "class type 0 is not valid"),
        _ => (PcepErrors.UnsupportedClassType, $"class type {asked.ClassType} is not supported"),
    };

    private static (PcepErrorCode, string)? Others(PathComputationRequest request)
    {
        if ((request.Rp.Flags & RpFlags.Vspt) != 0)
            return (PcepErrors.BrpcNotSupported, "BRPC is not supported");
        if (request.ClassType is { } classType)
            return Fault(classType);
        // One path is within any number of them, and carries all of the bandwidth.
        if (request.LoadBalancing is { MustBeProcessed: true, MaxLsp: > 1 })
            return (PcepErrors.UnsupportedObjectClass, "splitting the bandwidth over several LSPs is not supported");
        foreach (var other in request.Others)
        {
            if (other.MustBeProcessed)
                return (PcepErrors.UnsupportedObjectClass, $"object {other.Code} is not supported");
        }
        return null;
    }
}
