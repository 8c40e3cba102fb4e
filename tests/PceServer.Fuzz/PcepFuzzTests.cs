using System.Diagnostics;
using System.Globalization;
using PceServer.Pcep;
using PceServer.Pcep.Tests.Samples;
using PceServer.Wire;

namespace PceServer.Fuzz;

/// <summary>
/// Five million inputs of the deterministic mutator: no exception, no hang, no allocation out of proportion. A failure names the seed and
/// prints the octets, which is all that is needed to see it again.
/// </summary>
[Category("Fuzz")]
[Parallelizable(ParallelScope.Children)]
public class PcepFuzzTests
{
    private const int Inputs = 5_000_000;

    // For a quick look: PCE_FUZZ_INPUTS=100000 makes it that many in all.
    private static readonly double s_share =
        int.TryParse(Environment.GetEnvironmentVariable("PCE_FUZZ_INPUTS"), CultureInfo.InvariantCulture, out var wanted) ? (double)wanted / Inputs : 1;

    // Records, text and faults cost more than the octets they stand for, but never without bound.
    private const int AllowedBytesPerOctet = 160;
    private const int AllowedBytesBeside = 16 * 1024;
    // The first inputs pay for tables that are filled once.
    private const int WarmUp = 200;
    private static readonly TimeSpan s_allowedForOne = TimeSpan.FromSeconds(1);

    private delegate void Target(ReadOnlySpan<byte> octets);

    [TestCase(Inputs * 4 / 10, 1ul)]
    [TestCase(Inputs * 1 / 10, 2ul)]
    public void Message_of_any_octets_is_decoded_or_refused(int count, ulong seed) => Run(PcepTargets.Message, Messages(), count, seed);

    [TestCase(Inputs * 1 / 10, 3ul)]
    public void Message_of_any_octets_from_a_strict_peer_is_decoded_or_refused(int count, ulong seed) =>
        Run(PcepTargets.StrictMessage, Messages(), count, seed);

    [TestCase(Inputs * 2 / 10, 4ul)]
    public void Object_of_any_octets_costs_at_most_its_report(int count, ulong seed) => Run(PcepTargets.Object, Objects(), count, seed);

    [TestCase(Inputs * 2 / 10, 5ul)]
    public void Tlv_of_any_octets_is_read_or_refused(int count, ulong seed) => Run(PcepTargets.Tlv, Tlvs(), count, seed);

    private static void Run(Target target, IReadOnlyList<byte[]> seeds, int count, ulong seed)
    {
        var mutator = new Mutator(seeds, seed);
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
            if (i >= WarmUp && allocated > AllowedBytesBeside + ((long)octets.Length * AllowedBytesPerOctet))
                Assert.Fail($"input {i} of seed {seed}: {allocated} bytes for {octets.Length} octets\n{Convert.ToHexString(octets)}");
            // Once may be the machine's doing; twice is the input's.
            if (clock.Elapsed - started > s_allowedForOne && Again(target, octets) > s_allowedForOne)
                Assert.Fail($"input {i} of seed {seed} takes more than {s_allowedForOne}\n{Convert.ToHexString(octets)}");
        }
        TestContext.Out.WriteLine($"{count:N0} inputs of seed {seed} in {clock.Elapsed.TotalSeconds:F1} s");
    }

    private static TimeSpan Again(Target target, ReadOnlySpan<byte> octets)
    {
        var started = Stopwatch.GetTimestamp();
        target(octets);
        return Stopwatch.GetElapsedTime(started);
    }

    private static List<byte[]> Messages() => [.. SeedMessages.All.Select(PcepCodec.Encode)];

    private static List<byte[]> Objects() => [.. ObjectSamples.All.Select(sample => Octets((ref WireWriter writer) => sample.Write(ref writer)))];

    private static List<byte[]> Tlvs() => [.. TlvSamples.All.Select(sample => Octets((ref WireWriter writer) => PaddedTlvs.Write(sample, ref writer)))];

    private delegate void Writing(ref WireWriter writer);

    private static byte[] Octets(Writing write)
    {
        var writer = new WireWriter(1024);
        write(ref writer);
        var octets = writer.ToArray();
        writer.Dispose();
        return octets;
    }
}
