using System.Collections;
using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace PceServer.Wire;

/// <summary>
/// Shows any record of the wire as named fields: every property that makes up the record, and computed ones marked <see cref="ShownAttribute"/>.
/// Names are those of the properties in lowerCamelCase, or what <see cref="FieldNameAttribute"/> says. For tools, logs and tests; never on the way of a message.
/// </summary>
public static class RecordView
{
    private static readonly ConcurrentDictionary<Type, PropertyInfo[]> s_properties = new();
    private static readonly ConcurrentDictionary<PropertyInfo, string> s_names = new();

    /// <summary>The fields of a record; properties named in <paramref name="except"/> are left out.</summary>
    public static IReadOnlyList<ViewField> Fields(object record, params IReadOnlyCollection<string> except)
    {
        var fields = new List<ViewField>();
        foreach (var property in s_properties.GetOrAdd(record.GetType(), Properties))
        {
            if (except.Contains(property.Name))
                continue;
            var value = property.GetValue(record);
            if (value is null)
                continue;
            var name = s_names.GetOrAdd(property, NameOf);
            fields.Add(new ViewField(name, Value(value)));
            if (value is Enum flags && IsFlags(value.GetType()))
                AddBits(fields, flags, name);
        }
        return fields;
    }

    public static string CamelCase(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    /// <summary>A value in one of the forms that <see cref="ViewField"/> allows.</summary>
    public static object? Value(object? value) => value switch
    {
        null or bool or string => value,
        ValueList<byte> octets => Convert.ToHexStringLower(octets.Span),
        Enum code => EnumValue(code),
        byte or ushort or uint or ulong => Convert.ToUInt64(value, CultureInfo.InvariantCulture),
        sbyte or short or int or long => Convert.ToInt64(value, CultureInfo.InvariantCulture),
        float or double => Number(Convert.ToDouble(value, CultureInfo.InvariantCulture)),
        UInt128 number => number.ToString(CultureInfo.InvariantCulture),
        ITlv tlv => Tlv(tlv),
        IEnumerable items => items.Cast<object?>().Select(Value).ToList(),
        _ => Composite(value),
    };

    /// <summary>A TLV as its type, the name of its record, and its fields.</summary>
    public static IReadOnlyList<ViewField> Tlv(ITlv tlv) =>
    [
        new("type", (ulong)tlv.Type),
        new("name", tlv is UnknownTlv ? "unknown" : tlv.GetType().Name),
        new("fields", Fields(tlv)),
    ];

    // A value that has text of its own (an address) is shown as that text, or as a number where the text is one (an identifier).
    private static object? Composite(object value)
    {
        var type = value.GetType();
        var isOwnText = type.GetMethod(nameof(ToString), Type.EmptyTypes) is { } method
            && method.DeclaringType == type && !method.IsDefined(typeof(CompilerGeneratedAttribute));
        if (!type.IsValueType || !isOwnText)
            return s_properties.GetOrAdd(type, Properties).Length == 0 ? value.ToString() : Fields(value);
        var text = value.ToString();
        return ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : text;
    }

    private static PropertyInfo[] Properties(Type type) => type
        .GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(p => p.GetIndexParameters().Length == 0 && (p.CanWrite || p.IsDefined(typeof(ShownAttribute)) || IsStored(p)))
        .ToArray();

    // A property without a setter is part of the record when the compiler keeps a field for it.
    private static bool IsStored(PropertyInfo property) =>
        property.DeclaringType!.GetField($"<{property.Name}>k__BackingField", BindingFlags.NonPublic | BindingFlags.Instance) is not null;

    private static object EnumValue(Enum code)
    {
        var number = Convert.ToUInt64(code, CultureInfo.InvariantCulture);
        return IsFlags(code.GetType()) || !Enum.IsDefined(code.GetType(), code) ? number : new ViewCode(number, code.ToString());
    }

    private static object Number(double number) => double.IsFinite(number) ? number : number.ToString(CultureInfo.InvariantCulture);

    private static string NameOf(PropertyInfo property) => property.GetCustomAttribute<FieldNameAttribute>()?.Name ?? CamelCase(property.Name);

    private static bool IsFlags(Type type) => type.IsDefined(typeof(FlagsAttribute), false);

    // Beside the bits as one number: each named bit as a truth value; a second field of the same bits puts its own name before them.
    private static void AddBits(List<ViewField> fields, Enum flags, string field)
    {
        var bits = Convert.ToUInt64(flags, CultureInfo.InvariantCulture);
        foreach (var name in Enum.GetNames(flags.GetType()))
        {
            var bit = Convert.ToUInt64(Enum.Parse(flags.GetType(), name), CultureInfo.InvariantCulture);
            if (ulong.PopCount(bit) == 1)
                fields.Add(new ViewField(fields.Exists(f => f.Name == CamelCase(name)) ? field + name : CamelCase(name), (bits & bit) != 0));
        }
    }
}
