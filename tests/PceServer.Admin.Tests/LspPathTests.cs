using System.Net;
using System.Net.Sockets;
using System.Text;
using PceServer.Admin.Http;

namespace PceServer.Admin.Tests;

/// <summary>Names of LSPs are the routers' choice; a path must be able to carry any of them.</summary>
public sealed class LspPathTests
{
    [TestCase("/v1/lsps/10.0.0.1/blue", "10.0.0.1", "blue")]
    [TestCase("/v1/lsps/10.0.0.1/to/Paris/1", "10.0.0.1", "to/Paris/1")]
    [TestCase("/v1/lsps/10.0.0.1/to%2FParis%2F1", "10.0.0.1", "to/Paris/1")]
    [TestCase("/v1/lsps/10.0.0.1/100%25", "10.0.0.1", "100%")]
    [TestCase("/v1/lsps/10.0.0.1/a%252Fb", "10.0.0.1", "a%2Fb")]
    [TestCase("/v1/lsps/10.0.0.1/two%20words", "10.0.0.1", "two words")]
    [TestCase("/v1/lsps/10.0.0.1/a+b", "10.0.0.1", "a+b")]
    [TestCase("/v1/lsps/10.0.0.1/../x/./y", "10.0.0.1", "../x/./y")]
    [TestCase("/v1/lsps/10.0.0.1/%2E%2E", "10.0.0.1", "..")]
    [TestCase("/v1/lsps/10.0.0.1//lead", "10.0.0.1", "/lead")]
    [TestCase("/v1/lsps/10.0.0.1/trail/", "10.0.0.1", "trail/")]
    [TestCase("/v1/lsps/10.0.0.1/a:b.c", "10.0.0.1", "a:b.c")]
    [TestCase("/v1/lsps/10.0.0.1/caf%C3%A9", "10.0.0.1", "café")]
    [TestCase("/v1/lsps/10.0.0.1/what%3F?x=y", "10.0.0.1", "what?")]
    [TestCase("/v1/lsps/2001:db8::1/blue", "2001:db8::1", "blue")]
    [TestCase("/v1/lsps/2001%3Adb8%3A%3A1/blue", "2001:db8::1", "blue")]
    [TestCase("/v1/lsps/site%2Fpe1/blue", "site/pe1", "blue")]
    public void Path_gives_pcc_and_name(string target, string pcc, string name)
    {
        Assert.That(LspPath.TryParse(target, out var foundPcc, out var foundName), Is.True);
        Assert.That((foundPcc, foundName), Is.EqualTo((pcc, name)));
    }

    [TestCase("/v1/lsps"), TestCase("/v1/lsps/"), TestCase("/v1/lsps/10.0.0.1"), TestCase("/v1/lsps/10.0.0.1/"), TestCase("/v1/sessions"), TestCase("")]
    public void Path_without_both_parts_is_left_alone(string target) => Assert.That(LspPath.TryParse(target, out _, out _), Is.False);

    /// <summary>What a client library would tidy up goes over a bare socket, as it is.</summary>
    [TestCase("10.0.0.9/../x/./y", "../x/./y"), TestCase("10.0.0.9/a%2Fb", "a/b"), TestCase("10.0.0.9/a%252Fb", "a%2Fb"), TestCase("10.0.0.9//x", "/x")]
    [TestCase("10.0.0.9/100%25%20of%20it", "100% of it")]
    public async Task Name_reaches_the_engine_as_it_was_meant(string path, string name)
    {
        await using var server = await AdminServer.StartAsync();
        var answer = await RawGetAsync(server.Http.BaseAddress!.Port, $"/v1/lsps/{path}");
        Assert.That(answer, Does.StartWith("HTTP/1.1 404"));
        Assert.That(answer, Does.Contain("no PCC \\\"10.0.0.9\\\""), $"looked for {name}");
    }

    private static async Task<string> RawGetAsync(int port, string target)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, port);
        await using var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"GET {target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"));
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync();
    }
}
