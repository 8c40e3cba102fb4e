namespace PceServer.Wire;

/// <summary>What a field is called outside, where its RFC calls it something else than we do; lowerCamelCase.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class FieldNameAttribute(string name) : Attribute
{
    public string Name { get; } = name;
}
