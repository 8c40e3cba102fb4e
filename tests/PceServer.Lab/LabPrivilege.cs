using FrrLab;

namespace PceServer.Lab;

/// <summary>What a lab test needs of the machine; where it is missing the test is skipped, or fails when the lab is required.</summary>
internal static class LabPrivilege
{
    public static async Task DemandAsync(params string[] programs)
    {
        foreach (var program in (string[])["ip", .. programs])
            Testing.Lab.Program(program);
        if (!Environment.IsPrivilegedProcess)
            Testing.Lab.Unavailable("network namespaces need root");
        var trial = new NetworkNamespace(Name("trial"));
        try
        {
            await trial.CreateAsync();
            await trial.DeleteAsync();
        }
        catch (ToolException fault)
        {
            Testing.Lab.Unavailable($"network namespaces cannot be made here: {fault.Message}");
        }
    }

    /// <summary>A name that no other run of these tests uses.</summary>
    public static string Name(string what) => $"{what}{Environment.ProcessId}";
}
