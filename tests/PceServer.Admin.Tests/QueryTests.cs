using System.Net;
using System.Text.Json;
using PceServer.Testing;

namespace PceServer.Admin.Tests;

public sealed class QueryTests
{
    [Test]
    public async Task Topology_shows_nodes_links_prefixes_and_sids()
    {
        await using var server = await AdminServer.StartAsync(Net.Build("A-B 10/30 te=7 delay=5 color=0,2 srlg=4", "node B msd=4"));
        var (status, body) = await server.GetAsync("/v1/topology");
        Assert.That(status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(body.GetProperty("version").GetUInt64(), Is.EqualTo(server.Engine.Topology.Version));
        var node = body.GetProperty("nodes").EnumerateArray().Single(n => n.GetProperty("name").GetString() == "B");
        Assert.That(node.GetProperty("routerId").GetString(), Is.EqualTo("10.0.0.2"));
        Assert.That(node.GetProperty("maxSidDepth").GetUInt32(), Is.EqualTo(4));
        Assert.That(node.GetProperty("srgb")[0].ToString(), Is.EqualTo("""{"first":16000,"size":8000}"""));
        Assert.That(node.GetProperty("sids")[0].GetProperty("value").GetUInt32(), Is.EqualTo(2));
        var link = body.GetProperty("links").EnumerateArray().Single(l => l.GetProperty("from").GetString() == "A");
        Assert.That(link.GetProperty("igpMetric").GetUInt32(), Is.EqualTo(10));
        Assert.That(link.GetProperty("teMetric").GetUInt32(), Is.EqualTo(7));
        Assert.That(link.GetProperty("delayMicroseconds").GetUInt32(), Is.EqualTo(5));
        Assert.That(link.GetProperty("adminGroup").GetUInt32(), Is.EqualTo(5));
        Assert.That(link.GetProperty("maximumBandwidth").GetDouble(), Is.EqualTo(1.25e9));
        Assert.That(body.GetProperty("prefixes").GetArrayLength(), Is.EqualTo(2));
    }

    [Test]
    public async Task Metric_that_was_not_announced_is_absent()
    {
        await using var server = await AdminServer.StartAsync(Net.Build("A-B 10"));
        var (_, body) = await server.GetAsync("/v1/topology");
        Assert.That(body.GetProperty("links")[0].TryGetProperty("delayMicroseconds", out var delay) && delay.ValueKind != JsonValueKind.Null, Is.False);
    }

    [TestCase("/v1/sessions", "sessions"), TestCase("/v1/lsps", "lsps"), TestCase("/v1/bgp/peers", "peers"), TestCase("/v1/verification", "rows")]
    [TestCase("/v1/lsps?pcc=10.0.0.1&name=x", "lsps"), TestCase("/v1/topology", "nodes")]
    public async Task Empty_server_answers_with_empty_lists(string path, string list)
    {
        await using var server = await AdminServer.StartAsync();
        var (status, body) = await server.GetAsync(path);
        Assert.That(status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(body.GetProperty(list).GetArrayLength(), Is.Zero);
    }

    [Test]
    public async Task Server_is_healthy_but_not_ready_until_a_topology_is_loaded()
    {
        await using var server = await AdminServer.StartAsync();
        Assert.That((await server.Http.GetAsync(new Uri("/healthz", UriKind.Relative))).StatusCode, Is.EqualTo(HttpStatusCode.OK));
        var before = await server.Http.GetAsync(new Uri("/readyz", UriKind.Relative));
        Assert.That((before.StatusCode, await before.Content.ReadAsStringAsync()),
            Is.EqualTo((HttpStatusCode.ServiceUnavailable, "no topology: no BGP-LS peer or file has announced a node yet\n")));
        await server.Engine.ApplyTopologyAsync([.. Net.Build("A-B 10").Changes]);
        await server.Engine.FlushTopologyAsync();
        Assert.That((await server.Http.GetAsync(new Uri("/readyz", UriKind.Relative))).StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task Unknown_endpoint_says_so_in_json()
    {
        await using var server = await AdminServer.StartAsync();
        var (status, body) = await server.GetAsync("/v1/session");
        Assert.That(status, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(body.GetProperty("message").GetString(), Does.StartWith("GET /v1/session:"));
    }

    [Test]
    public async Task Events_come_as_json_one_a_line()
    {
        await using var server = await AdminServer.StartAsync();
        using var response = await server.Http.GetAsync(new Uri("/v1/events?kinds=TOPOLOGY", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        await server.Engine.ApplyTopologyAsync([.. Net.Build("A-B 10").Changes]);
        await server.Engine.FlushTopologyAsync();
        var happened = JsonDocument.Parse((await reader.ReadLineAsync())!).RootElement;
        Assert.That(happened.GetProperty("kind").GetString(), Is.EqualTo("TOPOLOGY"));
        Assert.That(happened.GetProperty("topologyVersion").GetUInt64(), Is.EqualTo(server.Engine.Topology.Version));
    }

    [Test]
    public async Task Events_of_an_unknown_kind_are_refused()
    {
        await using var server = await AdminServer.StartAsync();
        var (status, body) = await server.GetAsync("/v1/events?kinds=WEATHER");
        Assert.That((status, body.GetProperty("message").GetString()!.Split(':')[0]), Is.EqualTo((HttpStatusCode.BadRequest, "kinds[0]")));
    }

    [TestCase("/v1/lsps?pc=10.0.0.1", "pc"), TestCase("/v1/sessions?state=UP", "state"), TestCase("/v1/topology?fromat=dot", "fromat")]
    [TestCase("/v1/verification?driftedOnly=maybe", "driftedOnly"), TestCase("/v1/lsps?name=a&name=b", "name"), TestCase("/v1/lsps/10.0.0.1/a%2Fb?verbose=1", "verbose")]
    [TestCase("/v1/topology/health?x", "x")]
    public async Task Query_that_is_not_understood_is_named(string path, string field)
    {
        await using var server = await AdminServer.StartAsync();
        var (status, body) = await server.GetAsync(path);
        Assert.That(status, Is.EqualTo(HttpStatusCode.BadRequest), body.ToString());
        Assert.That(body.GetProperty("message").GetString(), Does.StartWith($"{field}: "));
    }

    [TestCase("/v1/verification?driftedOnly=true"), TestCase("/v1/lsps?pcc=10.0.0.1"), TestCase("/v1/topology?format=json")]
    public async Task Query_that_is_understood_is_answered(string path)
    {
        await using var server = await AdminServer.StartAsync();
        Assert.That((await server.GetAsync(path)).Status, Is.EqualTo(HttpStatusCode.OK));
    }

    [TestCase("POST", "/v1/sessions", "GET"), TestCase("GET", "/v1/paths:compute", "POST"), TestCase("DELETE", "/v1/topology/static", "PUT")]
    public async Task Endpoint_asked_with_another_method_says_which_it_takes(string method, string path, string allowed)
    {
        await using var server = await AdminServer.StartAsync();
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(path, UriKind.Relative));
        using var response = await server.Http.SendAsync(request);
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.MethodNotAllowed));
        Assert.That(response.Content.Headers.Allow, Is.EqualTo(new[] { allowed }));
        Assert.That(await response.Content.ReadAsStringAsync(), Does.Contain($"{method} {path}: this endpoint takes {allowed}"));
    }

    [TestCase("/healthz", HttpStatusCode.OK), TestCase("/readyz", HttpStatusCode.ServiceUnavailable)]
    public async Task Monitors_may_ask_with_head(string path, HttpStatusCode expected)
    {
        await using var server = await AdminServer.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Head, new Uri(path, UriKind.Relative));
        using var response = await server.Http.SendAsync(request);
        Assert.That(response.StatusCode, Is.EqualTo(expected));
    }
}
