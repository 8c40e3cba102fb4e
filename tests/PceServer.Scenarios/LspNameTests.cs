using System.Net;
using PceServer.Emulation;
using PceServer.Testing;
using PceServer.Wire;

namespace PceServer.Scenarios;

/// <summary>Every name that a router can give to an LSP leads to it at the operator's endpoint, also where the router speaks IPv6.</summary>
public sealed class LspNameTests
{
    private static readonly string[] Names = ["plain", "to/Paris/1", "10.0.0.1:7", "100%", "a%2Fb", "two words", "a.b..c", "../x", "/lead", "trail/", "café", "a?b=c&d#e", "+"];

    [Test, CancelAfter(30_000)]
    public async Task Lsp_of_any_name_is_found([Values] bool isIpv6, CancellationToken cancellation)
    {
        await using var server = await RunningServer.StartAsync(o => o, isIpv6 ? IPAddress.IPv6Loopback : IPAddress.Loopback);
        await server.LoadAsync(Net.Build("A-B 10", "B-C 10"));
        await using var router = await server.RouterAsync("10.0.0.1", o => isIpv6 ? o with { SourceAddress = null } : o);
        foreach (var name in Names)
            router.Add(new LspPlan(name, Ipv4Address.Parse("10.0.0.3")));
        foreach (var name in Names)
            await router.LspAsync(name, l => l.CarriesTraffic, cancellation);
        var pcc = (await server.GetAsync("/v1/sessions")).GetProperty("sessions")[0].GetProperty("pcc").GetString()!;
        if (isIpv6)
            Assert.That(pcc, Is.EqualTo("::1"));
        foreach (var name in Names)
        {
            // A dot segment would be folded by the client: such a name travels encoded as a whole.
            var path = $"/v1/lsps/{Uri.EscapeDataString(pcc)}/{Uri.EscapeDataString(name)}";
            var lsp = await server.UntilAsync(path, l => l.GetProperty("operational").GetString() == "ACTIVE", cancellation);
            Assert.That((lsp.GetProperty("name").GetString(), lsp.GetProperty("pcc").GetString()), Is.EqualTo((name, pcc)));
            Assert.That(lsp.GetProperty("trace").GetProperty("verdict").GetString(), Is.EqualTo("DELIVERED"));
            var filtered = await server.GetAsync($"/v1/lsps?pcc={Uri.EscapeDataString(pcc)}&name={Uri.EscapeDataString(name)}");
            Assert.That(filtered.GetProperty("lsps").EnumerateArray().Select(l => l.GetProperty("name").GetString()), Is.EqualTo(new[] { name }));
        }
    }
}
