using System.Diagnostics;
using System.Text;
using FrrLab;

namespace PceServer.Lab;

/// <summary>A program that runs in a namespace for as long as a test needs it.</summary>
internal sealed class LabProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _said = new();

    private LabProcess(Process process)
    {
        _process = process;
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginErrorReadLine();
    }

    public int ProcessId => _process.Id;

    /// <summary>What it wrote to standard error, and what was read of its standard output.</summary>
    public string Said
    {
        get
        {
            lock (_said)
                return _said.ToString();
        }
    }

    public static LabProcess Start(NetworkNamespace network, params string[] command) => new(Tool.Start("ip", network.Command(command)));

    public async Task<string?> ReadLineAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var line = await _process.StandardOutput.ReadLineAsync(patience.Token);
        Keep(line);
        return line;
    }

    public async Task<string> ReadToEndAsync(TimeSpan atMost)
    {
        using var patience = new CancellationTokenSource(atMost);
        var output = await _process.StandardOutput.ReadToEndAsync(patience.Token);
        await _process.WaitForExitAsync(patience.Token);
        return output;
    }

    /// <summary>Waits for a line on standard error.</summary>
    public Task<string> SaysAsync(string words) =>
        Eventually.SeeAsync($"'{words}'", () => Task.FromResult<(string?, string)>((Said.Contains(words, StringComparison.Ordinal) ? words : null, Said)));

    public async Task<int> StopAsync(string signal = "-TERM")
    {
        if (!_process.HasExited)
        {
            using var kill = Process.Start("kill", [signal, $"{_process.Id}"]);
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
            try
            {
                await _process.WaitForExitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                _process.Kill();
            }
        }
        return _process.HasExited ? _process.ExitCode : -1;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _process.Dispose();
    }

    private void Keep(string? line)
    {
        if (line is null)
            return;
        lock (_said)
            _said.AppendLine(line);
    }
}
