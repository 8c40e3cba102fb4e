namespace PceServer.PathComputation.Sets;

/// <summary>What a set is worth: its objective first, then the sum of its paths' own objectives. Less is better.</summary>
internal readonly record struct SetValue(double Primary, ulong Sum) : IComparable<SetValue>
{
    public static readonly SetValue Worst = new(double.PositiveInfinity, ulong.MaxValue);

    public int CompareTo(SetValue other) => Primary.CompareTo(other.Primary) is var order && order != 0 ? order : Sum.CompareTo(other.Sum);
}
