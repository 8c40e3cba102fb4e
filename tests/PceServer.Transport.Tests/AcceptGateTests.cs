using System.Net;
using Microsoft.Extensions.Time.Testing;

namespace PceServer.Transport.Tests;

public sealed class AcceptGateTests
{
    private static readonly TransportLimits s_limits =
        TransportLimits.Default with { MaximumConnections = 10, AcceptBurstPerSource = 3, AcceptsPerSecondPerSource = 1 };

    private readonly FakeTimeProvider _time = new();

    [Test]
    public void Source_that_comes_too_often_is_refused_until_it_has_rested()
    {
        var gate = new AcceptGate(s_limits, _time);
        for (var i = 0; i < 3; i++)
            Assert.That(gate.Enter(IPAddress.Loopback), Is.Null);
        Assert.That(gate.Enter(IPAddress.Loopback), Does.Contain("127.0.0.1"));
        Assert.That(gate.Enter(IPAddress.Parse("127.0.0.2")), Is.Null, "another source is not concerned");

        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.That(gate.Enter(IPAddress.Loopback), Is.Null);
        Assert.That(gate.Enter(IPAddress.Loopback), Is.Not.Null);
    }

    [Test]
    public void Rest_never_saves_up_more_than_the_burst()
    {
        var gate = new AcceptGate(s_limits, _time);
        gate.Enter(IPAddress.Loopback);
        _time.Advance(TimeSpan.FromHours(1));
        var granted = Enumerable.Range(0, 9).Count(_ => gate.Enter(IPAddress.Loopback) is null);

        Assert.That(granted, Is.EqualTo(3));
    }

    [Test]
    public void Open_connections_are_bounded_and_leaving_makes_room()
    {
        var gate = new AcceptGate(s_limits with { MaximumConnections = 2 }, _time);
        Assert.That(gate.Enter(IPAddress.Parse("127.0.0.1")), Is.Null);
        Assert.That(gate.Enter(IPAddress.Parse("127.0.0.2")), Is.Null);
        Assert.That(gate.Enter(IPAddress.Parse("127.0.0.3")), Does.Contain("2 connections"));
        gate.Leave();
        Assert.That(gate.Enter(IPAddress.Parse("127.0.0.3")), Is.Null);
    }
}
