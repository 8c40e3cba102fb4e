using NUnit.Framework;

namespace PceServer.Testing;

/// <summary>Reference material that lies beside the project, not in it. A test that needs it is skipped, with the reason, where it is absent.</summary>
public static class SharedMaterial
{
    /// <summary>Path of a file or folder under <c>../shared</c>.</summary>
    public static string Path(string relative)
    {
        var path = System.IO.Path.GetFullPath(System.IO.Path.Combine(Repository.Root, "..", "shared", relative));
        if (!File.Exists(path) && !Directory.Exists(path))
            Assert.Ignore($"../shared/{relative} is not beside this checkout");
        return path;
    }
}

public static class Repository
{
    /// <summary>The folder that holds PceServer.sln.</summary>
    public static string Root { get; } = Find();

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "PceServer.sln")))
                return folder.FullName;
        }
        throw new DirectoryNotFoundException($"no folder with PceServer.sln above {AppContext.BaseDirectory}");
    }
}

/// <summary>Tests against other programs. Where one is missing the test is skipped with the reason, unless PCE_LAB=required makes that a failure.</summary>
public static class Lab
{
    public static bool IsRequired => Environment.GetEnvironmentVariable("PCE_LAB") == "required";

    /// <summary>Path of a program, looked up in PATH and in the usual system folders.</summary>
    public static string Program(string name)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Concat(["/usr/sbin", "/sbin", "/usr/lib/frr"]);
        if (folders.Select(f => System.IO.Path.Combine(f, name)).FirstOrDefault(File.Exists) is { } path)
            return path;
        Unavailable($"{name} is not installed");
        return "";
    }

    /// <summary>Skips the test, or fails it where the lab is required.</summary>
    public static void Unavailable(string reason)
    {
        if (IsRequired)
            Assert.Fail($"PCE_LAB=required, but {reason}");
        Assert.Ignore(reason);
    }
}
