using System.Globalization;

namespace PceServer.Admin.Requests;

/// <summary>Amounts that JSON carries as numbers of any size: bandwidths in bytes per second, bounds of metrics.</summary>
internal static class AmountText
{
    // Beyond it a double no longer holds every integer.
    private const double LargestExactInteger = 1L << 53;

    public static ulong Read(double value, string field, BadRequest bad)
    {
        if (value >= 0 && value <= LargestExactInteger && Math.Floor(value) == value)
            return (ulong)value;
        bad.Add(field, string.Create(CultureInfo.InvariantCulture, $"must be a whole number from 0 to {LargestExactInteger}, not {value}"));
        return 0;
    }
}
