using System.Globalization;

namespace PceServer.Benchmarks.Bgp;

/// <summary>Processor time of the calling thread; zero where the system does not tell.</summary>
internal static class ThreadTime
{
    private const string File = "/proc/thread-self/schedstat";

    public static TimeSpan Now => System.IO.File.Exists(File)
        ? TimeSpan.FromMicroseconds(long.Parse(System.IO.File.ReadAllText(File).Split(' ')[0], CultureInfo.InvariantCulture) / 1000.0)
        : TimeSpan.Zero;
}
