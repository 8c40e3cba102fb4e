using System.Globalization;

namespace PceServer.Admin.Replies;

internal static class Rfc3339
{
    public static string Of(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
