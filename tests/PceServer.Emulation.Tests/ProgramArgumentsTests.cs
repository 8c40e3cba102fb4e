using System.Net;

namespace PceServer.Emulation.Tests;

[Parallelizable(ParallelScope.All)]
public sealed class ProgramArgumentsTests
{
    [Test]
    public void Arguments_come_in_order_with_their_values()
    {
        var arguments = new ProgramArguments(["--as", "65000", "--connect", "[::1]:1179", "--router-id", "10.0.0.1", "", "file"]);
        Assert.That(Next(arguments), Is.EqualTo("--as"));
        Assert.That(arguments.Number(1, 100_000), Is.EqualTo(65000));
        Assert.That(Next(arguments), Is.EqualTo("--connect"));
        Assert.That(arguments.EndPoint(), Is.EqualTo(new IPEndPoint(IPAddress.IPv6Loopback, 1179)));
        Assert.That(Next(arguments), Is.EqualTo("--router-id"));
        Assert.That(arguments.Ipv4().ToString(), Is.EqualTo("10.0.0.1"));
        Assert.That(Next(arguments), Is.Empty);
        Assert.That(Next(arguments), Is.EqualTo("file"));
        Assert.That(arguments.TryNext(out _), Is.False);
    }

    [TestCase("0"), TestCase("-3"), TestCase("x"), TestCase("1e3"), TestCase("101"), TestCase("")]
    public void Number_out_of_its_bounds_is_refused_with_option_value_and_rule(string value) =>
        Assert.That(() => After("--sessions", value).Number(1, 100), Throws.InstanceOf<CommandException>().With.Message.EqualTo($"--sessions: '{value}' is not a whole number from 1 to 100"));

    [TestCase("localhost:179"), TestCase("127.0.0.1"), TestCase("::1"), TestCase("127.0.0.1:70000"), TestCase("foo")]
    public void Endpoint_needs_an_address_and_a_port(string value) =>
        Assert.That(() => After("--pce", value).EndPoint(), Throws.InstanceOf<CommandException>().With.Message.StartsWith($"--pce: '{value}' is not ADDRESS:PORT"));

    [TestCase("10.1"), TestCase("::1"), TestCase("10.0.0.256"), TestCase("paris")]
    public void Ipv4_address_is_dotted(string value) =>
        Assert.That(() => After("--source", value).Ipv4(), Throws.InstanceOf<CommandException>().With.Message.StartsWith($"--source: '{value}' is not an IPv4 address"));

    [Test]
    public void Missing_value_is_said_with_its_option()
    {
        var arguments = new ProgramArguments(["--as"]);
        Next(arguments);
        Assert.That(() => arguments.Number(1, 2), Throws.InstanceOf<CommandException>().With.Message.EqualTo("--as needs a value"));
    }

    private static ProgramArguments After(string option, string value)
    {
        var arguments = new ProgramArguments([option, value]);
        Next(arguments);
        return arguments;
    }

    private static string Next(ProgramArguments arguments) => arguments.TryNext(out var argument) ? argument : throw new AssertionException("no argument is left");
}
