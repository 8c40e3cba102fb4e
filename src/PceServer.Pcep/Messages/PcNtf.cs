using PceServer.Wire;

namespace PceServer.Pcep;

/// <summary>PCNtf (RFC 5440 §6.6): notifications, each group with the requests that it is about.</summary>
public sealed record PcNtf(ValueList<NotificationGroup> Groups) : PcepMessage
{
    public PcNtf(NotificationObject notification) : this([new NotificationGroup([notification])])
    {
    }

    public override MessageType Type => MessageType.PcNtf;

    public override void WriteObjects(ref WireWriter writer)
    {
        foreach (var group in Groups.Span)
            group.Write(ref writer);
    }
}

/// <summary>Notifications and what they are about (RFC 5440 §6.6): <c>RP* NOTIFICATION+</c>.</summary>
public sealed record NotificationGroup(ValueList<NotificationObject> Notifications)
{
    public ValueList<RpObject> Requests { get; init; }

    /// <summary>Objects that the grammar has no place for: written last.</summary>
    public ValueList<PcepObject> Others { get; init; }

    internal void Write(ref WireWriter writer)
    {
        ObjectWriting.Write(Requests, ref writer);
        ObjectWriting.Write(Notifications, ref writer);
        ObjectWriting.Write(Others, ref writer);
    }
}
