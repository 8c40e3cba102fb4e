using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Text.Json;
using FrrLab;

namespace PceServer.Lab;

/// <summary>The server as its own process in a namespace, with its usual ports, and its operator API.</summary>
internal sealed class LabServer : IAsyncDisposable
{
    private readonly LabProcess _process;
    private readonly HttpClient _http;

    private LabServer(LabProcess process, HttpClient http)
    {
        _process = process;
        _http = http;
    }

    public string Log => _process.Said;

    public static async Task<LabServer> StartAsync(NetworkNamespace network, params string[] settings)
    {
        var process = LabProcess.Start(network,
        [
            "dotnet", Path.Combine(AppContext.BaseDirectory, "PceServer.dll"), "--Pce:Pcep:Listen=0.0.0.0:4189", "--Pce:Bgp:Listen=0.0.0.0:179",
            "--Pce:Admin:Listen=127.0.0.1:8080", "--Pce:Admin:GrpcListen=127.0.0.1:8081", .. settings,
        ]);
        var first = await process.ReadLineAsync();
        if (first is null || !first.Contains("\"listening\"", StringComparison.Ordinal))
            Assert.Fail($"the server did not start: {first}\n{process.Said}");
        var handler = new SocketsHttpHandler { ConnectCallback = async (_, cancellation) => await ConnectAsync(network, cancellation) };
        return new LabServer(process, new HttpClient(handler) { BaseAddress = new Uri("http://127.0.0.1:8080") });
    }

    public async Task<JsonElement> GetAsync(string path) => await _http.GetFromJsonAsync<JsonElement>(path);

    public async Task<JsonElement> PostAsync(string path, object body)
    {
        using var reply = await _http.PostAsJsonAsync(path, body);
        return await reply.Content.ReadFromJsonAsync<JsonElement>();
    }

    /// <summary>The objects of a stream, one a line, as they come.</summary>
    public async IAsyncEnumerable<JsonElement> StreamAsync(string path, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var stream = await _http.GetStreamAsync(path, cancellation);
        using var reader = new StreamReader(stream);
        while (await reader.ReadLineAsync(cancellation) is { } line)
        {
            if (line.TrimStart().StartsWith('{'))
                yield return JsonDocument.Parse(line).RootElement;
        }
    }

    public async Task<bool> IsReadyAsync()
    {
        using var reply = await _http.GetAsync("/readyz");
        return reply.IsSuccessStatusCode;
    }

    /// <summary>Waits for an LSP that is as wished.</summary>
    public Task<JsonDocument> LspAsync(string name, Func<JsonElement, bool> predicate, string what) => Eventually.SeeAsync($"LSP {name}: {what}", async () =>
    {
        var reply = await _http.GetStringAsync($"/v1/lsps?name={Uri.EscapeDataString(name)}");
        using var all = JsonDocument.Parse(reply);
        var found = all.RootElement.GetProperty("lsps").EnumerateArray().FirstOrDefault(predicate);
        return (found.ValueKind == JsonValueKind.Object ? JsonDocument.Parse(found.GetRawText()) : null, reply);
    });

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _process.DisposeAsync();
    }

    private static async Task<Stream> ConnectAsync(NetworkNamespace network, CancellationToken cancellation)
    {
        var socket = network.CreateSocket(AddressFamily.InterNetwork);
        await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, 8080), cancellation);
        return new NetworkStream(socket, ownsSocket: true);
    }
}
