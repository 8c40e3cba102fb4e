using System.Net;
using PceServer.Testing;

namespace PceServer.Admin.Tests;

public sealed class TraceTests
{
    private AdminServer _server = null!;

    [OneTimeSetUp]
    public async Task Start() => _server = await AdminServer.StartAsync(Net.Build("A-B 10", "B-C 10", "A-C 50"));

    [OneTimeTearDown]
    public async Task Stop() => await _server.DisposeAsync();

    [Test]
    public async Task Stack_is_walked_hop_by_hop()
    {
        var (status, body) = await _server.PostAsync("/v1/trace", """{"headEnd":"A","labels":[16003],"destination":"C"}""");
        Assert.That(status, Is.EqualTo(HttpStatusCode.OK), body.ToString());
        var trace = body.GetProperty("trace");
        Assert.That(trace.GetProperty("verdict").GetString(), Is.EqualTo("DELIVERED"));
        Assert.That(trace.GetProperty("hops").EnumerateArray().Select(h => h.GetProperty("node").GetString()), Is.EqualTo(new[] { "A", "B", "C" }));
        Assert.That(trace.GetProperty("hops")[1].GetProperty("link").GetString(), Does.StartWith("A->B ("));
        Assert.That(body.GetProperty("table").GetString(), Does.Contain("DELIVERED"));
    }

    [Test]
    public async Task Stack_without_a_destination_is_followed_to_its_end()
    {
        var (_, body) = await _server.PostAsync("/v1/trace", """{"headEnd":"A","labels":[16003]}""");
        Assert.That(body.GetProperty("trace").GetProperty("verdict").GetString(), Is.EqualTo("DELIVERED"));
    }

    [Test]
    public async Task Stack_that_leads_astray_is_told_with_the_place()
    {
        var (status, body) = await _server.PostAsync("/v1/trace", """{"headEnd":"A","labels":[16002],"destination":"C"}""");
        Assert.That((status, body.GetProperty("trace").GetProperty("verdict").GetString()), Is.EqualTo((HttpStatusCode.OK, "DELIVERED_ELSEWHERE")));
        Assert.That(body.GetProperty("trace").GetProperty("reason").GetString(), Is.Not.Empty);
    }

    [TestCase("""{"labels":[16003]}""", "headEnd"), TestCase("""{"headEnd":"A"}""", "labels"), TestCase("""{"headEnd":"A","labels":[1048576]}""", "labels[0]")]
    [TestCase("""{"lsp":"x"}""", "pcc"), TestCase("""{"lsp":"x","pcc":"p","labels":[3]}""", "lsp"), TestCase("""{"headEnd":"A","labels":["x"]}""", "labels[0]")]
    public async Task Bad_field_is_named(string request, string field)
    {
        var (status, body) = await _server.PostAsync("/v1/trace", request);
        Assert.That((status, body.GetProperty("message").GetString()!.Split(": ")[0]), Is.EqualTo((HttpStatusCode.BadRequest, field)));
    }

    [Test]
    public async Task Packets_of_a_branch_come_as_a_capture()
    {
        using var content = new StringContent("""{"headEnd":"A","labels":[16003]}""");
        using var response = await _server.Http.PostAsync(new Uri("/v1/trace:packets", UriKind.Relative), content);
        Assert.That(response.Content.Headers.ContentType?.MediaType, Is.EqualTo("application/vnd.tcpdump.pcap"));
        var capture = await response.Content.ReadAsByteArrayAsync();
        Assert.That(capture[..4], Is.EqualTo(new byte[] { 0xD4, 0xC3, 0xB2, 0xA1 }), "little-endian pcap");
        Assert.That(capture, Has.Length.GreaterThan(24 + (2 * (16 + 14 + 20))), "two links, two packets");
        var (status, body) = await _server.PostAsync("/v1/trace:packets", """{"headEnd":"A","labels":[16003],"branch":5}""");
        Assert.That((status, body.GetProperty("message").GetString()!.Split(": ")[0]), Is.EqualTo((HttpStatusCode.BadRequest, "branch")));
    }

    [Test]
    public async Task Unknown_lsp_is_not_found()
    {
        var (status, _) = await _server.PostAsync("/v1/trace", """{"pcc":"10.0.0.1","lsp":"x"}""");
        Assert.That(status, Is.EqualTo(HttpStatusCode.NotFound));
    }
}
