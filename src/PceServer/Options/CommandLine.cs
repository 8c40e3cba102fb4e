namespace PceServer.Options;

/// <summary>Where the settings come from, later ones winning: appsettings.json beside the program, <c>--config FILE</c>, environment, command line.</summary>
public static class CommandLine
{
    public const string Usage = """
        PceServer: a stateful PCE for segment routing. BGP-LS in, PCEP in, verified SR-ERO out.

          PceServer [--config FILE] [--Pce:KEY=VALUE ...]   the server
          PceServer demo [--exit]                           a network, two routers and a failed link, told step by step
          PceServer --help

        Settings, with their defaults (also as environment variables: Pce__Pcep__Listen, and in FILE as JSON):
          Pce:Pcep:Listen=0.0.0.0:4189        Pce:Pcep:KeepaliveSeconds=30   Pce:Pcep:DeadTimerSeconds=120
          Pce:Pcep:StateTimeoutSeconds=600    how long the LSPs of a router whose session is lost are kept
          Pce:Pcep:MaximumLsps=100000         LSPs that one router may have here
          Pce:Pcep:Peers:0:Address, :Node     which node a router is, when nothing else says so
          Pce:Pcep:Peers:0:Strict=false       true: its harmless deviations get the RFC's error instead of being counted
          Pce:Bgp:Listen=0.0.0.0:179          Pce:Bgp:LocalAs=65000          Pce:Bgp:RouterId=192.0.2.1   Pce:Bgp:HoldTimeSeconds=90
          Pce:Bgp:StaleSeconds=180            how long the topology of a lost peer is kept
          Pce:Bgp:Peers:0:Address, :RemoteAs, :Port=179, :Passive=false, :MaximumNlris=2000000
          Pce:Bgp:Peers:0:Vpn=false           true: offer SAFI 72 as well; what comes is kept and shown
          Pce:Bgp:Peers:0:LegacyAttribute=false  true: read path attribute 99 as 29
          Pce:Bgp:Peers:0:TcpMd5Key, :TtlSecurityHops  not supported yet, and refused
          Pce:Admin:Listen=127.0.0.1:8080     Pce:Admin:GrpcListen=127.0.0.1:8081
          Pce:NoPath=EmptyEro|Keep            what a delegated LSP is told when no path is left
          Pce:Topology:File                   a topology file to load at start
          Pce:Topology:CoalesceMilliseconds=20
          Pce:Telemetry:OtlpEndpoint          such as http://127.0.0.1:4317
          Pce:Log:Level=Information           Pce:Log:Format=Text|Json
        """;

    /// <summary>Adds every source to the builder; what is wrong with the arguments or the files is in the list that comes back.</summary>
    public static IReadOnlyList<OptionError> AddSources(IConfigurationBuilder builder, string[] args)
    {
        var errors = new List<OptionError>();
        var (files, settings) = Split(args, errors);
        AddFile(builder, Path.Combine(AppContext.BaseDirectory, "appsettings.json"), "appsettings.json", required: false, errors);
        foreach (var file in files)
            AddFile(builder, Path.GetFullPath(file), "--config", required: true, errors);
        builder.AddEnvironmentVariables();
        builder.AddCommandLine([.. settings]);
        return errors;
    }

    private static (List<string> Files, List<string> Settings) Split(string[] args, List<OptionError> errors)
    {
        List<string> files = [], settings = [];
        for (var i = 0; i < args.Length; i++)
        {
            var (name, value, taken) = Argument(args, i);
            i += taken - 1;
            if (value is null)
                errors.Add(new OptionError(args[i], null, "must be followed by a value, as --NAME VALUE or --NAME=VALUE"));
            else if (name == "config")
                files.Add(value);
            else if (name.StartsWith("Pce:", StringComparison.OrdinalIgnoreCase))
                settings.Add($"{name}={value}");
            else
                errors.Add(new OptionError(args[i], null, "is not an argument; there are --config FILE, --Pce:KEY=VALUE and --help"));
        }
        return (files, settings);
    }

    private static (string Name, string? Value, int Taken) Argument(string[] args, int at)
    {
        var text = args[at].StartsWith("--", StringComparison.Ordinal) ? args[at][2..] : args[at];
        if (text.IndexOf('=', StringComparison.Ordinal) is var equals and > 0)
            return (text[..equals], text[(equals + 1)..], 1);
        var next = at + 1 < args.Length && !args[at + 1].StartsWith("--", StringComparison.Ordinal) ? args[at + 1] : null;
        return next is null ? (text, text == "config" || text.StartsWith("Pce:", StringComparison.OrdinalIgnoreCase) ? null : "", 1) : (text, next, 2);
    }

    private static void AddFile(IConfigurationBuilder builder, string path, string field, bool required, List<OptionError> errors)
    {
        if (!File.Exists(path))
        {
            if (required)
                errors.Add(new OptionError(field, path, "must name a file that can be read"));
            return;
        }
        try
        {
            // Read here and not by the builder, which would stop at the first bad file.
            var settings = new ConfigurationBuilder().AddJsonFile(path, optional: false, reloadOnChange: false).Build();
            foreach (var child in settings.GetChildren().Where(c => !c.Key.Equals("Pce", StringComparison.OrdinalIgnoreCase)))
                errors.Add(new OptionError(field, path, $"must hold all its settings in \"Pce\", not in \"{child.Key}\""));
            builder.AddConfiguration(settings);
        }
        catch (Exception e) when (e is InvalidDataException or FormatException or IOException or UnauthorizedAccessException)
        {
            errors.Add(new OptionError(field, path, $"must hold JSON settings: {e.GetBaseException().Message}"));
        }
    }
}
