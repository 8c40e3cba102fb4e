namespace PceServer.Forwarding.Packets;

/// <summary>TTLs of a stack, top first, the payload's last.</summary>
internal sealed record TimesToLive(int Value, TimesToLive? Below)
{
    public static TimesToLive Initial(int depth, byte value) =>
        depth == 0 ? new TimesToLive(value, null) : new TimesToLive(value, Initial(depth - 1, value));

    /// <summary>
    /// The TTLs as they leave a visit; null where the one that counts expires there (RFC 3032 §2.4.2). In the uniform model that is the topmost, whatever is popped.
    /// In the pipe model it is that of the label by which the packet is routed, the last one taken off: those above ended here, and are not looked at
    /// (RFC 3443 §3.4, §3.5).
    /// </summary>
    /// <param name="popped">Labels taken off the stack as it came.</param>
    /// <param name="pushed">Labels put on in their place: the deepest is swapped for the last one taken off, the others have a TTL of their own
    /// (RFC 3443 §3.5, §3.6), also where a binding SID is swapped for its list (RFC 8660 §A.3.2).</param>
    public TimesToLive? Cross(TtlModel model, byte initial, int popped, int pushed, bool isHeadEnd)
    {
        var routed = this;
        for (var i = 1; i < popped; i++)
            routed = routed.Below!;
        // Of a packet without labels nobody looks at more than it has.
        if (routed.Below is null)
            return this;
        var top = (model == TtlModel.Uniform ? Value : routed.Value) - (isHeadEnd ? 0 : 1);
        if (top <= 0)
            return null;
        var rest = popped == 0 && pushed > 0 ? routed : routed.Below;
        if (pushed == 0)
            return popped == 0 ? new TimesToLive(top, Below) : model == TtlModel.Uniform ? rest with { Value = Math.Min(top, rest.Value) } : rest;
        for (var i = 0; i < pushed; i++)
            rest = new TimesToLive(model == TtlModel.Uniform || i == 0 ? top : initial, rest);
        return rest;
    }
}
