namespace PceServer.Wire;

/// <summary>Marks a computed property that belongs to what people see of a message, although other fields already hold its bits.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ShownAttribute : Attribute;
