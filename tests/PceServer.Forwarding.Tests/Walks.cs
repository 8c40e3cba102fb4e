using System.Globalization;
using PceServer.Testing;
using PceServer.Topology;

namespace PceServer.Forwarding.Tests;

/// <summary>Short words for traces in tests.</summary>
internal static class Walks
{
    public static TraceRequest Request(this Net net, string from, string to, params uint[] labels) =>
        new(net[from], [.. labels.Select(l => new Label(l))], net[to]);

    public static Trace Trace(this Net net, string from, string to, params uint[] labels) =>
        new ForwardingSimulator(net.Snapshot).Trace(net.Request(from, to, labels));

    /// <summary>Hops as <c>A[16003,24001] B[16003] C[]</c>: node and the stack as it arrives.</summary>
    public static string Hops(this Net net, Trace trace) => string.Join(' ', trace.Hops.Select(h => $"{net.Name(h.Node)}[{Stack(h)}]"));

    public static string Actions(this Trace trace) => string.Join(' ', trace.Hops.Select(h => h.Action));

    private static string Stack(TraceHop hop) => string.Join(',', hop.StackIn.Select(l => l.Value.ToString(CultureInfo.InvariantCulture)));
}
