namespace PceServer.Wire;

/// <summary>
/// One named value of a decoded record, for people and for programs outside. The value is null, a <see cref="bool"/>, a <see cref="string"/>, a number
/// (<see cref="long"/>, <see cref="ulong"/>, <see cref="double"/>), a <see cref="ViewCode"/>, a list of such values, or a list of fields.
/// </summary>
public readonly record struct ViewField(string Name, object? Value);

/// <summary>A code point: the number on the wire and the name that it has for us.</summary>
public sealed record ViewCode(ulong Number, string Name);
