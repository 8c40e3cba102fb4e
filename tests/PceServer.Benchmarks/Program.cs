using PceServer.Benchmarks;

// One line a topic. Run by `dotnet run -c Release --project tests/PceServer.Benchmarks -- TOPIC...`; without a topic all of them run.
var topics = new (string Name, Action Run)[]
{
    ("forwarding", PceServer.Benchmarks.Forwarding.ForwardingBenchmark.Run),
    ("pcep", PceServer.Benchmarks.Pcep.PcepCodecBenchmark.Run),
    ("bgp", PceServer.Benchmarks.Bgp.BgpCodecBenchmark.Run),
    ("bgp-stages", PceServer.Benchmarks.Bgp.BgpStagesBenchmark.Run),
    ("bgp-pipeline", PceServer.Benchmarks.Bgp.BgpPipelineBenchmark.Run),
    ("bgp-scale", PceServer.Benchmarks.Bgp.BgpPipelineBenchmark.RunScale),
    ("path-spf", PceServer.Benchmarks.PathComputation.ShortestPathBenchmark.Run),
    ("topology", PceServer.Benchmarks.Topology.TopologyBenchmark.Run),
    ("engine", PceServer.Benchmarks.Engine.ReactionBenchmark.Run),
    ("path-sids", PceServer.Benchmarks.PathComputation.SegmentBenchmark.RunLists),
    ("path-msd", PceServer.Benchmarks.PathComputation.SegmentBenchmark.RunDepth),
    ("path-disjoint", PceServer.Benchmarks.PathComputation.SetAndReasonBenchmark.RunDisjoint),
    ("path-why", PceServer.Benchmarks.PathComputation.SetAndReasonBenchmark.RunReasons),
};

Benchmark.PrintMachine();
foreach (var (name, run) in topics)
{
    if (args.Length == 0 || args.Contains(name))
        run();
}
return args.All(a => topics.Any(t => t.Name == a)) ? 0 : 2;
