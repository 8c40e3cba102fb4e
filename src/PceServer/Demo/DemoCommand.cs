namespace PceServer.Demo;

/// <summary><c>demo [--exit]</c>.</summary>
internal static class DemoCommand
{
    public static async Task<int> RunAsync(string[] args)
    {
        if (args.Any(a => a != "--exit"))
        {
            await Console.Error.WriteLineAsync("demo takes no argument but --exit");
            return 2;
        }
        var leaves = args.Length > 0;
        var screen = new DemoScreen(Console.Out, hasColour: !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("NO_COLOR") is null);
        var facts = new DemoFacts();
        screen.Title("PceServer: a stateful PCE that proves a path before a router gets it");
        await using var network = await DemoNetwork.StartAsync();
        try
        {
            await new DemoStory(network, screen, facts).TellAsync();
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Whatever goes wrong is part of the story's end: the facts must still be told.
            facts.Failed(e.Message);
            screen.Claim(false, e.ToString());
        }
        screen.Title(facts.IsGood ? "Every step came true." : "Not every step came true.");
        if (!leaves)
            await StayAsync(network, screen);
        screen.Blank();
        screen.Raw(facts.ToJson());
        return facts.IsGood ? 0 : 1;
    }

    private static async Task StayAsync(DemoNetwork network, DemoScreen screen)
    {
        var api = network.Api.Address.ToString().TrimEnd('/');
        screen.Text($"The server stays up. Open {api}/ in a browser, or ask it from another terminal; Ctrl+C ends it:");
        screen.Blank();
        screen.Text($"curl -s {api}/v1/lsps/london/voice/vienna");
        screen.Text($"curl -s {api}/v1/topology");
        screen.Text($$"""curl -s {{api}}/v1/paths:compute -d '{"source":"madrid","destination":"copenhagen","objective":"DELAY","excludeNodes":["frankfurt"]}'""");
        screen.Text($$"""curl -s {{api}}/v1/trace -d '{"headEnd":"london","labels":[16012,24003]}'""");
        screen.Text($"curl -sN {api}/v1/events");
        await network.Host.WaitForShutdownAsync();
    }
}
