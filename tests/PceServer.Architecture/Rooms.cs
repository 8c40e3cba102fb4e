using System.Xml.Linq;
using PceServer.Testing;

namespace PceServer.Architecture;

/// <summary>The rooms of the house and the arrows between them. An arrow is a project reference; there are no others.</summary>
internal static class Rooms
{
    /// <summary>
    /// Short names: "Wire" is src/PceServer.Wire; "Host" is src/PceServer. Whoever handles types of Pcep or Bgp has an arrow to Wire as well,
    /// whose words they are made of.
    /// </summary>
    public static readonly IReadOnlyDictionary<string, string[]> Arrows = new Dictionary<string, string[]>
    {
        ["Wire"] = [],
        ["Pcep"] = ["Wire"],
        ["Bgp"] = ["Wire"],
        ["Topology"] = [],
        ["PathComputation"] = ["Topology"],
        ["Forwarding"] = ["Topology"],
        ["Engine"] = ["Wire", "Pcep", "Bgp", "Topology", "PathComputation", "Forwarding"],
        ["Transport"] = ["Wire", "Pcep", "Bgp"],
        ["Emulation"] = ["Wire", "Transport", "Pcep", "Bgp", "Topology"],
        ["Admin"] = ["Engine", "Topology", "PathComputation", "Forwarding"],
        ["Host"] = ["Wire", "Pcep", "Bgp", "Topology", "PathComputation", "Forwarding", "Engine", "Transport", "Admin", "Emulation"],
        ["PceCtl"] = ["Wire", "Pcep", "Bgp"],
    };

    /// <summary>No sockets, clock, logger, files, dependency injection, DotNetty or protobuf in these.</summary>
    public static readonly string[] Pure = ["Wire", "Pcep", "Bgp", "Topology", "PathComputation", "Forwarding"];

    public static string ProjectName(string room) => room switch { "Host" => "PceServer", "PceCtl" => "PceCtl", _ => $"PceServer.{room}" };

    public static string Folder(string room) => Path.Combine(Repository.Root, "src", ProjectName(room));

    public static XDocument Project(string room) => XDocument.Load(Path.Combine(Folder(room), $"{ProjectName(room)}.csproj"));

    public static IEnumerable<string> References(string room) =>
        Project(room).Descendants("ProjectReference").Select(r => Short(Path.GetFileNameWithoutExtension((string)r.Attribute("Include")!)));

    public static IEnumerable<string> Packages(string room) => Project(room).Descendants("PackageReference").Select(r => (string)r.Attribute("Include")!);

    /// <summary>Every C# file that people wrote, relative to the root.</summary>
    public static IEnumerable<string> Sources(params string[] folders) =>
        folders.Select(f => Path.Combine(Repository.Root, f))
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories))
            .Select(file => Path.GetRelativePath(Repository.Root, file).Replace('\\', '/'))
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal));

    private static string Short(string project) => project == "PceServer" ? "Host" : project.Replace("PceServer.", "", StringComparison.Ordinal);
}
