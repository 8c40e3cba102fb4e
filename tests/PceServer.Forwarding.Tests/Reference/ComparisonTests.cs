using System.Globalization;
using PceServer.Forwarding.Failures;
using PceServer.Testing;

namespace PceServer.Forwarding.Tests.Reference;

public sealed class ComparisonTests
{
    private const int Networks = 2_500;
    private const int FailuresOfEach = 5;
    private const int StacksOfEach = 8;

    [Test]
    public void Both_simulators_agree_on_100_000_networks_stacks_and_failures()
    {
        var verdicts = new int[6];
        var compared = 0;
        Parallel.For(0, Networks, seed =>
        {
            var network = new RandomNetwork(seed);
            var simulator = new ForwardingSimulator(network.Net.Snapshot, network.Overlay);
            for (var f = 0; f < FailuresOfEach; f++)
            {
                var failures = network.Failures();
                var converged = f % 2 == 0;
                var ours = simulator.Failed(failures, converged ? FailurePhase.AfterConvergence : FailurePhase.BeforeConvergence);
                var theirs = new ReferenceSimulator(network.Net.Snapshot, network.Overlay, failures, converged);
                for (var s = 0; s < StacksOfEach; s++)
                {
                    var verdict = Compare(network.Net, ours, theirs, network.Request(), $"seed {seed}, failure {f} ({failures}, converged {converged}), stack {s}");
                    Interlocked.Increment(ref verdicts[(int)verdict]);
                    Interlocked.Increment(ref compared);
                }
            }
        });
        TestContext.Out.WriteLine($"{compared} compared: {string.Join(", ", verdicts.Select((n, v) => $"{(TraceVerdict)v} {n}"))}");
        Assert.That(compared, Is.GreaterThanOrEqualTo(100_000));
        // A comparison in which nothing arrives, or nothing fails, would prove little.
        Assert.That(verdicts.Take(5), Is.All.GreaterThan(200));
    }

    private static TraceVerdict Compare(Net net, ForwardingSimulator ours, ReferenceSimulator theirs, TraceRequest request, string what)
    {
        var trace = ours.Trace(request);
        var answer = theirs.Trace(request);
        var where = $"{what}: {net.Name(request.HeadEnd)} to {net.Name(request.Destination)} with {string.Join(',', request.Labels)}: {trace.Reason}; {net.Hops(trace)} / {string.Join(' ', answer.Visits)}";
        Assert.That(trace.Verdict, Is.EqualTo(answer.Verdict), where);
        // Where the TTL ends a walk ours stops there, the other goes on to see the rest.
        if (answer.Expired)
        {
            Assert.That(trace.Hops.Select(Visit), Is.SubsetOf(answer.Visits), where);
            return trace.Verdict;
        }
        Assert.That(trace.Edges.Select(e => e.ToString()).ToHashSet().SetEquals(answer.Links), where);
        if (answer.Visits.Count > 0)
            Assert.That(trace.Hops.Select(Visit).ToHashSet().SetEquals(answer.Visits), where);
        return trace.Verdict;
    }

    private static string Visit(TraceHop hop) => string.Create(CultureInfo.InvariantCulture, $"{hop.Node.Value}:{string.Join(',', hop.StackIn)}");
}
