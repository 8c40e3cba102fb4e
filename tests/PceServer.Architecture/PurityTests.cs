using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using PceServer.Testing;

namespace PceServer.Architecture;

/// <summary>What the compiled pure rooms refer to: the compiler's word, not a search in text.</summary>
public sealed class PurityTests
{
    private static readonly string[] AllowedPackages = ["QuikGraph"];

    private static readonly string[] ForbiddenTypes =
    [
        "System.Net.Sockets.Socket", "System.Net.Sockets.TcpClient", "System.Net.Sockets.TcpListener", "System.Net.Sockets.UdpClient",
        "System.Net.Sockets.NetworkStream", "System.Net.Dns", "System.TimeProvider", "System.Diagnostics.Stopwatch", "System.Threading.Timer",
        "System.Threading.Thread", "System.Threading.Tasks.Task", "System.IO.File", "System.IO.FileStream", "System.IO.Directory", "System.Console",
        "System.Diagnostics.Activity", "System.Diagnostics.ActivitySource", "System.Diagnostics.Metrics.Meter",
    ];

    private static readonly string[] ForbiddenMembers =
    [
        "System.DateTime.get_UtcNow", "System.DateTime.get_Now", "System.DateTimeOffset.get_UtcNow", "System.DateTimeOffset.get_Now",
        "System.Environment.get_TickCount64", "System.Environment.GetEnvironmentVariable",
    ];

    private static IEnumerable<string> PureRooms => Rooms.Pure;

    [TestCaseSource(nameof(PureRooms))]
    public void Pure_room_refers_to_the_base_library_and_its_arrows_only(string room)
    {
        var allowed = Rooms.Arrows[room].Select(Rooms.ProjectName).Concat(AllowedPackages).ToHashSet();
        Assert.That(
            Read(room, md => md.AssemblyReferences.Select(h => md.GetString(md.GetAssemblyReference(h).Name)).ToArray())
                .Where(name => !allowed.Contains(name) && !name.StartsWith("System.", StringComparison.Ordinal)),
            Is.Empty);
    }

    [TestCaseSource(nameof(PureRooms))]
    public void Pure_room_has_no_socket_clock_file_or_thread(string room)
    {
        var used = Read(room, md => md.TypeReferences.Select(h => TypeName(md, h)).ToArray());
        Assert.That(used.Intersect(ForbiddenTypes), Is.Empty);
    }

    [TestCaseSource(nameof(PureRooms))]
    public void Pure_room_never_asks_for_the_time(string room)
    {
        var used = Read(room, md => md.MemberReferences.Select(md.GetMemberReference)
            .Where(m => m.Parent.Kind == HandleKind.TypeReference)
            .Select(m => $"{TypeName(md, (TypeReferenceHandle)m.Parent)}.{md.GetString(m.Name)}").ToArray());
        Assert.That(used.Intersect(ForbiddenMembers), Is.Empty);
    }

    [TestCaseSource(nameof(PureRooms))]
    public void Pure_room_asks_for_no_package_but_its_graph_library(string room) =>
        Assert.That(Rooms.Packages(room).Except(room == "Topology" ? AllowedPackages : []), Is.Empty);

    [Test]
    public void DotNetty_is_known_to_transport_alone() =>
        Assert.That(
            Rooms.Arrows.Keys.Where(room => Rooms.Packages(room).Any(p => p.StartsWith("DotNetty", StringComparison.Ordinal))),
            Is.EqualTo(new[] { "Transport" }));

    [Test]
    public void Byte_buffers_are_seen_by_transport_alone() =>
        Assert.That(
            Rooms.Sources("src").Where(f => !f.StartsWith("src/PceServer.Transport/", StringComparison.Ordinal))
                .Where(f => File.ReadAllText(Path.Combine(Repository.Root, f)).Contains("IByteBuffer", StringComparison.Ordinal)),
            Is.Empty);

    private static T Read<T>(string room, Func<MetadataReader, T> read)
    {
        using var file = new PEReader(File.OpenRead(Path.Combine(AppContext.BaseDirectory, $"{Rooms.ProjectName(room)}.dll")));
        return read(file.GetMetadataReader());
    }

    private static string TypeName(MetadataReader md, TypeReferenceHandle handle)
    {
        var type = md.GetTypeReference(handle);
        return $"{md.GetString(type.Namespace)}.{md.GetString(type.Name)}";
    }
}
