using System.Text.Json;
using System.Text.Json.Nodes;

namespace PceServer.Demo;

/// <summary>What came true, for programs: one JSON object on the last line.</summary>
internal sealed class DemoFacts
{
    private readonly JsonObject _facts = new() { ["event"] = "demo" };
    private readonly JsonArray _steps = [];
    private readonly JsonArray _failures = [];

    public bool IsGood => _failures.Count == 0;

    public void Set(string name, JsonNode value) => _facts[name] = value;

    public void Step(string name, TimeSpan? latency = null, JsonObject? more = null)
    {
        var step = new JsonObject { ["step"] = name };
        if (latency is { } time)
            step["milliseconds"] = Math.Round(time.TotalMilliseconds, 3);
        foreach (var (key, value) in more?.ToArray() ?? [])
            step[key] = value?.DeepClone();
        _steps.Add(step);
    }

    public void Failed(string claim) => _failures.Add(claim);

    public string ToJson()
    {
        _facts["ok"] = IsGood;
        _facts["steps"] = _steps.DeepClone();
        _facts["failures"] = _failures.DeepClone();
        return _facts.ToJsonString(new JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }
}
