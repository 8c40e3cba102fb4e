using System.Text.Json;
using Google.Protobuf.Reflection;

namespace PceServer.Admin.Http;

/// <summary>A field of a request that cannot be used, and the rule that it breaks.</summary>
internal sealed record FieldError(string Field, string Rule)
{
    public override string ToString() => $"{Field}: {Rule}";
}

/// <summary>Compares a JSON value with the message that it should be.</summary>
internal static class JsonShape
{
    public static void CheckMessage(JsonElement value, MessageDescriptor message, string path, List<FieldError> errors)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            errors.Add(new FieldError(path.Length == 0 ? "body" : path, "must be an object"));
            return;
        }
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var property in value.EnumerateObject())
        {
            var inner = path.Length == 0 ? property.Name : $"{path}.{property.Name}";
            var field = message.Fields.InDeclarationOrder().FirstOrDefault(f => f.JsonName == property.Name || f.Name == property.Name);
            if (field is null)
                errors.Add(new FieldError(inner, $"is not a field; here may stand {string.Join(", ", message.Fields.InDeclarationOrder().Select(f => f.JsonName))}"));
            else if (!seen.Add(field.Name))
                errors.Add(new FieldError(inner, "must be given once"));
            else if (property.Value.ValueKind != JsonValueKind.Null)
                CheckField(property.Value, field, inner, errors);
        }
    }

    private static void CheckField(JsonElement value, FieldDescriptor field, string path, List<FieldError> errors)
    {
        if (!field.IsRepeated)
        {
            CheckValue(value, field, path, errors);
            return;
        }
        if (value.ValueKind != JsonValueKind.Array)
        {
            errors.Add(new FieldError(path, "must be a list"));
            return;
        }
        var at = 0;
        foreach (var item in value.EnumerateArray())
            CheckValue(item, field, $"{path}[{at++}]", errors);
    }

    private static void CheckValue(JsonElement value, FieldDescriptor field, string path, List<FieldError> errors)
    {
        var rule = field.FieldType switch
        {
            FieldType.Message => null,
            FieldType.String => value.ValueKind == JsonValueKind.String ? null : "must be a string",
            FieldType.Bool => value.ValueKind is JsonValueKind.True or JsonValueKind.False ? null : "must be true or false",
            FieldType.UInt32 => IsUInt32(value) ? null : "must be an integer from 0 to 4294967295",
            FieldType.Double => value.ValueKind == JsonValueKind.Number ? null : "must be a number",
            _ => $"has the kind {field.FieldType}, which no request uses",
        };
        if (rule is not null)
            errors.Add(new FieldError(path, $"{rule}, not {Shown(value)}"));
        else if (field.FieldType == FieldType.Message)
            CheckMessage(value, field.MessageType, path, errors);
    }

    private static bool IsUInt32(JsonElement value) => value.ValueKind == JsonValueKind.Number && value.TryGetUInt32(out _);

    private static string Shown(JsonElement value) => value.GetRawText() is { Length: > 60 } text ? $"{text[..60]}..." : value.GetRawText();
}
