using System.Net;
using System.Text;
using System.Text.Json;
using Google.Protobuf;
using PceServer.Admin.V1;

namespace PceServer.Demo;

/// <summary>The operator's HTTP+JSON, used as any operator would: the demo shows nothing that they cannot see.</summary>
internal sealed class DemoApi(IPEndPoint admin) : IDisposable
{
    /// <summary>On a busy machine things take their time; nothing is waited for that has come.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(2);

    private readonly HttpClient _http = new() { BaseAddress = new Uri($"http://{admin}") };

    public Uri Address => _http.BaseAddress!;

    public async Task<Lsp?> LspAsync(string pcc, string name)
    {
        using var response = await _http.GetAsync(new Uri($"/v1/lsps/{Uri.EscapeDataString(pcc)}/{Uri.EscapeDataString(name)}", UriKind.Relative));
        return response.IsSuccessStatusCode ? Parse<Lsp>(await response.Content.ReadAsStringAsync()) : null;
    }

    public async Task<TopologyReply> TopologyAsync() => Parse<TopologyReply>(await _http.GetStringAsync(new Uri("/v1/topology", UriKind.Relative)));

    public async Task<ComputePathReply> ComputeAsync(object question) => Parse<ComputePathReply>(await PostAsync("/v1/paths:compute", question));

    public async Task<Trace> TraceAsync(string headEnd, IEnumerable<uint> labels, string destination) =>
        Parse<TraceReply>(await PostAsync("/v1/trace", new { headEnd, labels, destination })).Trace;

    /// <summary>Looks again and again until it is as hoped; null when it never is.</summary>
    public static async Task<T?> UntilAsync<T>(Func<Task<T?>> look, Func<T, bool> isAsHoped) where T : class
    {
        for (var end = DateTime.UtcNow + Patience; DateTime.UtcNow < end; await Task.Delay(Pause))
        {
            if (await look() is { } seen && isAsHoped(seen))
                return seen;
        }
        return null;
    }

    public void Dispose() => _http.Dispose();

    private async Task<string> PostAsync(string path, object question)
    {
        using var content = new StringContent(JsonSerializer.Serialize(question), Encoding.UTF8, "application/json");
        using var response = await _http.PostAsync(new Uri(path, UriKind.Relative), content);
        var text = await response.Content.ReadAsStringAsync();
        return response.IsSuccessStatusCode ? text : throw new InvalidOperationException($"{path}: {text}");
    }

    private static T Parse<T>(string json) where T : IMessage<T>, new() => JsonParser.Default.Parse<T>(json);
}
