using System.Net;

namespace PceServer.Options;

/// <summary>The section <c>Pce</c> as <see cref="PceOptions"/>, or every reason why it cannot be.</summary>
public static class PceOptionsReader
{
    private const uint AsTrans = 23456;
    private const uint Day = 86_400;

    public static (PceOptions Options, IReadOnlyList<OptionError> Errors) Read(IConfiguration configuration)
    {
        var errors = new List<OptionError>();
        var root = new OptionReader(configuration.GetSection("Pce"), errors);
        var options = new PceOptions
        {
            Pcep = root.Section("Pcep", Pcep),
            Bgp = root.Section("Bgp", Bgp),
            Admin = root.Section("Admin", Admin),
            Topology = root.Section("Topology", Topology),
            Telemetry = root.Section("Telemetry", Telemetry),
            Log = root.Section("Log", Log),
            NoPath = root.Choice("NoPath", NoPathAnswer.EmptyEro),
        };
        root.RefuseUnknown();
        RefuseSharedPorts(options, errors);
        return (options, errors);
    }

    private static PcepOptions Pcep(OptionReader reader)
    {
        var defaults = new PcepOptions();
        var options = new PcepOptions
        {
            Listen = reader.EndPoint("Listen", defaults.Listen),
            KeepaliveSeconds = (byte)reader.Number("KeepaliveSeconds", defaults.KeepaliveSeconds, 0, 255),
            DeadTimerSeconds = (byte)reader.Number("DeadTimerSeconds", defaults.DeadTimerSeconds, 0, 255),
            StateTimeoutSeconds = reader.Number("StateTimeoutSeconds", defaults.StateTimeoutSeconds, 0, Day),
            MaximumLsps = reader.Number("MaximumLsps", defaults.MaximumLsps, 1, int.MaxValue),
            Peers = reader.List("Peers", PcepPeer),
        };
        // RFC 5440 §7.3: without keepalives the dead timer means nothing and is zero.
        if (options.KeepaliveSeconds == 0 && options.DeadTimerSeconds != 0 && reader.Text("DeadTimerSeconds") is not null)
            reader.Fail("DeadTimerSeconds", "must be 0 when KeepaliveSeconds is 0");
        else if (options.DeadTimerSeconds != 0 && options.DeadTimerSeconds <= options.KeepaliveSeconds)
            reader.Fail("DeadTimerSeconds", $"must be greater than KeepaliveSeconds ({options.KeepaliveSeconds}), or 0 for never");
        RefuseRepeated(reader, "Peers", options.Peers.Select(p => p.Address));
        return options.KeepaliveSeconds == 0 ? options with { DeadTimerSeconds = 0 } : options;
    }

    private static PcepPeerOptions PcepPeer(OptionReader reader)
    {
        var address = RequiredAddress(reader);
        var isStrict = reader.Flag("Strict", false);
        // A peer of whom only the address is told is a setting that was forgotten.
        return isStrict ? new(address, reader.Text("Node"), isStrict) : new(address, reader.Required("Node"));
    }

    private static BgpOptions Bgp(OptionReader reader)
    {
        var defaults = new BgpOptions();
        var options = new BgpOptions
        {
            Listen = reader.EndPoint("Listen", defaults.Listen),
            LocalAs = AutonomousSystem(reader, "LocalAs", defaults.LocalAs),
            RouterId = reader.Address("RouterId", defaults.RouterId, ipv4Only: true),
            HoldTimeSeconds = (ushort)reader.Number("HoldTimeSeconds", defaults.HoldTimeSeconds, 0, ushort.MaxValue),
            StaleSeconds = reader.Number("StaleSeconds", defaults.StaleSeconds, 0, Day),
            Peers = reader.List("Peers", Peer),
        };
        if (options.RouterId.Equals(IPAddress.Any))
            reader.Fail("RouterId", "must not be 0.0.0.0");
        if (options.HoldTimeSeconds is 1 or 2)
            reader.Fail("HoldTimeSeconds", "must be 0 (never) or at least 3 (RFC 4271 section 4.2)");
        RefuseRepeated(reader, "Peers", options.Peers.Select(p => p.Address));
        return options;
    }

    private static BgpPeerOptions Peer(OptionReader reader)
    {
        var remoteAs = reader.Required("RemoteAs").Length == 0 ? 0 : AutonomousSystem(reader, "RemoteAs", 0);
        var port = (ushort)reader.Number("Port", 179, 1, ushort.MaxValue);
        return new BgpPeerOptions(RequiredAddress(reader), remoteAs, port, reader.Flag("Passive", false))
        {
            MaximumNlris = reader.Number("MaximumNlris", 2_000_000, 1, uint.MaxValue),
            Vpn = reader.Flag("Vpn", false),
            LegacyAttribute = reader.Flag("LegacyAttribute", false),
            TcpMd5Key = TcpMd5Key(reader),
            TtlSecurityHops = TtlSecurityHops(reader),
        };
    }

    /// <summary>An operator who asks for protection must not get a session without it.</summary>
    private static string? TcpMd5Key(OptionReader reader)
    {
        if (reader.Text("TcpMd5Key") is not { } key)
            return null;
        reader.FailSecret("TcpMd5Key", key.Length > 80 || key.Any(c => c is < ' ' or > '~')
            ? "must be 1 to 80 printable ASCII characters (RFC 2385)"
            : "must be left out: TCP-MD5 (RFC 2385) is not supported yet, and the session would run without it");
        return key;
    }

    private static byte? TtlSecurityHops(OptionReader reader)
    {
        if (reader.Text("TtlSecurityHops") is null)
            return null;
        var hops = reader.Number("TtlSecurityHops", 0, 1, 254);
        if (hops > 0)
            reader.Fail("TtlSecurityHops", "must be left out: TTL security (RFC 5082) is not supported yet, and the session would run without it");
        return (byte)hops;
    }

    private static AdminOptions Admin(OptionReader reader)
    {
        var defaults = new AdminOptions();
        return new AdminOptions { Listen = reader.EndPoint("Listen", defaults.Listen), GrpcListen = reader.EndPoint("GrpcListen", defaults.GrpcListen) };
    }

    private static TopologyOptions Topology(OptionReader reader)
    {
        var file = reader.Text("File");
        if (file is not null && !File.Exists(file))
            reader.Fail("File", $"must name a file that can be read (looked for {Path.GetFullPath(file)})");
        return new TopologyOptions { File = file, CoalesceMilliseconds = (ushort)reader.Number("CoalesceMilliseconds", 20, 0, 10_000) };
    }

    private static TelemetryOptions Telemetry(OptionReader reader)
    {
        var text = reader.Text("OtlpEndpoint");
        if (text is null)
            return new TelemetryOptions();
        if (Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https")
            return new TelemetryOptions { OtlpEndpoint = uri };
        reader.Fail("OtlpEndpoint", "must be an http or https URL, such as http://127.0.0.1:4317");
        return new TelemetryOptions();
    }

    private static LogOptions Log(OptionReader reader) =>
        new() { Format = reader.Choice("Format", LogFormat.Text), Level = reader.Choice("Level", LogLevel.Information) };

    private static IPAddress RequiredAddress(OptionReader reader) =>
        reader.Required("Address").Length == 0 ? IPAddress.None : reader.Address("Address", IPAddress.None);

    private static uint AutonomousSystem(OptionReader reader, string key, uint fallback)
    {
        var value = reader.Number(key, fallback, 1, uint.MaxValue - 1);
        if (value == AsTrans)
            reader.Fail(key, "must not be 23456, which stands for AS numbers of four octets (RFC 6793)");
        return value;
    }

    private static void RefuseRepeated(OptionReader reader, string key, IEnumerable<IPAddress> addresses)
    {
        foreach (var group in addresses.Where(a => !a.Equals(IPAddress.None)).GroupBy(a => a).Where(g => g.Count() > 1))
            reader.Fail(key, $"must name each address once, but {group.Key} stands there {group.Count()} times");
    }

    private static void RefuseSharedPorts(PceOptions options, List<OptionError> errors)
    {
        (string Field, IPEndPoint Listen)[] listeners =
        [
            ("Pce:Pcep:Listen", options.Pcep.Listen), ("Pce:Bgp:Listen", options.Bgp.Listen),
            ("Pce:Admin:Listen", options.Admin.Listen), ("Pce:Admin:GrpcListen", options.Admin.GrpcListen),
        ];
        for (var i = 0; i < listeners.Length; i++)
        {
            var first = listeners[..i].FirstOrDefault(other => other.Listen.Port != 0 && other.Listen.Equals(listeners[i].Listen));
            if (first.Field is not null)
                errors.Add(new OptionError(listeners[i].Field, listeners[i].Listen.ToString(), $"must differ from {first.Field}"));
        }
    }
}
