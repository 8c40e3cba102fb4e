using PceServer.Wire;

namespace PceServer.Bgp;

/// <summary>How often each kind of fault was handled for one peer; single writer.</summary>
public sealed class BgpFindingCounts
{
    private readonly long[] _counts = new long[Enum.GetValues<BgpFindingKind>().Length];

    public long this[BgpFindingKind kind] => Volatile.Read(ref _counts[(int)kind]);

    public void Add(ValueList<BgpFinding> findings)
    {
        foreach (var finding in findings)
            Volatile.Write(ref _counts[(int)finding.Kind], _counts[(int)finding.Kind] + 1);
    }
}
