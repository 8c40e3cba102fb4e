using PceServer.Options;

namespace PceServer;

/// <summary>The server as a program.</summary>
internal static class ServerCommand
{
    private const int BadSettings = 2;
    private const int CannotStart = 1;
    private const int DidNotStop = 3;
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(20);

    public static async Task<int> RunAsync(string[] args)
    {
        var configuration = new ConfigurationBuilder();
        var sourceErrors = CommandLine.AddSources(configuration, args);
        var (options, optionErrors) = PceOptionsReader.Read(configuration.Build());
        OptionError[] errors = [.. sourceErrors, .. optionErrors];
        if (errors.Length > 0)
        {
            await Console.Error.WriteLineAsync($"{errors.Length} setting{(errors.Length == 1 ? "" : "s")} cannot be used:");
            foreach (var error in errors)
                await Console.Error.WriteLineAsync($"  {error}");
            return BadSettings;
        }
        try
        {
            Rehearsal.Run();
            var host = await PceHost.StartAsync(options);
            await Console.Out.WriteLineAsync(host.Listening.ToJson());
            await host.WaitForShutdownAsync();
            return await StopAsync(host);
        }
        catch (HostStartException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return CannotStart;
        }
    }

    /// <summary>A stop that does not come to its end is a defect and is said, but does not keep the process.</summary>
    private static async Task<int> StopAsync(PceHost host)
    {
        try
        {
            await host.DisposeAsync().AsTask().WaitAsync(StopLimit);
            return 0;
        }
        catch (TimeoutException)
        {
            await Console.Error.WriteLineAsync($"not everything ended within {StopLimit.TotalSeconds:0} s of the request to stop");
            return DidNotStop;
        }
    }
}
