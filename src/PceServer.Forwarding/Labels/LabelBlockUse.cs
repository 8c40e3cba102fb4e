using PceServer.Topology;

namespace PceServer.Forwarding.Labels;

/// <summary>The SRGB of a node as its neighbours may use it: a block that breaks the rules counts as none (RFC 8660 §2.3).</summary>
internal static class LabelBlockUse
{
    private const uint FirstUnreserved = 16;

    public static LabelBlock Usable(LabelBlock block, out LabelConflictKind? fault)
    {
        fault = Fault(block);
        return fault is null ? block : LabelBlock.Empty;
    }

    private static LabelConflictKind? Fault(LabelBlock block)
    {
        var ranges = block.Ranges;
        for (var i = 0; i < ranges.Length; i++)
        {
            if (ranges[i].First.Value < FirstUnreserved || (ulong)ranges[i].First.Value + ranges[i].Size > Label.MaximumValue + 1UL)
                return LabelConflictKind.BlockOutsideLabelSpace;
            for (var j = 0; j < i; j++)
            {
                if (Overlap(ranges[i], ranges[j]))
                    return LabelConflictKind.OverlappingBlocks;
            }
        }
        return null;
    }

    private static bool Overlap(LabelRange a, LabelRange b) =>
        a.First.Value < (ulong)b.First.Value + b.Size && b.First.Value < (ulong)a.First.Value + a.Size;
}
