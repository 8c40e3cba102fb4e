using PceServer.Forwarding.Walking;

namespace PceServer.Forwarding.Packets;

/// <summary>TTLs of a stack, top first, the payload's last.</summary>
internal sealed record TimesToLive(int Value, TimesToLive? Below)
{
    public static TimesToLive Initial(int depth, byte value) =>
        depth == 0 ? new TimesToLive(value, null) : new TimesToLive(value, Initial(depth - 1, value));

    /// <summary>The TTLs as they leave a visit; null where one expires there (RFC 3032 §2.4.2, RFC 3443 §3).</summary>
    /// <param name="popped">Labels taken off the stack as it came.</param>
    /// <param name="pushed">Labels put on in their place.</param>
    public TimesToLive? Cross(TtlModel model, byte initial, int popped, int pushed, Handling handling, bool isHeadEnd)
    {
        var spent = isHeadEnd ? 0 : 1;
        var rest = this;
        // The label that is carried on unchanged is looked at as much as one that is taken off.
        var top = model == TtlModel.Uniform || popped == 0 ? Value - spent : 0;
        for (var i = 0; i < Math.Max(1, popped); i++)
        {
            if (rest.Below is null)
                break;
            if (model == TtlModel.Pipe)
                top = rest.Value - spent;
            if (top <= 0)
                return null;
            if (i < popped)
                rest = rest.Below;
        }
        if (popped == 0 && pushed == 0)
            return new TimesToLive(top, Below);
        return model == TtlModel.Uniform ? Uniform(rest, top, pushed) : Pipe(rest, top, initial, pushed, handling);
    }

    private static TimesToLive Uniform(TimesToLive rest, int top, int pushed)
    {
        if (pushed == 0)
            return rest with { Value = Math.Min(top, rest.Value) };
        for (var i = 0; i < pushed; i++)
            rest = new TimesToLive(top, rest);
        return rest;
    }

    private static TimesToLive Pipe(TimesToLive rest, int top, byte initial, int pushed, Handling handling)
    {
        for (var i = 0; i < pushed; i++)
            rest = new TimesToLive(i == 0 && (handling & Handling.Binding) == 0 ? top : initial, rest);
        return rest;
    }
}
