using PceServer.Wire;

namespace PceCtl.Decoding;

/// <summary>Reads whole messages of one protocol.</summary>
internal interface IMessageDecoder
{
    Decoded Decode(byte[] octets);
}

/// <summary>What is shown of one input line.</summary>
/// <param name="Message">Name of the message type; null where there is none.</param>
/// <param name="Body">What the protocol adds: objects, or attributes and routes.</param>
/// <param name="Error">Null when the message decoded without a fault.</param>
internal sealed record Decoded(string? Message, IReadOnlyList<ViewField> Body, WireFault? Error, byte[]? Reencoded, string Text)
{
    public static Decoded NotHex(string fault) => new(null, [], new WireFault(fault, 0), null, "");

    public IReadOnlyList<ViewField> ToFields() =>
    [
        new("message", Message),
        .. Body,
        new("error", Error is { } fault ? new List<ViewField> { new("reason", fault.Reason), new("offset", (long)fault.Offset) } : null),
        new("reencoded", Reencoded is null ? null : Convert.ToHexStringLower(Reencoded)),
    ];

    /// <summary>One line, whatever the text: exactly one for each line of input.</summary>
    public string ToLine()
    {
        var text = OneLine.Of(Text.Replace("\n  ", " | ", StringComparison.Ordinal));
        return Error is { } fault ? $"{text}{(text.Length > 0 ? " " : "")}ERROR {OneLine.Of(fault.ToString())}" : text;
    }
}
