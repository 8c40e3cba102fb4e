using System.Diagnostics;
using System.Globalization;
using System.Text;
using PceServer.Topology;

namespace PceServer.Benchmarks.PathComputation;

/// <summary>Compiles and runs the C++ reference; says why when it cannot.</summary>
internal sealed class BoostReference : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pce-boost-").FullName;
    private readonly string _program;

    public BoostReference()
    {
        _program = Path.Combine(_folder, "boost-dijkstra");
        var source = Path.Combine(AppContext.BaseDirectory, "PathComputation", "BoostDijkstra.cpp");
        try
        {
            var (code, _, errors) = Run("g++", ["-O3", "-march=native", "-DNDEBUG", "-o", _program, source]);
            Missing = code == 0 ? null : $"g++ cannot compile the reference: {errors.Split('\n').FirstOrDefault(l => l.Contains("error", StringComparison.Ordinal)) ?? errors}";
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Missing = "g++ is not installed";
        }
    }

    /// <summary>Why there is no reference here, or null.</summary>
    public string? Missing { get; }

    /// <summary>Median nanoseconds of a full tree, and the sum of all distances from all sources.</summary>
    public (double Nanoseconds, ulong Sum) Measure(TopologySnapshot topology, int[] sources, int rounds)
    {
        var file = Path.Combine(_folder, "graph");
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{topology.NodeCount} {topology.EdgeCount}\n");
        for (var edge = 0; edge < topology.EdgeCount; edge++)
            text.Append(CultureInfo.InvariantCulture, $"{topology.EdgeFrom[edge]} {topology.EdgeTo[edge]} {topology.EdgeIgpMetric[edge]}\n");
        text.Append(CultureInfo.InvariantCulture, $"{sources.Length} {string.Join(' ', sources)}\n");
        File.WriteAllText(file, text.ToString());
        var (code, output, errors) = Run(_program, [file, rounds.ToString(CultureInfo.InvariantCulture)]);
        if (code != 0)
            throw new InvalidOperationException($"the reference failed: {errors}");
        var words = output.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries);
        return (double.Parse(words[0], CultureInfo.InvariantCulture), ulong.Parse(words[1], CultureInfo.InvariantCulture));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static (int Code, string Output, string Errors) Run(string program, string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, errors.Result);
    }
}
