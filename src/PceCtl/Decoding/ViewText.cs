using System.Globalization;
using System.Text;
using PceServer.Wire;

namespace PceCtl.Decoding;

/// <summary>Fields as one line for people; what is absent, false or empty is left out.</summary>
internal static class ViewText
{
    public static string Write(string? name, IReadOnlyList<ViewField> fields)
    {
        var text = new StringBuilder(name);
        Append(text, fields);
        return text.ToString();
    }

    private static void Append(StringBuilder text, IReadOnlyList<ViewField> fields)
    {
        foreach (var (name, value) in fields)
        {
            switch (value)
            {
                case null or false or List<object?> { Count: 0 } or IReadOnlyList<ViewField> { Count: 0 }:
                    break;
                case true:
                    text.Append(' ').Append(name);
                    break;
                case List<object?> items:
                    text.Append(CultureInfo.InvariantCulture, $" {name}=[");
                    text.AppendJoin(", ", items.Select(Item));
                    text.Append(']');
                    break;
                default:
                    text.Append(CultureInfo.InvariantCulture, $" {name}={Item(value)}");
                    break;
            }
        }
    }

    private static string Item(object? value)
    {
        if (value is IReadOnlyList<ViewField> fields)
        {
            var inner = new StringBuilder();
            Append(inner, fields);
            return $"{{{inner.ToString().TrimStart()}}}";
        }
        return value is ViewCode code ? code.Name : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
    }
}
