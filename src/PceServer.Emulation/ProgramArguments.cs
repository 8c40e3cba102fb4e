using System.Globalization;
using System.Net;
using System.Net.Sockets;
using PceServer.Wire;

namespace PceServer.Emulation;

/// <summary>The arguments of a program, read one after the other; whatever cannot be used is said with its option, value and rule.</summary>
public sealed class ProgramArguments(IReadOnlyList<string> arguments)
{
    private int _next;
    private string _option = "";

    /// <summary>Takes the next argument; false when none is left.</summary>
    public bool TryNext(out string argument)
    {
        var isThere = _next < arguments.Count;
        _option = argument = isThere ? arguments[_next++] : "";
        return isThere;
    }

    /// <summary>The value of the option taken last: a whole number.</summary>
    /// <exception cref="CommandException">It is missing or not within the bounds.</exception>
    public uint Number(uint minimum, uint maximum) =>
        uint.TryParse(Value(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= minimum && number <= maximum
            ? number : throw Refused($"a whole number from {minimum} to {maximum}");

    /// <summary>The value of the option taken last: an address with a port.</summary>
    /// <exception cref="CommandException">It is missing or something else.</exception>
    public IPEndPoint EndPoint()
    {
        var text = Value();
        return IPEndPoint.TryParse(text, out var endPoint) && text.EndsWith($":{endPoint.Port}", StringComparison.Ordinal)
            ? endPoint : throw Refused("ADDRESS:PORT with an IP address, such as 127.0.0.1:179");
    }

    /// <summary>The value of the option taken last: an IPv4 address in dotted form.</summary>
    /// <exception cref="CommandException">It is missing or something else.</exception>
    public Ipv4Address Ipv4()
    {
        var text = Value();
        return text.Count(c => c == '.') == 3 && IPAddress.TryParse(text, out var address) && address.AddressFamily == AddressFamily.InterNetwork
            ? Ipv4Address.Parse(text) : throw Refused("an IPv4 address in dotted form");
    }

    private string Value() => _next < arguments.Count ? arguments[_next++] : throw new CommandException($"{_option} needs a value");

    private CommandException Refused(string rule) => new($"{_option}: '{arguments[_next - 1]}' is not {rule}");
}
