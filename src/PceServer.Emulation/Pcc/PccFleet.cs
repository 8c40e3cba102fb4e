using System.Net;
using PceServer.Transport;
using PceServer.Wire;

namespace PceServer.Emulation;

/// <summary>Many emulated routers against one PCE: each with a source address and a router id of its own.</summary>
public sealed class PccFleet : IAsyncDisposable
{
    private const int ConnectsAtOnce = 64;

    private readonly List<EmulatedPcc> _pccs;

    private PccFleet(List<EmulatedPcc> pccs) => _pccs = pccs;

    public IReadOnlyList<EmulatedPcc> Pccs => _pccs;

    /// <summary>Starts <paramref name="count"/> sessions and waits until all are synchronised.</summary>
    /// <param name="first">The first router; the others count on from its router id and source address (127.0.1.1 when it has none).</param>
    /// <param name="lsps">What router n, from 0, has already.</param>
    /// <exception cref="TransportException">One of them could not be established.</exception>
    public static async Task<PccFleet> StartAsync(
        int count, EmulatedPccOptions first, EventLoops loops, Func<int, IEnumerable<LspPlan>>? lsps = null,
        TimeProvider? time = null, CancellationToken cancellation = default)
    {
        using var gate = new SemaphoreSlim(ConnectsAtOnce);
        var source = first.SourceAddress ?? IPAddress.Parse("127.0.1.1");
        var starting = Enumerable.Range(0, count).Select(async n =>
        {
            await gate.WaitAsync(cancellation).ConfigureAwait(false);
            try
            {
                var options = first with { RouterId = new Ipv4Address(first.RouterId.Value + (uint)n), SourceAddress = Plus(source, n) };
                return await EmulatedPcc.StartAsync(options, loops, lsps?.Invoke(n), time, cancellation: cancellation).ConfigureAwait(false);
            }
            finally
            {
                gate.Release();
            }
        }).ToList();
        return new PccFleet([.. await Task.WhenAll(starting).ConfigureAwait(false)]);
    }

    public async ValueTask DisposeAsync() => await Task.WhenAll(_pccs.Select(pcc => pcc.DisposeAsync().AsTask())).ConfigureAwait(false);

    private static IPAddress Plus(IPAddress address, int n)
    {
        var octets = address.GetAddressBytes();
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(octets, System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(octets) + (uint)n);
        return new IPAddress(octets);
    }
}
