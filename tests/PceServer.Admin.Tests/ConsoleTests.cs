using System.Text.RegularExpressions;

namespace PceServer.Admin.Tests;

public sealed class ConsoleTests
{
    [Test]
    public async Task Page_and_everything_that_it_names_is_served_and_nothing_else_may_run()
    {
        await using var server = await AdminServer.StartAsync();
        using var page = await server.Http.GetAsync(new Uri("/", UriKind.Relative));
        var html = await page.Content.ReadAsStringAsync();
        Assert.That(page.Content.Headers.ContentType?.MediaType, Is.EqualTo("text/html"));
        Assert.That(page.Headers.GetValues("Content-Security-Policy").Single(), Does.StartWith("default-src 'self'"));
        var files = Regex.Matches(html, "(?:href|src)=\"([^\":]+)\"").Select(m => m.Groups[1].Value).ToList();
        Assert.That(files, Is.EquivalentTo(new[] { "console.css", "layout.js", "console.js" }));
        foreach (var file in files)
            Assert.That((await server.Http.GetAsync(new Uri($"/{file}", UriKind.Relative))).IsSuccessStatusCode, Is.True, file);
    }

    [Test]
    public async Task Script_sets_names_as_text_and_never_as_markup()
    {
        await using var server = await AdminServer.StartAsync();
        var script = await server.Http.GetStringAsync(new Uri("/console.js", UriKind.Relative));
        Assert.That(script, Does.Not.Contain("innerHTML").And.Not.Contain("insertAdjacentHTML").And.Not.Contain("document.write"));
    }
}
