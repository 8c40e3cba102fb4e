using PceServer.Fuzz;
using SharpFuzz;

// The entry of coverage-guided fuzzers; README.md has the commands.
//   PceServer.Fuzz seeds TARGET FOLDER    writes good inputs
//   PceServer.Fuzz afl TARGET             under afl-fuzz
//   PceServer.Fuzz libfuzzer TARGET       under libfuzzer-dotnet
//   PceServer.Fuzz once TARGET FILE...    one input after another, to see a finding again
if (args is ["seeds", var seeded, var folder])
    return Seeds.Write(seeded, folder);
if (args is not [var kind, var name, .. var files])
    return 2;
ReadOnlySpanAction? target = name switch
{
    "message" => PcepTargets.Message,
    "strict" => PcepTargets.StrictMessage,
    "object" => PcepTargets.Object,
    "tlv" => PcepTargets.Tlv,
    "bgp" => BgpTargets.Message,
    "bgp-link-state" => BgpTargets.LinkState,
    "bgp-nlri" => BgpTargets.Nlri,
    _ => null,
};
switch (target is null ? null : kind)
{
    case "libfuzzer":
        Fuzzer.LibFuzzer.Run(target);
        return 0;
    case "afl":
        Fuzzer.Run((Stream stream) =>
        {
            using var octets = new MemoryStream();
            stream.CopyTo(octets);
            target!(octets.ToArray());
        });
        return 0;
    case "once":
        foreach (var file in files)
            target!(File.ReadAllBytes(file));
        return 0;
    default:
        return 2;
}
