using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using PceServer.Testing;
using PceServer.Topology;

namespace PceServer.Admin.Tests;

/// <summary>PUT /v1/topology/static and GET /v1/topology?format=.</summary>
public sealed class TopologyDocumentTests
{
    private const string TwoNodes =
        """
        { "nodes": [ { "name": "paris", "routerId": "10.0.0.1", "sid": 1, "srgb": "16000-23999" }, { "name": "lyon", "routerId": "10.0.0.2", "sid": 2, "srgb": "16000-23999" } ],
          "links": [ { "a": "paris", "b": "lyon", "aAddress": "172.16.0.0", "bAddress": "172.16.0.1", "igpMetric": 10 } ] }
        """;

    [Test]
    public async Task File_that_is_put_becomes_the_topology()
    {
        await using var server = await AdminServer.StartAsync();
        var (status, body) = await PutAsync(server, TwoNodes);
        Assert.That(status, Is.EqualTo(HttpStatusCode.OK), body.ToString());
        Assert.That(body.ToString(), Is.EqualTo($$"""{"nodes":2,"links":2,"prefixes":2,"topologyVersion":{{server.Engine.Topology.Version}}}"""));
        Assert.That((server.Engine.Topology.NodeCount, server.Engine.Topology.EdgeCount), Is.EqualTo((2, 2)));
    }

    [Test]
    public async Task Second_file_takes_the_place_of_the_first_and_leaves_other_feeds_alone()
    {
        await using var server = await AdminServer.StartAsync(Net.Build("X-Y 10"));
        await PutAsync(server, TwoNodes);
        var (status, _) = await PutAsync(server, """{ "nodes": [ { "name": "nice", "routerId": "10.9.0.3" } ] }""");
        Assert.That(status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(server.Engine.Topology.Nodes.Select(n => n.DisplayName), Is.EquivalentTo(new[] { "X", "Y", "nice" }));
    }

    [Test]
    public async Task Bad_file_changes_nothing_and_every_fault_is_named()
    {
        await using var server = await AdminServer.StartAsync();
        await PutAsync(server, TwoNodes);
        var version = server.Engine.Topology.Version;
        var (status, body) = await PutAsync(server, """{ "nodes": [ { "name": "a", "routerId": "ten" } ], "links": [ { "a": "a", "b": "zz" } ] }""");
        Assert.That(status, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(body.GetProperty("message").GetString(), Does.Contain("nodes[0].routerId").And.Contain("links[0].b"));
        Assert.That(server.Engine.Topology.Version, Is.EqualTo(version));
    }

    [Test]
    public async Task Json_export_can_be_put_back()
    {
        var net = Net.Build("A-B 10 delay=5 color=1", "B-C 20", "node C sid=77");
        await using var first = await AdminServer.StartAsync(net);
        var document = await first.Http.GetStringAsync(new Uri("/v1/topology?format=json", UriKind.Relative));
        await using var second = await AdminServer.StartAsync();
        var (status, body) = await PutAsync(second, document);
        Assert.That(status, Is.EqualTo(HttpStatusCode.OK), body.ToString());
        Assert.That(TopologyFile.Write(second.Engine.Topology), Is.EqualTo(TopologyFile.Write(first.Engine.Topology)));
    }

    [TestCase("graphml", "application/graphml+xml", "<graphml"), TestCase("dot", "text/vnd.graphviz", "digraph"), TestCase("GraphML", "application/graphml+xml", "<graphml")]
    public async Task Topology_is_exported_for_other_programs(string format, string type, string content)
    {
        await using var server = await AdminServer.StartAsync(Net.Build("A-B 10"));
        using var response = await server.Http.GetAsync(new Uri($"/v1/topology?format={format}", UriKind.Relative));
        Assert.That(response.Content.Headers.ContentType?.MediaType, Is.EqualTo(type));
        Assert.That(await response.Content.ReadAsStringAsync(), Does.Contain(content));
    }

    [Test]
    public async Task Health_names_what_is_wrong()
    {
        await using var server = await AdminServer.StartAsync(Net.Build("A-B 10", "A>C 10", "C-B 10", "node B sid=1"));
        var (status, body) = await server.GetAsync("/v1/topology/health");
        Assert.That(status, Is.EqualTo(HttpStatusCode.OK));
        var findings = body.GetProperty("findings").EnumerateArray().ToList();
        Assert.That(findings.Select(f => f.GetProperty("kind").GetString()), Does.Contain("ONE_WAY_LINK").And.Contain("DUPLICATE_PREFIX_SID"));
        Assert.That(findings.Select(f => f.GetProperty("message").GetString()), Is.All.Not.Empty);
        Assert.That(body.GetProperty("topologyVersion").GetUInt64(), Is.EqualTo(server.Engine.Topology.Version));
    }

    [Test]
    public async Task Unknown_format_is_refused()
    {
        await using var server = await AdminServer.StartAsync();
        var (status, body) = await server.GetAsync("/v1/topology?format=pdf");
        Assert.That((status, body.GetProperty("message").GetString()), Is.EqualTo((HttpStatusCode.BadRequest, "format: must be one of graphml, dot, json, not \"pdf\"")));
    }

    private static async Task<(HttpStatusCode Status, JsonElement Body)> PutAsync(AdminServer server, string document)
    {
        using var content = new StringContent(document, Encoding.UTF8, "application/json");
        using var response = await server.Http.PutAsync(new Uri("/v1/topology/static", UriKind.Relative), content);
        return (response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>());
    }
}
