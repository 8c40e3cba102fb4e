using System.Net;
using System.Text.Json;
using PceServer.Testing;

namespace PceServer.Admin.Tests;

/// <summary>POST /v1/paths:compute as an operator's script sees it.</summary>
public sealed class ComputePathTests
{
    /// <summary>A square with a diagonal: A-B-D is the shortest by IGP metric, A-C-D the quickest, B-C red; A-B has a colour beyond 32 bits.</summary>
    private const string Square =
        """
        A-B 10 delay=900 color=200
        B-D 10 delay=900
        A-C 20 delay=100
        C-D 20 delay=100
        B-C 5 delay=100 color=0
        """;

    private AdminServer _server = null!;

    [OneTimeSetUp]
    public async Task Start() => _server = await AdminServer.StartAsync(Net.Build(Square));

    [OneTimeTearDown]
    public async Task Stop() => await _server.DisposeAsync();

    [Test]
    public async Task Path_answer_has_the_fields_of_the_contract()
    {
        var (status, body) = await _server.PostAsync("/v1/paths:compute", """{"source":"A","destination":"D"}""");
        Assert.That(status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(body.GetProperty("found").GetBoolean(), Is.True);
        Assert.That(body.GetProperty("cost").GetDouble(), Is.EqualTo(20));
        Assert.That(Nodes(body), Is.EqualTo(new[] { "B", "D" }));
        Assert.That(body.GetProperty("hops")[0].GetProperty("link").GetString(), Does.StartWith("A->B"));
        Assert.That(Numbers(body.GetProperty("labels")), Is.EqualTo(new[] { 16003u }));
        Assert.That(body.GetProperty("trace").GetProperty("verdict").GetString(), Is.EqualTo("DELIVERED"));
        Assert.That(body.GetProperty("trace").GetProperty("hops").GetArrayLength(), Is.EqualTo(3));
        Assert.That(body.GetProperty("topologyVersion").GetUInt64(), Is.EqualTo(_server.Engine.Topology.Version));
        Assert.That(body.GetProperty("reason").ValueKind, Is.EqualTo(JsonValueKind.String));
    }

    [TestCase("A"), TestCase("10.0.0.1"), TestCase("0000.0000.0001")]
    public async Task Source_is_found_by_name_router_id_and_igp_id(string source)
    {
        var (_, body) = await _server.PostAsync("/v1/paths:compute", $$"""{"source":"{{source}}","destination":"D"}""");
        Assert.That(Nodes(body), Is.EqualTo(new[] { "B", "D" }));
    }

    [TestCase("""{"objective":"DELAY"}""", "C,D", 200)]
    [TestCase("""{"objective":"delay"}""", "C,D", 200)]
    [TestCase("""{"objective":"HOPS"}""", "B,D", 2)]
    [TestCase("""{"bounds":[{"type":"DELAY","value":1500}]}""", "B,C,D", 35)]
    [TestCase("""{"bounds":[{"type":"DELAY","value":300}], "excludeAny":1}""", "C,D", 40)]
    [TestCase("""{"extendedExcludeAny":"0x100000000000000000000000000000000000000000000000000"}""", "C,B,D", 35)]
    [TestCase("""{"excludeNodes":["B"]}""", "C,D", 40)]
    [TestCase("""{"excludeLinks":["A->B"]}""", "C,B,D", 35)]
    [TestCase("""{"excludeLinks":["172.16.0.2"], "excludeAny":1}""", "C,D", 40)]
    [TestCase("""{"includeNodes":["C"]}""", "B,C,D", 35)]
    [TestCase("""{"includeNodes":["C","B"]}""", "C,B,D", 35)]
    public async Task Constraint_bends_the_path(string constraint, string nodes, double cost)
    {
        var (status, body) = await _server.PostAsync("/v1/paths:compute", """{"source":"A","destination":"D",""" + constraint.Trim()[1..]);
        Assert.That(status, Is.EqualTo(HttpStatusCode.OK), body.ToString());
        Assert.That((string.Join(',', Nodes(body)), body.GetProperty("cost").GetDouble()), Is.EqualTo((nodes, cost)), body.ToString());
    }

    [Test]
    public async Task Link_of_a_reply_can_be_excluded_as_it_is_shown()
    {
        var (_, first) = await _server.PostAsync("/v1/paths:compute", """{"source":"A","destination":"D"}""");
        var link = first.GetProperty("hops")[0].GetProperty("link").GetString();
        var (_, second) = await _server.PostAsync(
            "/v1/paths:compute", JsonSerializer.Serialize(new { source = "A", destination = "D", excludeLinks = new[] { link } }));
        Assert.That(Nodes(second), Is.EqualTo(new[] { "C", "B", "D" }));
    }

    [TestCase("""{"bounds":[{"type":"IGP","value":1}]}"""), TestCase("""{"bandwidthBytesPerSecond":9e15}"""), TestCase("""{"excludeNodes":["B","C"]}""")]
    [TestCase("""{"includeAll":255}"""), TestCase("""{"includeNodes":["C"],"maxSids":1,"excludeAny":1,"excludeLinks":["A->C"]}""")]
    public async Task No_path_is_an_answer_with_a_reason(string constraint)
    {
        var (status, body) = await _server.PostAsync("/v1/paths:compute", """{"source":"A","destination":"D",""" + constraint[1..]);
        Assert.That(status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(body.GetProperty("found").GetBoolean(), Is.False);
        Assert.That(body.GetProperty("reason").GetString(), Is.Not.Empty);
        Assert.That(body.GetProperty("hops").GetArrayLength() + body.GetProperty("labels").GetArrayLength(), Is.Zero);
        Assert.That(body.GetProperty("trace").GetProperty("hops").GetArrayLength(), Is.Zero);
        Assert.That(body.GetProperty("topologyVersion").GetUInt64(), Is.EqualTo(_server.Engine.Topology.Version));
    }

    [Test]
    public async Task No_path_names_what_cuts_and_what_would_help()
    {
        var (_, body) = await _server.PostAsync("/v1/paths:compute", """{"source":"A","destination":"D","excludeNodes":["B"],"bounds":[{"type":"IGP","value":30}]}""");
        Assert.That(body.GetProperty("cutting").EnumerateArray().Select(c => c.GetProperty("kind").GetString()), Is.EquivalentTo(new[] { "EXCLUSION", "BOUND" }), body.ToString());
        Assert.That(body.GetProperty("relaxations").GetArrayLength(), Is.GreaterThan(0));
        Assert.That(body.GetProperty("relaxations")[0].GetProperty("text").GetString(), Is.Not.Empty);
    }

    [TestCase("""{"destination":"D"}""", "source")]
    [TestCase("""{"source":"A"}""", "destination")]
    [TestCase("""{"source":"nowhere","destination":"D"}""", "source")]
    [TestCase("""{"source":"A","destination":"D","objective":"FAST"}""", "objective")]
    [TestCase("""{"source":"A","destination":"D","bounds":[{"type":"COLOUR","value":1}]}""", "bounds[0].type")]
    [TestCase("""{"source":"A","destination":"D","bounds":[{"type":"IGP","value":-1}]}""", "bounds[0].value")]
    [TestCase("""{"source":"A","destination":"D","bounds":[{"type":"IGP"}]}""", "bounds[0].value")]
    [TestCase("""{"source":"A","destination":"D","bounds":[{"type":"IGP","value":1e300}]}""", "bounds[0].value")]
    [TestCase("""{"source":"A","destination":"D","bounds":[{"type":"IGP","value":10},{"type":"TE","value":1},{"type":"igp","value":20}]}""", "bounds[2].type")]
    [TestCase("""{"source":"A","destination":"D","excludeNodes":["B","A"]}""", "excludeNodes[1]")]
    [TestCase("""{"source":"A","destination":"D","excludeNodes":["10.0.0.3"]}""", "excludeNodes[0]")]
    [TestCase("""{"source":"A","destination":"D","bounds":{"type":"IGP","value":1}}""", "bounds")]
    [TestCase("""{"source":"A","destination":"D","bandwidthBytesPerSecond":-5}""", "bandwidthBytesPerSecond")]
    [TestCase("""{"source":"A","destination":"D","bandwidthBytesPerSecond":"much"}""", "bandwidthBytesPerSecond")]
    [TestCase("""{"source":"A","destination":"D","bandwidthBytesPerSecond":1.5}""", "bandwidthBytesPerSecond")]
    [TestCase("""{"source":"A","destination":"D","excludeAny":-1}""", "excludeAny")]
    [TestCase("""{"source":"A","destination":"D","extendedExcludeAny":"12"}""", "extendedExcludeAny")]
    [TestCase("""{"source":"A","destination":"D","extendedIncludeAll":"0x12345678901234567890123456789012345678901234567890123456789012345"}""", "extendedIncludeAll")]
    [TestCase("""{"source":"A","destination":"D","includeAny":4294967296}""", "includeAny")]
    [TestCase("""{"source":"A","destination":"D","includeAll":"red"}""", "includeAll")]
    [TestCase("""{"source":"A","destination":"D","excludeNodes":["E"]}""", "excludeNodes[0]")]
    [TestCase("""{"source":"A","destination":"D","excludeNodes":"B"}""", "excludeNodes")]
    [TestCase("""{"source":"A","destination":"D","excludeLinks":["A->D"]}""", "excludeLinks[0]")]
    [TestCase("""{"source":"A","destination":"D","includeNodes":["C",7]}""", "includeNodes[1]")]
    [TestCase("""{"source":"A","destination":"D","maxSids":1.5}""", "maxSids")]
    [TestCase("""{"source":"A","destination":"D","avoidNodes":["B"]}""", "avoidNodes")]
    [TestCase("""{"source":"A","source":"B","destination":"D"}""", "source")]
    [TestCase("""["A","D"]""", "body")]
    [TestCase("""{"source":"A",""", "body")]
    public async Task Bad_field_is_named(string request, string field)
    {
        var (status, body) = await _server.PostAsync("/v1/paths:compute", request);
        Assert.That(status, Is.EqualTo(HttpStatusCode.BadRequest), body.ToString());
        Assert.That(body.GetProperty("message").GetString(), Does.StartWith($"{field}: "));
        Assert.That(body.GetProperty("details")[0].GetProperty("fieldViolations")[0].GetProperty("field").GetString(), Is.EqualTo(field));
    }

    [Test]
    public async Task Amount_out_of_its_bounds_is_told_with_value_and_rule()
    {
        var (_, body) = await _server.PostAsync("/v1/paths:compute", """{"source":"A","destination":"D","bandwidthBytesPerSecond":-0.5}""");
        Assert.That(body.GetProperty("message").GetString(), Is.EqualTo("bandwidthBytesPerSecond: must be a whole number from 0 to 9007199254740992, not -0.5"));
    }

    [Test]
    public async Task Every_bad_field_is_named_at_once()
    {
        var (_, body) = await _server.PostAsync("/v1/paths:compute", """{"source":"X","destination":"Y","objective":"Z","maxSids":1}""");
        Assert.That(
            body.GetProperty("details")[0].GetProperty("fieldViolations").EnumerateArray().Select(v => v.GetProperty("field").GetString()),
            Is.EqualTo(new[] { "source", "destination", "objective" }));
    }

    [Test]
    public async Task Body_without_content_type_is_read_as_json()
    {
        using var content = new ByteArrayContent("""{"source":"A","destination":"D"}"""u8.ToArray());
        using var response = await _server.Http.PostAsync(new Uri("/v1/paths:compute", UriKind.Relative), content);
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task Grpc_gives_the_same_answer()
    {
        var client = new V1.Paths.PathsClient(_server.Grpc);
        var reply = await client.ComputePathAsync(new V1.ComputePathRequest { Source = "A", Destination = "D", Objective = "DELAY" });
        Assert.That((reply.Found, reply.Cost, string.Join(',', reply.Hops.Select(h => h.Node))), Is.EqualTo((true, 200d, "C,D")));
    }

    private static IEnumerable<string?> Nodes(JsonElement body) => body.GetProperty("hops").EnumerateArray().Select(h => h.GetProperty("node").GetString());

    private static IEnumerable<uint> Numbers(JsonElement list) => list.EnumerateArray().Select(n => n.GetUInt32());
}
