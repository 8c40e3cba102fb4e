using PceServer.Forwarding;
using PceServer.Testing;
using PceServer.Topology;

namespace PceServer.PathComputation.Tests.Oracles;

/// <summary>Every segment list of every test is walked by the forwarding simulator, which knows nothing of the core.</summary>
internal static class Walked
{
    public static void Check(Net net, PathRequest request, ComputedPath path, string context, NetworkOverlay? overlay = null) =>
        Check(net.Snapshot, request, path, $"{context}: {net.Names(path.Edges)}", overlay);

    public static void Check(TopologySnapshot topology, PathRequest request, ComputedPath path, string context, NetworkOverlay? overlay = null)
    {
        var trace = new ForwardingSimulator(topology, overlay).Trace(
            new TraceRequest(request.Source, path.Segments.Labels, request.Destination) { Constraints = request.Constraints });
        Assert.That(trace.Verdict, Is.EqualTo(TraceVerdict.Delivered), $"{context}: {path.Segments}: {trace.Reason}");
        Assert.That(
            trace.Edges.Select(e => e.Value).Order(), Is.EqualTo(path.AllEdges.Select(e => e.Value).Order()),
            $"{context}: {path.Segments} goes over {string.Join(", ", trace.Edges.Select(e => topology[e]))}");
    }
}
