using System.Diagnostics;
using System.Globalization;
using System.Runtime;

namespace PceServer.Benchmarks;

/// <summary>What one operation costs: the median over all rounds.</summary>
public readonly record struct Cost(double NanosecondsPerOperation, double BytesPerOperation)
{
    /// <summary>The quickest round: what the code costs when nothing else wants the core.</summary>
    public double BestNanoseconds { get; init; }

    public double OperationsPerSecond => 1e9 / NanosecondsPerOperation;
}

/// <summary>The harness: warms up until the compiler is done, then takes the median of timed rounds on the calling thread.</summary>
public static class Benchmark
{
    private const int Rounds = 15;
    private const int SteadyPasses = 12;

    private static readonly TimeSpan s_longestWarmUp = TimeSpan.FromSeconds(6);

    public static void PrintMachine() => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{Environment.ProcessorCount} processors, .NET {Environment.Version}, {(GCSettings.IsServerGC ? "server" : "workstation")} GC, tiered PGO; medians of {Rounds} rounds"));

    /// <summary>Measures <paramref name="run"/>, which does its work as many times as it is told to.</summary>
    public static Cost Measure(Action<int> run, int operationsPerRound)
    {
        WarmUp(run, operationsPerRound);
        var nanoseconds = new double[Rounds];
        var bytes = new double[Rounds];
        for (var round = 0; round < Rounds; round++)
        {
            var allocated = GC.GetAllocatedBytesForCurrentThread();
            var start = Stopwatch.GetTimestamp();
            run(operationsPerRound);
            nanoseconds[round] = Stopwatch.GetElapsedTime(start).TotalNanoseconds / operationsPerRound;
            bytes[round] = (double)(GC.GetAllocatedBytesForCurrentThread() - allocated) / operationsPerRound;
        }
        return new Cost(Median(nanoseconds), Median(bytes)) { BestNanoseconds = nanoseconds.Min() };
    }

    public static void Print(string name, Cost cost, string note = "") => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"  {name,-44} {cost.NanosecondsPerOperation,12:N1} ns {cost.OperationsPerSecond / 1e6,9:N3} M/s {cost.BytesPerOperation,9:N0} B  (best {cost.BestNanoseconds:N1} ns) {note}"));

    // Tiered compilation promotes hot code in the background, on a thread that a busy machine lets wait: warm is when passes get no quicker.
    private static void WarmUp(Action<int> run, int operations)
    {
        var best = TimeSpan.MaxValue;
        var clock = Stopwatch.StartNew();
        for (var steady = 0; steady < SteadyPasses && clock.Elapsed < s_longestWarmUp; steady++)
        {
            var start = clock.Elapsed;
            run(Math.Max(1, operations / 4));
            var pass = clock.Elapsed - start;
            if (pass < best * 0.97)
                (best, steady) = (pass, 0);
            Thread.Sleep(60);
        }
        GC.Collect();
        GC.WaitForPendingFinalizers();
    }

    private static double Median(double[] values)
    {
        Array.Sort(values);
        return values[values.Length / 2];
    }
}
