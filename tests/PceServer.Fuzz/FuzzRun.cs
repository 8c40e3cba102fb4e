using System.Diagnostics;
using System.Globalization;

namespace PceServer.Fuzz;

/// <summary>What is done to one input; a broken promise throws.</summary>
internal delegate void FuzzTarget(ReadOnlySpan<byte> octets);

/// <summary>
/// Runs a target over what the mutator makes: no exception, no hang, no allocation out of proportion. A failure names the seed and prints the
/// octets, which is all that is needed to see it again.
/// </summary>
internal static class FuzzRun
{
    // For a quick look: PCE_FUZZ_INPUTS=100000 runs each target as many times as its share of five million would be of that.
    private static readonly double s_share =
        int.TryParse(Environment.GetEnvironmentVariable("PCE_FUZZ_INPUTS"), CultureInfo.InvariantCulture, out var wanted) ? wanted / 5e6 : 1;

    // Records, text and faults cost more than the octets they stand for, but never without bound.
    private const int AllowedBytesPerOctet = 160;
    private const int AllowedBytesBeside = 16 * 1024;

    private static readonly TimeSpan s_allowedForOne = TimeSpan.FromSeconds(1);

    public static void Run(FuzzTarget target, Mutator mutator, int count, ulong seed)
    {
        count = (int)(count * s_share);
        var clock = Stopwatch.StartNew();
        for (var i = 0; i < count; i++)
        {
            var octets = mutator.Next();
            var allocated = GC.GetAllocatedBytesForCurrentThread();
            var started = clock.Elapsed;
            try
            {
                target(octets);
            }
            catch (Exception fault)
            {
                Assert.Fail($"input {i} of seed {seed}: {fault.GetType().Name} {fault.Message}\n{Convert.ToHexString(octets)}\n{fault.StackTrace}");
            }
            allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
            // A buffer of the shared pool, or a table that is filled once, may be new: what counts is what the input costs again.
            if (allocated > Allowed(octets) && Allocated(target, octets) > Allowed(octets))
                Assert.Fail($"input {i} of seed {seed}: {allocated} bytes for {octets.Length} octets\n{Convert.ToHexString(octets)}");
            // Once may be the machine's doing; twice is the input's.
            if (clock.Elapsed - started > s_allowedForOne && Again(target, octets) > s_allowedForOne)
                Assert.Fail($"input {i} of seed {seed} takes more than {s_allowedForOne}\n{Convert.ToHexString(octets)}");
        }
        TestContext.Out.WriteLine($"{count:N0} inputs of seed {seed} in {clock.Elapsed.TotalSeconds:F1} s");
    }

    private static long Allowed(ReadOnlySpan<byte> octets) => AllowedBytesBeside + ((long)octets.Length * AllowedBytesPerOctet);

    private static long Allocated(FuzzTarget target, ReadOnlySpan<byte> octets)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        target(octets);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static TimeSpan Again(FuzzTarget target, ReadOnlySpan<byte> octets)
    {
        var started = Stopwatch.GetTimestamp();
        target(octets);
        return Stopwatch.GetElapsedTime(started);
    }
}
