using System.Diagnostics;
using System.Text;

namespace PceServer.Scenarios;

/// <summary>The program itself, as a process of its own.</summary>
internal sealed class ServerProcess : IDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _errors = new();

    private ServerProcess(string[] args)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "PceServer.dll"));
        foreach (var arg in args)
            start.ArgumentList.Add(arg);
        _process = new Process { StartInfo = start };
        _process.ErrorDataReceived += (_, line) =>
        {
            lock (_errors)
                _errors.AppendLine(line.Data);
        };
        _process.Start();
        _process.BeginErrorReadLine();
    }

    public StreamReader Output => _process.StandardOutput;

    /// <summary>What has come on standard error so far.</summary>
    public string Errors
    {
        get
        {
            lock (_errors)
                return _errors.ToString();
        }
    }

    public static ServerProcess Start(params string[] args) => new(args);

    /// <summary>Everything that the program prints, and its exit code.</summary>
    public static async Task<(int ExitCode, string Output, string Errors)> RunAsync(CancellationToken cancellation, params string[] args)
    {
        using var server = Start(args);
        var output = await server.Output.ReadToEndAsync(cancellation);
        await server._process.WaitForExitAsync(cancellation);
        return (server._process.ExitCode, output, server.Errors);
    }

    /// <summary>Asks it to stop, as an operator's Ctrl+C or a service manager does, and waits for the exit code.</summary>
    public async Task<int> StopAsync(CancellationToken cancellation)
    {
        using var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
        try
        {
            await _process.WaitForExitAsync(cancellation);
        }
        catch (OperationCanceledException e)
        {
            throw new TimeoutException($"the server (exited: {_process.HasExited}) did not stop; its log:\n{Errors}", e);
        }
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }
}
