using System.Net;
using Grpc.Core;
using PceServer.Testing;

namespace PceServer.Admin.Tests;

public sealed class SetPathTests
{
    [TestCase("setPath", """{"pcc": "10.0.0.1", "name": "x"}""", "labels: is required: the label stack, top first")]
    [TestCase("setPath", """{"pcc": "10.0.0.1", "labels": [16002]}""", "name: is required: the name of an LSP of that PCC")]
    [TestCase("setPath", """{"name": "x", "labels": [16002]}""", "pcc: is required: a PCC as /v1/sessions shows it")]
    [TestCase("setPath", """{"pcc": "10.0.0.1", "name": "x", "labels": [1048576]}""", "labels[0]: must be from 0 to 1048575, not 1048576")]
    [TestCase("setPath", """{"pcc": "10.0.0.1", "name": "x", "labels": [16002], "overide": true}""",
        "overide: is not a field; here may stand pcc, name, labels, override, operator")]
    [TestCase("setPath", """{"pcc": "10.0.0.1", "name": "x", "labels": [16002], "override": 1}""", "override: must be true or false, not 1")]
    [TestCase("releasePath", """{"pcc": "10.0.0.1", "name": "x", "operator": "a\nb"}""", "operator: must be at most 100 characters, none of them a control character")]
    public async Task Bad_field_is_named(string method, string body, string message)
    {
        await using var server = await AdminServer.StartAsync(Net.Build("A-B 10"));
        var (status, reply) = await server.PostAsync($"/v1/lsps:{method}", body);
        Assert.That((status, reply.GetProperty("message").GetString()), Is.EqualTo((HttpStatusCode.BadRequest, message)));
    }

    [TestCase("setPath", """{"pcc": "10.0.0.1", "name": "x", "labels": [16002]}""")]
    [TestCase("releasePath", """{"pcc": "10.0.0.1", "name": "x"}""")]
    public async Task Unknown_pcc_is_not_found(string method, string body)
    {
        await using var server = await AdminServer.StartAsync(Net.Build("A-B 10"));
        var (status, reply) = await server.PostAsync($"/v1/lsps:{method}", body);
        Assert.That((status, reply.GetProperty("message").GetString()), Is.EqualTo((HttpStatusCode.NotFound, "pcc: no PCC \"10.0.0.1\" has reported an LSP")));
    }

    [Test]
    public async Task Grpc_gives_the_same_answer()
    {
        await using var server = await AdminServer.StartAsync(Net.Build("A-B 10"));
        var client = new V1.Lsps.LspsClient(server.Grpc);
        var refused = await Assert.ThrowsAsync<RpcException>(async () => await client.SetPathAsync(new V1.SetPathRequest { Pcc = "10.0.0.1", Name = "x", Labels = { 16002 } }));
        Assert.That((refused!.StatusCode, refused.Status.Detail), Is.EqualTo((StatusCode.NotFound, "pcc: no PCC \"10.0.0.1\" has reported an LSP")));
    }
}
