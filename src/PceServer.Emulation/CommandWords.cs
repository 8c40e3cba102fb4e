using System.Globalization;
using System.Text;

namespace PceServer.Emulation;

/// <summary>The words of a command line that a person typed; a word in double quotes may hold blanks.</summary>
internal sealed class CommandWords
{
    private readonly List<string> _words = [];
    private int _next;

    public CommandWords(string line)
    {
        var word = new StringBuilder();
        var isQuoted = false;
        var hasWord = false;
        foreach (var c in line)
        {
            if (c == '"')
            {
                isQuoted = !isQuoted;
                hasWord = true;
            }
            else if (char.IsWhiteSpace(c) && !isQuoted)
            {
                End();
            }
            else
            {
                word.Append(c);
                hasWord = true;
            }
        }
        End();

        void End()
        {
            if (hasWord)
                _words.Add(word.ToString());
            word.Clear();
            hasWord = false;
        }
    }

    public bool IsEmpty => _words.Count == 0;

    public bool More => _next < _words.Count;

    /// <exception cref="CommandException">The line ends before it.</exception>
    public string Next(string name) => More ? _words[_next++] : throw new CommandException($"{name} is missing");

    /// <exception cref="CommandException">It is missing or no number within the bounds.</exception>
    public uint Number(string name, uint maximum = uint.MaxValue)
    {
        var word = Next(name);
        return uint.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value <= maximum
            ? value
            : throw new CommandException($"{name} '{word}' is not a whole number up to {maximum}");
    }

    /// <summary>A bit mask, hexadecimal with or without <c>0x</c>.</summary>
    /// <exception cref="CommandException">It is missing or something else.</exception>
    public uint Mask()
    {
        var word = Next("mask");
        var digits = word.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? word[2..] : word;
        return uint.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var bits)
            ? bits
            : throw new CommandException($"mask '{word}' is not up to eight hexadecimal digits");
    }

    public void NothingElse()
    {
        if (More)
            throw new CommandException($"'{_words[_next]}' is one word too many");
    }
}

/// <summary>A command that cannot be understood; the message says what is wrong with it.</summary>
public sealed class CommandException(string message) : Exception(message);
