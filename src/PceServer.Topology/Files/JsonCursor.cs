using System.Globalization;
using System.Text.Json;

namespace PceServer.Topology;

/// <summary>One JSON object being read: asks for fields by name, and notes each one that is wrong or that nobody asked for.</summary>
internal sealed class JsonCursor(JsonElement element, string path, List<TopologyFileError> errors)
{
    private readonly HashSet<string> _asked = [];

    public string Path => path;

    public bool IsObject => element.ValueKind == JsonValueKind.Object;

    public bool Has(string field) => Find(field) is not null;

    public string? Text(string field) => Find(field) is not { } value ? null
        : value.ValueKind == JsonValueKind.String ? value.GetString() : Wrong<string>(field, value, "a text");

    public bool? Flag(string field) => Find(field) is not { } value ? null
        : value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean()
            : WrongValue<bool>(field, value, "true or false");

    public ulong? Number(string field, ulong maximum, ulong minimum = 0)
    {
        if (Find(field) is not { } value)
            return null;
        return value.ValueKind == JsonValueKind.Number && value.TryGetUInt64(out var number) && number >= minimum && number <= maximum
            ? number : WrongValue<ulong>(field, value, $"a whole number from {minimum} to {maximum}");
    }

    public uint? UInt32(string field, uint maximum = uint.MaxValue, uint minimum = 0) => (uint?)Number(field, maximum, minimum);

    public byte? Byte(string field) => (byte?)Number(field, byte.MaxValue);

    public IpAddress? Address(string field) =>
        Parsed(field, "an IP address", (string text, out IpAddress value) => IpAddress.TryParse(text, out value));

    public delegate bool Parser<T>(string text, out T value);

    /// <summary>A text that means something; null, with an error, when it does not.</summary>
    public T? Parsed<T>(string field, string rule, Parser<T> parser) where T : struct
    {
        if (Find(field) is not { } value)
            return null;
        return value.ValueKind == JsonValueKind.String
            && parser(value.GetString()!, out var parsed) ? parsed : WrongValue<T>(field, value, rule);
    }

    /// <summary>One of the words; null, with an error naming them all, when it is none.</summary>
    public T? Choice<T>(string field, IReadOnlyDictionary<string, T> words) where T : struct =>
        Parsed(field, $"one of {string.Join(", ", words.Keys)}", (string text, out T value) => words.TryGetValue(text, out value));

    public JsonCursor? Object(string field) => Find(field) is { } value ? new JsonCursor(value, Join(field), errors).OrWrong() : null;

    /// <summary>The objects of an array; nothing when the field is absent.</summary>
    public IEnumerable<JsonCursor> Objects(string field) =>
        Elements(field).Select((e, i) => new JsonCursor(e, Join($"{field}[{i}]"), errors).OrWrong()).OfType<JsonCursor>().ToList();

    /// <summary>The texts of an array, or one text that stands alone.</summary>
    public IReadOnlyList<T> Several<T>(string field, string rule, Parser<T> parser)
    {
        if (Find(field) is not { } value)
            return [];
        var all = new List<T>();
        foreach (var (item, place) in value.ValueKind == JsonValueKind.Array
            ? value.EnumerateArray().Select((e, i) => (e, $"{field}[{i}]")) : [(value, field)])
        {
            if (parser(item.ValueKind == JsonValueKind.String ? item.GetString()! : item.GetRawText(), out var parsed))
                all.Add(parsed);
            else
                _ = Wrong<string>(place, item, rule);
        }
        return all;
    }

    public IReadOnlyList<ulong> Numbers(string field, ulong maximum) => Several(
        field, $"whole numbers from 0 to {maximum}",
        (string text, out ulong value) =>
            ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value <= maximum);

    public void Error(string field, string value, string rule) => errors.Add(new TopologyFileError(Join(field), value, rule));

    /// <summary>To be called when every known field was asked for: a field that is left is a mistake of spelling.</summary>
    public void NothingElse()
    {
        foreach (var property in element.EnumerateObject().Where(p => !_asked.Contains(p.Name)))
            _ = Wrong<string>(property.Name, property.Value,
                $"no such field here; there are {string.Join(", ", _asked.Order(StringComparer.Ordinal))}");
    }

    private JsonCursor? OrWrong()
    {
        if (IsObject)
            return this;
        errors.Add(new TopologyFileError(path, Shown(element), "an object"));
        return null;
    }

    private JsonElement.ArrayEnumerator Elements(string field)
    {
        if (Find(field) is not { } value)
            return default;
        if (value.ValueKind == JsonValueKind.Array)
            return value.EnumerateArray();
        _ = Wrong<string>(field, value, "an array");
        return default;
    }

    private JsonElement? Find(string field)
    {
        _asked.Add(field);
        return element.TryGetProperty(field, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
    }

    private T? Wrong<T>(string field, JsonElement value, string rule) where T : class
    {
        Error(field, Shown(value), rule);
        return null;
    }

    private T? WrongValue<T>(string field, JsonElement value, string rule) where T : struct
    {
        Error(field, Shown(value), rule);
        return null;
    }

    private string Join(string field) => path.Length == 0 ? field : $"{path}.{field}";

    private static string Shown(JsonElement value)
    {
        var text = value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
        return text.Length <= 60 ? text : text[..57] + "...";
    }
}
