namespace PceServer.Pcep;

/// <summary>What must hold among several paths of one LSP (RFC 10066).</summary>
internal static class MultipathRules
{
    /// <summary>
    /// Two paths with one Path ID. Intended and actual form of one path bear the same, so the lists are looked at apart; zero stands for no id.
    /// </summary>
    public static ProtocolFault? Conflict(in LspParts parts)
    {
        if (parts.MorePaths.Count == 0)
            return null;
        return Conflict(parts, isActual: false) ?? Conflict(parts, isActual: true);
    }

    /// <summary>A path of a composite candidate path names the color of another SR Policy: its ERO has to be empty.</summary>
    public static ProtocolFault? NonemptyComposite(in LspParts parts)
    {
        if (IsNonemptyComposite(parts.PathAttrib, parts.Ero))
            return Nonempty(parts.PathAttrib!);
        foreach (var path in parts.MorePaths.Span)
        {
            if (IsNonemptyComposite(path.PathAttrib, path.Ero))
                return Nonempty(path.PathAttrib!);
        }
        return null;
    }

    private static ProtocolFault? Conflict(in LspParts parts, bool isActual)
    {
        var seen = new HashSet<PathId>();
        if (!isActual && parts.PathAttrib is { PathId.Value: > 0 } first)
            seen.Add(first.PathId);
        foreach (var path in parts.MorePaths.Span)
        {
            if (path.PathAttrib is not { PathId.Value: > 0 } attrib || path.Ero is null != isActual)
                continue;
            if (!seen.Add(attrib.PathId))
                return new ProtocolFault(PcepErrors.ConflictingPathId, FaultScope.Object, $"path id {attrib.PathId} twice");
        }
        return null;
    }

    private static bool IsNonemptyComposite(PathAttribObject? attrib, EroObject? ero) =>
        ero is { Subobjects.Count: > 0 } && attrib?.Tlv<Color>() is not null;

    private static ProtocolFault Nonempty(PathAttribObject attrib) =>
        new(PcepErrors.NonemptyPath, FaultScope.Object, $"path {attrib.PathId} has a color and an ERO that is not empty");
}
