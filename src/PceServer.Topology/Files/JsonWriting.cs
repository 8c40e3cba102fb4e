using System.Text.Json;

namespace PceServer.Topology;

/// <summary>Writes a field only when it says something.</summary>
internal static class JsonWriting
{
    public static void Text(this Utf8JsonWriter json, string field, string? value)
    {
        if (value is not null)
            json.WriteString(field, value);
    }

    public static void Number(this Utf8JsonWriter json, string field, ulong? value, ulong? otherwise = null)
    {
        if (value is { } number && value != otherwise)
            json.WriteNumber(field, number);
    }

    public static void Flag(this Utf8JsonWriter json, string field, bool value)
    {
        if (value)
            json.WriteBoolean(field, true);
    }

    public static void Texts(this Utf8JsonWriter json, string field, IEnumerable<string> values) =>
        json.Array(field, values, static (j, v) => j.WriteStringValue(v));

    public static void Array<T>(this Utf8JsonWriter json, string field, IEnumerable<T> values, Action<Utf8JsonWriter, T> write)
    {
        using var all = values.GetEnumerator();
        if (!all.MoveNext())
            return;
        json.WriteStartArray(field);
        do
            write(json, all.Current);
        while (all.MoveNext());
        json.WriteEndArray();
    }
}
