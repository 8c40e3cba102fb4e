using PceServer.Pcep;

namespace PceServer.Fuzz;

/// <summary>The seeds as files, one a message, as coverage-guided fuzzers want them.</summary>
internal static class SeedFolder
{
    public static int Write(string folder)
    {
        Directory.CreateDirectory(folder);
        for (var i = 0; i < SeedMessages.All.Count; i++)
            File.WriteAllBytes(Path.Combine(folder, $"{i:000}"), PcepCodec.Encode(SeedMessages.All[i]));
        return 0;
    }
}
