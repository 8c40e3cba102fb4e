using System.Collections.Immutable;
using PceServer.Engine.Queries;
using PceServer.Engine.Telemetry;
using PceServer.Pcep;

namespace PceServer.Engine.Sessions;

/// <summary>Counts of one session, kept by its actor and shown in its view.</summary>
internal sealed class SessionCounting
{
    public SessionCounters Counters { get; private set; } = new();

    public ImmutableSortedDictionary<string, long> Deviations { get; private set; } = ImmutableSortedDictionary<string, long>.Empty;

    public void Received(in DecodedMessage message, string pcc)
    {
        Counters = Counters with { MessagesReceived = Counters.MessagesReceived + 1, ErrorsReceived = Counters.ErrorsReceived + (message.Type == MessageType.PcErr ? 1 : 0) };
        EngineTelemetry.PcepMessage(NameOf(message.Type), "received");
        if (message.Deviations == DeviationSet.None)
            return;
        foreach (var deviation in Pcep.Deviations.In(message.Deviations))
            Deviated(deviation.Deviation.ToString(), pcc);
    }

    public void Sent(PcepMessage message)
    {
        Counters = Counters with { MessagesSent = Counters.MessagesSent + 1, ErrorsSent = Counters.ErrorsSent + (message is PcErr ? 1 : 0) };
        EngineTelemetry.PcepMessage(NameOf(message.Type), "sent");
        if (message is not PcErr error)
            return;
        foreach (var group in error.Groups)
        {
            foreach (var item in group.Errors)
                EngineTelemetry.PcepError(item.Error.Type, item.Error.Value, "sent");
        }
    }

    private void Deviated(string name, string pcc)
    {
        Deviations = Deviations.SetItem(name, Deviations.GetValueOrDefault(name) + 1);
        EngineTelemetry.Deviation(pcc, name);
    }

    /// <summary>Numbers that a peer makes up must not become labels of a metric without end.</summary>
    private static string NameOf(MessageType type) => Enum.IsDefined(type) ? type.ToString() : "Unknown";
}
