namespace PceServer.Lab;

/// <summary>Waits for what another program does in its own time.</summary>
internal static class Eventually
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Asks until there is an answer; fails with the last thing seen when there is none in time.</summary>
    /// <param name="probe">Gives what is waited for, or null with what it saw instead.</param>
    public static async Task<T> SeeAsync<T>(string what, Func<Task<(T? Found, string Seen)>> probe, int seconds = 40) where T : class
    {
        var deadline = TimeProvider.System.GetTimestamp() + (TimeProvider.System.TimestampFrequency * seconds);
        while (true)
        {
            var (found, seen) = await probe();
            if (found is not null)
                return found;
            if (TimeProvider.System.GetTimestamp() > deadline)
                Assert.Fail($"{what} did not happen within {seconds} s; last seen:\n{seen}");
            await Task.Delay(s_pause);
        }
    }
}
