using System.Globalization;
using PceServer.Pcep;
using PceServer.Wire;

namespace PceServer.Benchmarks.Pcep;

/// <summary>Decoding and encoding of whole messages, beside a bounds-checked walk over the headers of the same octets.</summary>
internal static class PcepCodecBenchmark
{
    private static long s_sink;

    public static void Run()
    {
        Console.WriteLine("pcep: one core, warm");
        Compare("PCRpt, 5 SIDs", StandardMessages.Report, 400_000);
        Compare("PCReq", StandardMessages.Request, 400_000);
        Compare("PCUpd, 5 SIDs", StandardMessages.Update, 400_000);
        Compare("PCInitiate with SR Policy association", StandardMessages.Initiation, 300_000);
        Compare("PCRpt, 200 LSPs", StandardMessages.ReportOf200, 2_000);
    }

    private static void Compare(string name, PcepMessage message, int operations)
    {
        var octets = PcepCodec.Encode(message);
        var decoded = PcepCodec.Decode(octets);
        if (decoded.Faults.Count > 0 || !PcepCodec.Encode(decoded.Message!).AsSpan().SequenceEqual(octets))
            throw new InvalidOperationException($"{name} does not survive the round trip");
        var walk = Benchmark.Measure(count => Walk(octets, count), operations);
        var decode = Benchmark.Measure(count => Decode(octets, count), operations);
        var encode = Benchmark.Measure(count => Encode(message, count), operations);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $" {name}, {octets.Length} octets"));
        Benchmark.Print("header walk", walk);
        Benchmark.Print("decode", decode, Ratio(decode, walk));
        Benchmark.Print("encode", encode, Ratio(encode, walk));
    }

    private static string Ratio(Cost cost, Cost walk) =>
        string.Create(CultureInfo.InvariantCulture, $"{cost.NanosecondsPerOperation / walk.NanosecondsPerOperation:N1} x the header walk");

    private static void Decode(byte[] octets, int count)
    {
        for (var i = 0; i < count; i++)
            s_sink += PcepCodec.Decode(octets).Objects.Count;
    }

    // Into a writer that is used again, as a channel does: nothing is allocated but the buffer that goes out.
    private static void Encode(PcepMessage message, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var writer = new WireWriter(512);
            PcepCodec.Encode(message, ref writer);
            s_sink += writer.Length;
            writer.Dispose();
        }
    }

    // The least that any reader must do: every object, TLV and subobject header, each length checked against its container.
    private static void Walk(byte[] octets, int count)
    {
        for (var i = 0; i < count; i++)
            s_sink += HeaderWalk.Count(octets);
    }
}
