using System.Text.Json;

namespace PceServer.Topology;

/// <summary>Flexible algorithm definitions in topology files.</summary>
internal static class FlexAlgoJson
{
    private static readonly Dictionary<string, FlexAlgoMetric> Metrics = new()
    {
        ["igp"] = FlexAlgoMetric.Igp,
        ["delay"] = FlexAlgoMetric.MinimumDelay,
        ["te"] = FlexAlgoMetric.Te,
    };

    public static FlexAlgoDefinition Read(JsonCursor json)
    {
        var definition = new FlexAlgoDefinition(
            (byte)(json.Number("algorithm", 255, 128) ?? 128), json.Choice("metric", Metrics) ?? FlexAlgoMetric.Igp,
            json.Byte("calculation") ?? 0, json.Byte("priority") ?? 128)
        {
            ExcludeAny = Colors(json, "excludeAny"),
            IncludeAny = Colors(json, "includeAny"),
            IncludeAll = Colors(json, "includeAll"),
            ExcludedSrlgs = [.. json.Numbers("excludedSrlgs", uint.MaxValue).Select(v => (uint)v)],
            UsesPrefixMetric = json.Flag("usesPrefixMetric") ?? false,
        };
        json.NothingElse();
        return definition;
    }

    public static void Write(Utf8JsonWriter json, FlexAlgoDefinition definition)
    {
        json.WriteStartObject();
        json.WriteNumber("algorithm", definition.Algorithm);
        json.WriteString("metric", Metrics.FirstOrDefault(m => m.Value == definition.Metric).Key ?? "igp");
        json.Number("calculation", definition.CalculationType, 0);
        json.WriteNumber("priority", definition.Priority);
        WriteColors(json, "excludeAny", definition.ExcludeAny);
        WriteColors(json, "includeAny", definition.IncludeAny);
        WriteColors(json, "includeAll", definition.IncludeAll);
        json.Array("excludedSrlgs", definition.ExcludedSrlgs, static (j, v) => j.WriteNumberValue(v));
        json.Flag("usesPrefixMetric", definition.UsesPrefixMetric);
        json.WriteEndObject();
    }

    private static AdminGroup Colors(JsonCursor json, string field) =>
        json.Parsed<AdminGroup>(field, TextForms.ColorRule, AdminGroup.TryParse) ?? AdminGroup.None;

    private static void WriteColors(Utf8JsonWriter json, string field, AdminGroup colors)
    {
        if (!colors.IsEmpty)
            json.WriteString(field, colors.ToString());
    }
}
