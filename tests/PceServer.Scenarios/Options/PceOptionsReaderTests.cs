using System.Net;
using Microsoft.Extensions.Configuration;
using PceServer.Options;

namespace PceServer.Scenarios.Options;

public sealed class PceOptionsReaderTests
{
    [Test]
    public void Nothing_set_gives_the_documented_defaults()
    {
        var (options, errors) = Read();
        Assert.That(errors, Is.Empty);
        Assert.That(
            (options.Pcep.Listen.ToString(), options.Bgp.Listen.ToString(), options.Admin.Listen.ToString(), options.Admin.GrpcListen.ToString(), options.NoPath),
            Is.EqualTo(("0.0.0.0:4189", "0.0.0.0:179", "127.0.0.1:8080", "127.0.0.1:8081", NoPathAnswer.EmptyEro)));
    }

    [Test]
    public void Every_setting_is_read()
    {
        var (options, errors) = Read(
            ("Pcep:Listen", "[::1]:0"), ("Pcep:KeepaliveSeconds", "5"), ("Pcep:DeadTimerSeconds", "20"), ("Pcep:StateTimeoutSeconds", "0"), ("Pcep:MaximumLsps", "7"),
            ("Bgp:StaleSeconds", "86400"), ("Pcep:Peers:0:Address", "192.0.2.7"), ("Pcep:Peers:0:Node", "paris"),
            ("Pcep:Peers:1:Address", "192.0.2.8"), ("Pcep:Peers:1:Strict", "true"),
            ("Bgp:Listen", "127.0.0.1:1179"), ("Bgp:LocalAs", "4200000000"), ("Bgp:RouterId", "192.0.2.9"), ("Bgp:HoldTimeSeconds", "30"),
            ("Bgp:Peers:0:Address", "2001:db8::1"), ("Bgp:Peers:0:RemoteAs", "65001"), ("Bgp:Peers:0:Port", "1180"), ("Bgp:Peers:0:Passive", "true"),
            ("Admin:Listen", "127.0.0.1:0"), ("Admin:GrpcListen", "127.0.0.1:0"), ("NoPath", "keep"), ("Telemetry:OtlpEndpoint", "http://127.0.0.1:4317"),
            ("Log:Level", "Debug"), ("Log:Format", "Json"), ("Topology:CoalesceMilliseconds", "5"));
        Assert.That(errors, Is.Empty);
        Assert.That(options.Pcep.Listen, Is.EqualTo(new IPEndPoint(IPAddress.IPv6Loopback, 0)));
        Assert.That((options.Pcep.StateTimeoutSeconds, options.Pcep.MaximumLsps, options.Bgp.StaleSeconds), Is.EqualTo((0u, 7u, 86400u)));
        Assert.That(options.Pcep.Peers, Is.EqualTo(new[] { new PcepPeerOptions(IPAddress.Parse("192.0.2.7"), "paris"), new PcepPeerOptions(IPAddress.Parse("192.0.2.8"), null, Strict: true) }));
        Assert.That((options.Bgp.LocalAs, options.Bgp.RouterId.ToString(), options.Bgp.HoldTimeSeconds), Is.EqualTo((4200000000u, "192.0.2.9", (ushort)30)));
        Assert.That(options.Bgp.Peers, Is.EqualTo(new[] { new BgpPeerOptions(IPAddress.Parse("2001:db8::1"), 65001, 1180, true) }));
        Assert.That((options.NoPath, options.Log.Level.ToString(), options.Log.Format), Is.EqualTo((NoPathAnswer.Keep, "Debug", LogFormat.Json)));
        Assert.That(options.Telemetry.OtlpEndpoint, Is.EqualTo(new Uri("http://127.0.0.1:4317")));
    }

    [TestCase("Pcep:Listen", "127.0.0.1"), TestCase("Pcep:Listen", "4189"), TestCase("Pcep:Listen", "127.0.0.1:65536"), TestCase("Pcep:Listen", "1:4189")]
    [TestCase("Pcep:Listen", "localhost:4189"), TestCase("Pcep:Listen", "::1:4189x"), TestCase("Pcep:KeepaliveSeconds", "256"), TestCase("Pcep:DeadTimerSeconds", "30")]
    [TestCase("Pcep:Peers:0:Strict", "yes"), TestCase("Pcep:StateTimeoutSeconds", "-1"), TestCase("Pcep:MaximumLsps", "0"), TestCase("Bgp:StaleSeconds", "86401")]
    [TestCase("Bgp:Peers", "192.0.2.1"), TestCase("Pcep", "on")]
    [TestCase("Bgp:LocalAs", "0"), TestCase("Bgp:LocalAs", "23456"), TestCase("Bgp:LocalAs", "4294967295"), TestCase("Bgp:LocalAs", "-1"), TestCase("Bgp:LocalAs", "six")]
    [TestCase("Bgp:RouterId", "::1"), TestCase("Bgp:RouterId", "0.0.0.0"), TestCase("Bgp:RouterId", "1.2.3"), TestCase("Bgp:HoldTimeSeconds", "2")]
    [TestCase("Bgp:Peers:0:Port", "0"), TestCase("Bgp:Peers:0:Passive", "yes"), TestCase("Bgp:Peers:0:RemoteAs", "0"), TestCase("Bgp:Peers:0:Address", "peer")]
    [TestCase("Admin:Listen", "http://127.0.0.1:80"), TestCase("NoPath", "Drop"), TestCase("NoPath", "7"), TestCase("Telemetry:OtlpEndpoint", "collector:4317")]
    [TestCase("Topology:File", "/does/not/exist.json"), TestCase("Log:Level", "Loud"), TestCase("Log:Format", "Xml")]
    public void Bad_value_names_field_value_and_rule(string key, string value)
    {
        var (_, errors) = Read([
            ("Bgp:Peers:0:Address", "192.0.2.1"), ("Bgp:Peers:0:RemoteAs", "65001"), ("Pcep:Peers:0:Address", "192.0.2.7"), ("Pcep:Peers:0:Node", "paris"), (key, value)]);
        Assert.That(errors.Select(e => (e.Field, e.Value)), Is.EqualTo(new[] { ($"Pce:{key}", value) }));
        Assert.That(errors[0].ToString(), Does.StartWith($"Pce:{key} = '{value}': ").And.Contain("must"));
    }

    [TestCase("TcpMd5Key", "s3cret", "Pce:Bgp:Peers:0:TcpMd5Key: must be left out: TCP-MD5 (RFC 2385) is not supported yet, and the session would run without it")]
    [TestCase("TcpMd5Key", "k\u00e9y", "Pce:Bgp:Peers:0:TcpMd5Key: must be 1 to 80 printable ASCII characters (RFC 2385)")]
    [TestCase("TtlSecurityHops", "1", "Pce:Bgp:Peers:0:TtlSecurityHops = '1': must be left out: TTL security (RFC 5082) is not supported yet, and the session would run without it")]
    [TestCase("TtlSecurityHops", "255", "Pce:Bgp:Peers:0:TtlSecurityHops = '255': must be an integer from 1 to 254")]
    public void Protection_that_the_session_would_not_have_is_refused(string key, string value, string message)
    {
        var (_, errors) = Read(("Bgp:Peers:0:Address", "192.0.2.1"), ("Bgp:Peers:0:RemoteAs", "65001"), ($"Bgp:Peers:0:{key}", value));
        Assert.That(errors.Select(e => e.ToString()), Is.EqualTo(new[] { message }));
    }

    [Test]
    public void Peer_may_bring_vpn_routes_and_the_old_attribute()
    {
        var (options, errors) = Read(
            ("Bgp:Peers:0:Address", "192.0.2.1"), ("Bgp:Peers:0:RemoteAs", "65001"), ("Bgp:Peers:0:Vpn", "true"), ("Bgp:Peers:0:LegacyAttribute", "true"));
        Assert.That(errors, Is.Empty);
        Assert.That((options.Bgp.Peers[0].Vpn, options.Bgp.Peers[0].LegacyAttribute), Is.EqualTo((true, true)));
    }

    [Test]
    public void Setting_that_holds_others_where_one_value_belongs_is_refused()
    {
        var (_, errors) = Read(("Pcep:Listen:Address", "127.0.0.1"), ("NoPath:0", "Keep"));
        Assert.That(errors.Select(e => e.ToString()), Is.EqualTo(new[] { "Pce:Pcep:Listen: must be one value", "Pce:NoPath: must be one value" }));
    }

    [Test]
    public void Misspelt_setting_is_refused_and_the_right_ones_are_listed()
    {
        var (_, errors) = Read(("Pcep:Listn", "127.0.0.1:0"), ("Pcpe:Listen", "127.0.0.1:0"));
        Assert.That(errors.Select(e => e.Field), Is.EqualTo(new[] { "Pce:Pcep:Listn", "Pce:Pcpe" }));
        Assert.That(errors[0].Rule, Does.Contain("Listen"));
    }

    [Test]
    public void Peer_without_address_or_as_is_refused()
    {
        var (_, errors) = Read(("Bgp:Peers:0:Port", "179"), ("Pcep:Peers:0:Address", "192.0.2.1"));
        Assert.That(errors.Select(e => $"{e.Field} {e.Rule}"), Is.EquivalentTo(new[]
        {
            "Pce:Pcep:Peers:0:Node is required", "Pce:Bgp:Peers:0:Address is required", "Pce:Bgp:Peers:0:RemoteAs is required",
        }));
    }

    [Test]
    public void Peer_that_stands_there_twice_is_refused()
    {
        var (_, errors) = Read(
            ("Bgp:Peers:0:Address", "192.0.2.1"), ("Bgp:Peers:0:RemoteAs", "1"), ("Bgp:Peers:1:Address", "192.0.2.1"), ("Bgp:Peers:1:RemoteAs", "2"));
        Assert.That(errors.Single().Rule, Does.Contain("192.0.2.1 stands there 2 times"));
    }

    [Test]
    public void Two_listeners_on_one_port_are_refused_unless_it_is_zero()
    {
        var (_, taken) = Read(("Admin:Listen", "127.0.0.1:8081"));
        Assert.That(taken.Single().ToString(), Is.EqualTo("Pce:Admin:GrpcListen = '127.0.0.1:8081': must differ from Pce:Admin:Listen"));
        var (_, free) = Read(("Admin:Listen", "127.0.0.1:0"), ("Admin:GrpcListen", "127.0.0.1:0"));
        Assert.That(free, Is.Empty);
    }

    [Test]
    public void All_errors_come_at_once()
    {
        var (_, errors) = Read(("Pcep:Listen", "x"), ("Bgp:LocalAs", "y"), ("Admin:Listen", "z"), ("NoPath", "w"), ("Unknown", "v"));
        Assert.That(errors, Has.Count.EqualTo(5));
    }

    private static (PceOptions Options, IReadOnlyList<OptionError> Errors) Read(params (string Key, string Value)[] settings) =>
        PceOptionsReader.Read(new ConfigurationBuilder()
            .AddInMemoryCollection(settings.GroupBy(s => s.Key).ToDictionary(s => $"Pce:{s.Key}", s => (string?)s.Last().Value)).Build());
}
