namespace PceServer.Topology;

/// <summary>Forms in which a snapshot is given to other programs.</summary>
public enum TopologyFormat : byte
{
    /// <summary>The topology file, which can be loaded again: <see cref="TopologyFile"/>.</summary>
    Json,
    /// <summary>GraphML 1.0, for yEd, Gephi, NetworkX and the like.</summary>
    GraphMl,
    /// <summary>The language of Graphviz.</summary>
    Dot,
}

/// <summary>Writes a whole snapshot as text.</summary>
public static class TopologyExport
{
    public static string Write(TopologySnapshot topology, TopologyFormat format) => format switch
    {
        TopologyFormat.Json => TopologyFile.Write(topology),
        TopologyFormat.GraphMl => GraphMlExport.Write(topology),
        TopologyFormat.Dot => DotExport.Write(topology),
        _ => throw new ArgumentOutOfRangeException(nameof(format)),
    };

    /// <summary>The form that <c>?format=</c> names: json, graphml or dot.</summary>
    public static bool TryParse(string? name, out TopologyFormat format) =>
        Enum.TryParse(name, ignoreCase: true, out format) && Enum.IsDefined(format) && !char.IsDigit(name![0]);
}
