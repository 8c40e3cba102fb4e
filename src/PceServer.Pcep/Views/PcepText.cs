using System.Globalization;
using System.Text;
using PceServer.Wire;

namespace PceServer.Pcep;

/// <summary>Messages as text in the manner of a dissector: a head line, then one line an object. For logs, operators and tests.</summary>
public static class PcepText
{
    /// <summary>A decoded message with what was found in it.</summary>
    public static string Format(DecodedMessage decoded)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{PcepNames.Message(decoded.Type)} ({(int)decoded.Type})");
        if (decoded.Message is UnknownMessage unknown)
            text.Append(CultureInfo.InvariantCulture, $" {Convert.ToHexStringLower(unknown.Body.Span)}");
        foreach (var item in decoded.Objects.Span)
            text.Append("\n  ").Append(Format(item));
        foreach (var fault in decoded.Faults.Span)
            text.Append("\n  ! ").Append(fault);
        foreach (var deviation in Deviations.In(decoded.Deviations))
            text.Append("\n  ~ ").Append(deviation.Description);
        return text.ToString();
    }

    /// <summary>A message as it would go out.</summary>
    public static string Format(PcepMessage message) => Format(PcepCodec.Decode(PcepCodec.Encode(message)));

    /// <summary>An object on one line.</summary>
    public static string Format(PcepObject item)
    {
        var text = new StringBuilder(PcepNames.Object(item.Code.Class));
        if (item.Code.Type != 1)
            text.Append(CultureInfo.InvariantCulture, $"/{item.Code.Type}");
        if ((item.HeaderFlags & ObjectFlags.ProcessingRule) != 0)
            text.Append(" P");
        if ((item.HeaderFlags & ObjectFlags.Ignored) != 0)
            text.Append(" I");
        foreach (var (name, value) in PcepView.Object(item))
        {
            if (name == "fields")
                AppendFields(text, (IReadOnlyList<ViewField>)value!);
            else if (name == "tlvs")
                AppendItems(text, (List<object?>)value!);
        }
        return text.ToString();
    }

    // Of the named bits only those that are set are of interest; numbers that say nothing (no reserved bit set) are left out.
    private static void AppendFields(StringBuilder text, IReadOnlyList<ViewField> fields)
    {
        foreach (var (name, value) in fields)
        {
            if (value is true)
                text.Append(' ').Append(name);
            else if (value is false || (value is 0UL && name.Contains("eserved", StringComparison.Ordinal)))
                continue;
            else if (value is List<object?> items)
                AppendItems(text, items);
            else
                text.Append(CultureInfo.InvariantCulture, $" {name}={Plain(value)}");
        }
    }

    private static void AppendItems(StringBuilder text, List<object?> items)
    {
        foreach (var item in items)
        {
            if (item is not IReadOnlyList<ViewField> fields)
            {
                text.Append(' ').Append(Plain(item));
                continue;
            }
            text.Append(" {").Append(fields.FirstOrDefault(f => f.Name == "name").Value);
            var own = fields.Where(f => f.Name is not ("name" or "type" or "fields")).ToList();
            AppendFields(text, own);
            if (fields.FirstOrDefault(f => f.Name == "fields").Value is IReadOnlyList<ViewField> inner)
                AppendFields(text, inner);
            text.Append('}');
        }
    }

    private static string Plain(object? value) => value switch
    {
        ViewCode code => code.Name,
        string name when name.Contains(' ', StringComparison.Ordinal) || name.Length == 0 => $"\"{name}\"",
        IReadOnlyList<ViewField> fields => $"({string.Join(' ', fields.Select(f => $"{f.Name}={Plain(f.Value)}"))})",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value?.ToString() ?? "",
    };
}
