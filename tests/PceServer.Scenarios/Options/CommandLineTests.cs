using Microsoft.Extensions.Configuration;
using PceServer.Options;

namespace PceServer.Scenarios.Options;

public sealed class CommandLineTests
{
    [Test]
    public void Command_line_wins_over_file()
    {
        using var file = new TemporaryFile("""{"Pce":{"Bgp":{"LocalAs":64512,"RouterId":"192.0.2.8"}}}""");
        var (settings, errors) = Read("--config", file.Path, "--Pce:Bgp:LocalAs=64513");
        Assert.That(errors, Is.Empty);
        Assert.That((settings["Pce:Bgp:LocalAs"], settings["Pce:Bgp:RouterId"]), Is.EqualTo(("64513", "192.0.2.8")));
    }

    [TestCase("--Pce:Bgp:LocalAs=64513"), TestCase("--Pce:Bgp:LocalAs", "64513"), TestCase("Pce:Bgp:LocalAs=64513")]
    public void Setting_may_be_written_in_the_usual_ways(params string[] args) => Assert.That(Read(args).Settings["Pce:Bgp:LocalAs"], Is.EqualTo("64513"));

    [Test]
    public void Missing_file_is_named()
    {
        var (_, errors) = Read("--config", "/does/not/exist.json");
        Assert.That(errors.Single().ToString(), Is.EqualTo("--config = '/does/not/exist.json': must name a file that can be read"));
    }

    [Test]
    public void File_whose_settings_stand_in_the_wrong_place_is_refused()
    {
        using var file = new TemporaryFile("""{"Pcep":{"Listen":"127.0.0.1:0"},"Pce":{"Bgp":{"LocalAs":64512}}}""");
        var (_, errors) = Read($"--config={file.Path}");
        Assert.That(errors.Single().ToString(), Is.EqualTo($"--config = '{file.Path}': must hold all its settings in \"Pce\", not in \"Pcep\""));
    }

    [Test]
    public void File_that_is_not_json_is_named_with_the_place()
    {
        using var file = new TemporaryFile("{\n \"Pce\": {,}\n}");
        var (_, errors) = Read($"--config={file.Path}");
        Assert.That(errors.Single().ToString(), Does.StartWith($"--config = '{file.Path}': must hold JSON settings").And.Contain("LineNumber: 1"));
    }

    [TestCase("--verbose"), TestCase("start"), TestCase("--Pce:Bgp:LocalAs"), TestCase("--config")]
    public void Argument_that_means_nothing_is_refused(string argument) => Assert.That(Read(argument).Errors, Has.Count.EqualTo(1));

    private static (IConfiguration Settings, IReadOnlyList<OptionError> Errors) Read(params string[] args)
    {
        var builder = new ConfigurationBuilder();
        var errors = CommandLine.AddSources(builder, args);
        return (builder.Build(), errors);
    }

    private sealed class TemporaryFile : IDisposable
    {
        public TemporaryFile(string text) => File.WriteAllText(Path, text);

        public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), System.IO.Path.GetRandomFileName());

        public void Dispose() => File.Delete(Path);
    }
}
