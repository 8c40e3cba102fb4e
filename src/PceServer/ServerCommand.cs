using PceServer.Options;

namespace PceServer;

/// <summary>The server as a program.</summary>
internal static class ServerCommand
{
    private const int BadSettings = 2;
    private const int CannotStart = 1;

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
            await using var host = await PceHost.StartAsync(options);
            await Console.Out.WriteLineAsync(host.Listening.ToJson());
            await host.WaitForShutdownAsync();
            return 0;
        }
        catch (HostStartException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return CannotStart;
        }
    }
}
