using System.Diagnostics;

namespace FrrLab;

/// <summary>Runs programs of the system and gives back what they print.</summary>
public static class Tool
{
    /// <summary>Standard output of a program that must succeed.</summary>
    /// <exception cref="ToolException">It did not end with exit code 0; the message holds the command and what it said.</exception>
    public static async Task<string> RunAsync(string program, params string[] arguments)
    {
        using var process = Start(program, arguments);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().ConfigureAwait(false);
        if (process.ExitCode != 0)
            throw new ToolException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}: {await errors} {await output}".Trim());
        return await output;
    }

    /// <summary>A program that goes on running, with its streams redirected; whoever started it ends it.</summary>
    public static Process Start(string program, params string[] arguments) =>
        Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        }) ?? throw new ToolException($"{program} could not be started");
}

public sealed class ToolException(string message) : Exception(message);
