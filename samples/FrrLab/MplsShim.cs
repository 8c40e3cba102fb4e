namespace FrrLab;

/// <summary>
/// A library to load before zebra on a kernel without MPLS. Zebra asks once whether the kernel's MPLS settings exist and, if not, keeps
/// MPLS off and every SR policy down. With the shim the answer is yes: label routes fail to install, but policies come up.
/// </summary>
public static class MplsShim
{
    private const string Source = """
        #define _GNU_SOURCE
        #include <dlfcn.h>
        #include <stddef.h>
        #include <string.h>
        #include <sys/stat.h>

        static const char *answer_for(const char *path)
        {
            return path != NULL && strcmp(path, "/proc/sys/net/mpls") == 0 ? "/proc/sys/net" : path;
        }

        int stat(const char *restrict path, struct stat *restrict result)
        {
            static int (*next)(const char *, struct stat *);
            if (next == NULL)
                next = (int (*)(const char *, struct stat *))dlsym(RTLD_NEXT, "stat");
            return next(answer_for(path), result);
        }
        """;

    /// <summary>True where the kernel forwards MPLS itself, so that no shim is needed.</summary>
    public static bool KernelHasMpls => Directory.Exists("/proc/sys/net/mpls");

    /// <summary>Compiles the shim into a folder and returns the path of the library.</summary>
    public static async Task<string> CompileAsync(string folder)
    {
        var source = Path.Combine(folder, "mpls-shim.c");
        var library = Path.Combine(folder, "mpls-shim.so");
        await File.WriteAllTextAsync(source, Source).ConfigureAwait(false);
        await Tool.RunAsync("gcc", "-shared", "-fPIC", "-O1", "-o", library, source, "-ldl").ConfigureAwait(false);
        return library;
    }
}
