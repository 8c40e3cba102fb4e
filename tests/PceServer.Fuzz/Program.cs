using PceServer.Fuzz;
using SharpFuzz;

// For a coverage-guided fuzzer: instrument PceServer.Pcep.dll and PceServer.Wire.dll with `sharpfuzz`, then run
//   afl-fuzz -i seeds -o findings dotnet PceServer.Fuzz.dll afl message
//   libfuzzer-dotnet --target_path=dotnet --target_arg="PceServer.Fuzz.dll libfuzzer message"
// where the target is message, strict, object or tlv. `dotnet PceServer.Fuzz.dll seeds FOLDER` writes the seeds.
if (args is ["seeds", var folder])
    return SeedFolder.Write(folder);
if (args is not [var kind, var name])
    return 2;
ReadOnlySpanAction target = name switch
{
    "strict" => PcepTargets.StrictMessage,
    "object" => PcepTargets.Object,
    "tlv" => PcepTargets.Tlv,
    _ => PcepTargets.Message,
};
if (kind == "libfuzzer")
{
    Fuzzer.LibFuzzer.Run(target);
    return 0;
}
Fuzzer.OutOfProcess.Run(stream =>
{
    using var octets = new MemoryStream();
    stream.CopyTo(octets);
    target(octets.ToArray());
});
return 0;
