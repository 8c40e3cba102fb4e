using System.Diagnostics;

namespace PceServer.Lab.Forwarding;

/// <summary>Runs programs of this machine: short ones to their end, long ones until they are disposed.</summary>
internal static class LabCommand
{
    public static string Run(string program, params string[] arguments)
    {
        using var process = Start(program, arguments);
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        if (!process.WaitForExit(TimeSpan.FromSeconds(30)))
            process.Kill();
        Assert.That(process.ExitCode, Is.Zero, $"{program} {string.Join(' ', arguments)}: {output}{error.Result}");
        return output;
    }

    public static bool Succeeds(string program, params string[] arguments)
    {
        using var process = Start(program, arguments);
        _ = process.StandardError.ReadToEndAsync();
        _ = process.StandardOutput.ReadToEnd();
        return process.WaitForExit(TimeSpan.FromSeconds(30)) && process.ExitCode == 0;
    }

    public static Process Start(string program, params string[] arguments) => Process.Start(
        new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
}
