using PceServer.Topology;

namespace PceServer.Admin.Requests;

/// <summary>Affinities of more bits than a JSON number holds, in hexadecimal.</summary>
internal static class AffinityText
{
    /// <summary>None where the field is empty.</summary>
    public static AdminGroup Read(string text, string field, BadRequest bad)
    {
        if (text.Length == 0 || !AdminGroup.TryParse(text, out var group))
        {
            if (text.Length > 0)
                bad.Add(field, $"must be hexadecimal, 0x and up to 64 digits, not \"{text}\"");
            return AdminGroup.None;
        }
        return group;
    }
}
