using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using PceServer.Wire;

namespace PceCtl.Decoding;

/// <summary>Fields as one line of JSON.</summary>
internal static class ViewJson
{
    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = 256 };

    public static string Write(IReadOnlyList<ViewField> fields)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, s_options))
            WriteFields(writer, fields);
        // Letters that some readers take for the end of a line can only stand in strings, where their number means the same.
        return OneLine.Of(Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length));
    }

    private static void WriteFields(Utf8JsonWriter writer, IReadOnlyList<ViewField> fields)
    {
        writer.WriteStartObject();
        foreach (var (name, value) in fields)
        {
            writer.WritePropertyName(name);
            WriteValue(writer, value);
            if (value is ViewCode code)
                writer.WriteString(name + "Name", RecordView.CamelCase(code.Name));
        }
        writer.WriteEndObject();
    }

    private static void WriteValue(Utf8JsonWriter writer, object? value)
    {
        switch (value)
        {
            case null:
                writer.WriteNullValue();
                break;
            case bool truth:
                writer.WriteBooleanValue(truth);
                break;
            case ulong number:
                writer.WriteNumberValue(number);
                break;
            case long number:
                writer.WriteNumberValue(number);
                break;
            case double number:
                writer.WriteNumberValue(number);
                break;
            case ViewCode code:
                writer.WriteNumberValue(code.Number);
                break;
            case IReadOnlyList<ViewField> fields:
                WriteFields(writer, fields);
                break;
            case List<object?> items:
                writer.WriteStartArray();
                foreach (var item in items)
                    WriteValue(writer, item);
                writer.WriteEndArray();
                break;
            default:
                writer.WriteStringValue(value.ToString());
                break;
        }
    }
}
