using PceServer.Topology;

namespace PceServer.Forwarding.Walking;

/// <summary>Sentences for what goes wrong, each with the node or hop where it breaks.</summary>
internal static class Reasons
{
    public static TraceVerdict VerdictOf(End end) => end switch
    {
        End.None or End.Delivered => TraceVerdict.Delivered,
        End.Elsewhere => TraceVerdict.DeliveredElsewhere,
        End.TooDeep => TraceVerdict.TooDeep,
        End.LoopAtNode => TraceVerdict.Loops,
        _ => TraceVerdict.Dropped,
    };

    public static string Short(End end, uint label) => end switch
    {
        End.Elsewhere => "the stack ends here",
        End.NodeDown => "the node is down",
        End.NoEntry => $"no entry for label {label}",
        End.NoSid => $"label {label} is in the SRGB, but no prefix has that SID",
        End.OutsideBlocks => $"label {label} is neither in the SRGB nor a local label",
        End.NoRoute => $"no route for label {label}",
        End.NoOutgoingLabel => $"label {label} cannot be swapped",
        End.LinkDown => "the link is down",
        End.ReservedLabel => $"reserved label {label}",
        End.StackUnderflow => $"nothing below label {label}",
        End.TimeToLive => "TTL expired",
        End.WrongPayload => $"label {label} above the other IP version",
        End.LeavesArea => "the label leads into an area that the topology does not show",
        End.TooDeep => "more labels than the node can push",
        End.LoopAtNode => "the node pushes without end",
        End.TooManyHops => "more hops than a trace follows",
        _ => "",
    };

    public static string Sentence(TopologySnapshot topology, in Visit visit, NodeIndex destination)
    {
        var at = topology.Nodes[visit.Node].DisplayName;
        var towards = visit.Towards >= 0 ? topology.Nodes[visit.Towards].DisplayName : "";
        return visit.End switch
        {
            End.Elsewhere => $"The stack is used up at {at}, not at {topology[destination].DisplayName}.",
            End.NodeDown => $"{at} is down.",
            End.NoSid => $"{at} drops label {visit.Label}: it lies in its SRGB, but no reachable prefix has that index.",
            End.OutsideBlocks => $"{at} drops label {visit.Label}: it lies outside its SRGB and is no local label.",
            End.NoEntry => $"{at} drops label {visit.Label}: it has no SRGB, and this is no local label.",
            End.NoRoute => $"{at} drops label {visit.Label}: it has no route to {towards}.",
            End.NoOutgoingLabel => $"{at} cannot swap label {visit.Label}: the SRGB that its next hop {towards} announces has no label for that index.",
            End.LinkDown => $"{at} drops the packet: its link to {towards} is down.",
            End.LeavesArea => $"{at} passes label {visit.Label} on into an area that the topology does not show.",
            End.ReservedLabel => $"{at} drops label {visit.Label}: it is a special-purpose label that does not forward.",
            End.StackUnderflow => $"{at} drops the packet: nothing lies below label {visit.Label}.",
            End.TimeToLive => $"The TTL expires at {at}.",
            End.WrongPayload => $"{at} drops the packet: label {visit.Label} stands above the other IP version.",
            End.TooDeep => $"{at} would push {visit.Label} labels and can push {visit.Towards}.",
            End.LoopAtNode => $"{at} replaces binding SID {visit.Label} by a list that leads to it again.",
            End.TooManyHops => $"The walk was given up at {at}: more hops than a trace follows.",
            _ => "",
        };
    }
}
